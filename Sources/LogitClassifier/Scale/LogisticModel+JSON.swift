import Logit
import LogitFiles

// Fitted models as text from which every number comes back as it was.

extension LogisticModel {
  var json: JSON {
    func numbers(_ values: [Double]) -> JSON { .array(values.map { .number($0) }) }
    return [
      "classes": .integer(classCount), "coefficients": numbers(coefficients.scalars),
      "intercepts": numbers(intercepts), "aliased": .array(aliased.map { .integer($0) }),
      "means": numbers(means), "deviations": numbers(deviations),
      "solver": .string(solution.solver.rawValue), "reason": .string(solution.reason),
      "state": .string(solution.state.rawValue), "iterations": .integer(solution.iterations),
      "objective": .number(solution.objective), "mean_loss": .number(solution.meanLoss),
      "lambda": .number(solution.lambda), "l1_ratio": .number(solution.l1Ratio),
      "gradient_norm": .number(solution.gradientNorm), "duality_gap": .optional(solution.dualityGap),
    ]
  }

  /// - Returns: `nil` if the text is none of a model.
  init?(json: JSON) throws {
    func numbers(_ name: String) -> [Double] { (json[name]?.array ?? []).compactMap(\.double) }
    func number(_ name: String) -> Double { json[name]?.double ?? .nan }
    let (means, intercepts, coefficients) = (
      numbers("means"), numbers("intercepts"), numbers("coefficients")
    )
    guard let classCount = json["classes"]?.integer, classCount >= 2,
      intercepts.count == (classCount == 2 ? 1 : classCount),
      coefficients.count == intercepts.count * means.count, numbers("deviations").count == means.count,
      let solver = json["solver"]?.string.flatMap({ LogisticRegression.Solver(rawValue: $0) }),
      let state = json["state"]?.string.flatMap({ LinearSolution.State(rawValue: $0) }),
      let iterations = json["iterations"]?.integer, let reason = json["reason"]?.string
    else { return nil }
    self.init(
      classCount: classCount,
      coefficients: try Tensor(coefficients, shape: [intercepts.count, means.count]),
      intercepts: intercepts, aliased: (json["aliased"]?.array ?? []).compactMap(\.integer), means: means,
      deviations: numbers("deviations"),
      solution: LinearSolution(
        solver: solver, reason: reason, state: state, iterations: iterations,
        objective: number("objective"), meanLoss: number("mean_loss"), lambda: number("lambda"),
        l1Ratio: number("l1_ratio"), gradientNorm: number("gradient_norm"),
        dualityGap: json["duality_gap"]?.double))
  }
}
