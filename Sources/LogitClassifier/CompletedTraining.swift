public import Logit
import LogitData

/// How a model was trained, as it came out.
public enum CompletedTraining: Sendable {
  /// To the optimum: how the search ended, the penalty with its λ, and where λ comes from.
  case optimum(LinearSolution, LogisticRegression.Penalty, LambdaSource)
  /// In steps, with an optimizer.
  case steps(TrainingSchedule, optimizer: String)

  /// How the search for the optimum ended; `nil` for training in steps.
  public var solution: LinearSolution? {
    if case .optimum(let solution, _, _) = self { solution } else { nil }
  }

  /// How long training took in epochs; `nil` for the optimum.
  public var schedule: TrainingSchedule? { if case .steps(let schedule, _) = self { schedule } else { nil } }
}

/// Where the λ of a penalty comes from.
public enum LambdaSource: Sendable, Equatable {
  /// From the options.
  case given
  /// One over the sum of the rows' weights.
  case byDefault
  /// From a cross-validation of the rows.
  case chosen(OptimumOptions.LambdaRule)

  /// How it was chosen; `nil` if it was not.
  public var rule: OptimumOptions.LambdaRule? { if case .chosen(let rule) = self { rule } else { nil } }

  /// As a word.
  var word: String {
    switch self {
    case .given: "given"
    case .byDefault: "default"
    case .chosen(let rule): rule.rawValue
    }
  }

  /// What is said of it after its value.
  fileprivate var words: String {
    switch self {
    case .given: ""
    case .byDefault: ", one over the rows' weights"
    case .chosen(let rule): ", lambda.\(rule.rawValue) of a cross-validation"
    }
  }
}

extension CompletedTraining {
  /// A line that says how the optimum was reached, or how far; empty for training in steps.
  var text: String {
    guard case .optimum(let solution, let penalty, let source) = self else { return "" }
    let found =
      solution.isConverged ? "Optimum" : "Not converged (\(solution.state.words)), so this is not the optimum"
    return
      "\(found): \(penalty.words(source)); \(solution.solver.rawValue) (\(solution.reason)), "
      + "\(solution.iterations.counted("iteration")), gradient \(solution.gradientNorm.scientific(decimals: 1)), "
      + "objective \(solution.objective.fixed(decimals: 6))\n"
  }

  /// As JSON.
  ///
  /// - Parameter history: Loss and accuracy of each epoch.
  func json(history: LearningCurve) -> JSON {
    switch self {
    case .optimum(let solution, let penalty, let source):
      return [
        "solver": .string(solution.solver.rawValue), "reason": .string(solution.reason),
        "penalty": .string(penalty.name), "lambda": .number(penalty.lambda ?? 0),
        "lambda_rule": penalty == .none ? .null : .string(source.word),
        "l1_ratio": .number(penalty.l1Ratio), "objective": .finite(solution.objective),
        "gradient_norm": .finite(solution.gradientNorm),
        "duality_gap": solution.dualityGap.map { .finite($0) } ?? .null,
        "iterations": .integer(solution.iterations), "converged": .bool(solution.isConverged),
      ]
    case .steps(let schedule, let optimizer):
      return [
        "optimizer": .string(optimizer), "epochs": .integer(schedule.epochs),
        "batch_size": .integer(schedule.batchSize), "learning_rate": .number(schedule.learningRate),
        "history": .object(
          zip(history.names, history.values).map { name, values in
            JSON.Member(name, .array(values.map { .finite(Double($0)) }))
          }),
      ]
    }
  }
}

extension LinearSolution.State {
  /// What it means, in a few words.
  var words: String {
    switch self {
    case .converged: "converged"
    case .iterationLimit: "the most steps were taken"
    case .diverging: "the loss falls for ever as coefficients grow"
    case .interrupted: "interrupted"
    case .stalled: "no step lowers the objective any more"
    }
  }
}

extension LogisticRegression.Penalty {
  /// The penalty in a few words, λ chosen.
  ///
  /// - Parameters:
  ///   - source: Where λ comes from.
  ///   - isKnown: Whether it has been chosen.
  func words(_ source: LambdaSource, isKnown: Bool = true) -> String {
    let lambda =
      isKnown ? "\((lambda ?? 0).text(digits: 4))\(source.words)" : String(source.words.dropFirst(2))
    return switch self {
    case .none: "no penalty"
    case .ridge: "ridge penalty (λ = \(lambda))"
    case .lasso: "lasso penalty (λ = \(lambda))"
    case .elasticNet(_, let ratio): "elastic-net penalty (λ = \(lambda); L1 share \(ratio.shortText))"
    }
  }
}
