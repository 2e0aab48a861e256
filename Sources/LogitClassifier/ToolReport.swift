import Logit
import LogitData

/// A model as another program has it: the call that gives it there, its numbers there, and what is not equal.
public struct ToolReport: Sendable, Equatable {
  /// The program.
  public let tool: ReferenceTool
  /// The call, as lines of the program's language.
  public let call: String
  /// What is not equal, a sentence each.
  public let differences: [String]
  /// Numbers of the fit by the names that they have there, such as `C` or `deviance`.
  public let numbers: [Number]
  /// The constants, one a row of coefficients; empty with hidden layers.
  public let intercepts: [Estimate]
  /// The coefficients, row by row of the program's table; empty with hidden layers.
  public let coefficients: [Estimate]

  /// A number with a name.
  public struct Number: Sendable, Equatable {
    /// The name.
    public let name: String
    /// The number.
    public let value: Double
  }

  /// A coefficient as the program has it.
  public struct Estimate: Sendable, Equatable {
    /// The term's name there.
    public let feature: String
    /// The class that a positive estimate makes more probable.
    public let className: String
    /// The estimate; `nil` where others explain the column, which the program may say in another way.
    public let estimate: Double?
  }
}

extension ToolReport {
  /// As JSON.
  var json: JSON {
    [
      "tool": .string(tool.rawValue), "call": .string(call),
      "differences": .array(differences.map { .string($0) }),
      "numbers": .object(numbers.map { JSON.Member($0.name, .finite($0.value)) }),
      "intercepts": .array(intercepts.map(\.json)), "coefficients": .array(coefficients.map(\.json)),
    ]
  }

  /// As lines of text.
  ///
  /// - Parameter count: The most coefficients to list.
  func text(count: Int) -> String {
    var lines = ["As \(tool.title) has it:"] + call.split(separator: "\n").map { "  \($0)" }
    if !numbers.isEmpty {
      lines.append(numbers.map { "\($0.name) = \($0.value.text(digits: 8))" }.joined(separator: ", "))
    }
    let shown = intercepts + coefficients
    let hasClasses = Set(shown.map(\.className)).count > 1
    var table = AlignedText(rightAligned: hasClasses ? [2] : [1])
    for line in shown.prefix(max(count, 0)) {
      let value = line.estimate.map { $0.text(digits: 8) } ?? "NA"
      table.append(hasClasses ? [line.feature, line.className, value] : [line.feature, value])
    }
    let more = shown.count > count ? "  and \((shown.count - count).grouped) more\n" : ""
    let different = differences.map { "  - \($0)\n" }.joined()
    return lines.joined(separator: "\n") + "\n" + table.text + more
      + (different.isEmpty ? "" : "What is not equal:\n\(different)")
  }
}

extension ToolReport.Estimate {
  fileprivate var json: JSON {
    [
      "feature": .string(feature), "class": .string(className),
      "estimate": estimate.map { .finite($0) } ?? .null,
    ]
  }
}

// MARK: - The numbers

/// What a program's numbers and call are made from.
struct ToolFit {
  let tool: ReferenceTool
  let columns: ToolColumns
  let source: String
  /// How the file is laid out; `nil` if it was no text.
  let layout: TextLayout?
  let target: String
  /// The names of the classes, in the order of the model's outputs.
  let classNames: [String]
  /// The number of rows trained on.
  let rowCount: Int
  /// The weight of each class, in the order of the outputs; `nil` if all rows count once.
  let classWeights: [Float]?
  /// Whether the weights are n/(k·nₖ).
  let isBalanced: Bool
  /// The sum of the rows' weights.
  let weight: Double
  /// How the model was trained to its optimum; `nil` in steps.
  var optimum: (options: OptimumOptions, solution: LinearSolution)?
  /// How long it was trained in steps; `nil` for the optimum.
  var schedule: TrainingSchedule?
  /// The optimizer's name in Keras.
  var optimizerName = "Adam"
  /// The strength of the penalty on squared weights of a model trained in steps.
  var l2 = 0.0
  /// The number of rows that were held out.
  var heldOutCount = 0
  /// Whether the solver took features in double precision.
  var isPrecise = false
  /// The numbers of units in the hidden layers.
  var hiddenUnits: [Int] = []

  /// The numbers of a model fitted to its optimum.
  func report(_ found: OptimumFit.Found) -> ToolReport {
    let (coefficients, intercepts) = found.design.original(found.estimates)
    let aliased = Set(found.aliased)
    var (rows, constants) = (coefficients, intercepts)
    var names = classNames.count == 2 ? [classNames[1]] : classNames
    if names.count > 1 {
      switch tool {
      case .r, .statsmodels:
        // The first class is the base, whose coefficients are 0.
        rows = rows.map { row in row.dropFirst().map { $0 - row[0] } }
        constants = constants.dropFirst().map { $0 - constants[0] }
        names.removeFirst()
      default:
        let mean = constants.reduce(0, +) / Double(constants.count)
        constants = constants.map { $0 - mean }
      }
    }
    let intercept =
      switch tool {
      case .r, .glmnet: "(Intercept)"
      case .statsmodels: "const"
      case .sklearn: "intercept_"
      case .liblinear: "bias"
      case .keras, .spark: "intercept"
      }
    return ToolReport(
      tool: tool, call: call, differences: differences(found.solution), numbers: numbers(found.solution),
      intercepts: zip(names, constants).map { .init(feature: intercept, className: $0, estimate: $1) },
      coefficients: names.indices.flatMap { place in
        found.design.kept.indices.map { column in
          let feature = found.design.kept[column]
          return .init(
            feature: columns.name(feature, in: tool), className: names[place],
            estimate: aliased.contains(feature) && tool == .r ? nil : rows[column][place])
        }
      })
  }

  /// The numbers of a model trained in steps, whose features are as they are encoded.
  func report(_ estimates: LinearEstimates?) -> ToolReport {
    let names = classNames.count == 2 ? [classNames[1]] : classNames
    return ToolReport(
      tool: tool, call: call, differences: differences(nil), numbers: [],
      intercepts: estimates.map { estimates in
        zip(names, estimates.bias).map { .init(feature: "bias", className: $0, estimate: $1) }
      } ?? [],
      coefficients: estimates.map { estimates in
        names.indices.flatMap { place in
          columns.features.indices.map {
            .init(
              feature: columns.name($0, in: tool), className: names[place],
              estimate: estimates.kernel[$0, place])
          }
        }
      } ?? [])
  }

  private func numbers(_ solution: LinearSolution) -> [ToolReport.Number] {
    let loss = solution.meanLoss * weight
    let lambda = optimum?.options.penalty.lambda ?? 0
    return switch tool {
    case .sklearn: lambda > 0 ? [.init(name: "C", value: inverse(lambda))] : []
    case .liblinear: lambda > 0 ? [.init(name: "c", value: inverse(lambda))] : []
    case .statsmodels: [.init(name: "llf", value: -loss)]
    case .r: [.init(name: "deviance", value: 2 * loss)]
    case .glmnet: [.init(name: "lambda", value: lambda), .init(name: "deviance", value: 2 * loss)]
    case .spark:
      [
        .init(name: "regParam", value: lambda),
        .init(name: "elasticNetParam", value: optimum?.options.penalty.l1Ratio ?? 0),
        .init(name: "objective", value: solution.objective),
      ]
    case .keras: []
    }
  }

  /// C of a λ, without the last bits that a division leaves.
  func inverse(_ lambda: Double) -> Double {
    let value = 1 / (lambda * weight)
    return abs(value - value.rounded()) < 1e-12 * value ? value.rounded() : value
  }
}
