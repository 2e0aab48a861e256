#if Command
public import ArgumentParser
public import Logit
import LogitClassifier

/// How the model is trained: to the optimum, or in steps.
struct TrainingOptions: ParsableArguments {
  @Option(help: "The penalty on weights; ridge by default.")
  var penalty: PenaltyName?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The strength of the penalty, or min or 1se to choose it by cross-validation; one over the sum of the rows' weights by default, 1/n without weights.",
      valueName: "value"))
  var lambda: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The share of --penalty elastic-net that is on absolute values, 0 to 1; 0.5 by default.",
      valueName: "share"))
  var l1Ratio: Double?

  @Option(help: "How the optimum is found; automatic, from the size of the problem, by default.")
  var solver: LogisticRegression.Solver?

  @OptionGroup var columns: ColumnPenaltyOptions

  @Option(
    help: ArgumentHelp(
      "The program whose conventions hold for penalty, units and categories, and whose call and numbers are printed; another option wins over its default. None by default.",
      valueName: "tool"))
  var like: ReferenceTool?

  @Option(
    name: .customLong("l2"), parsing: .unconditional,
    help:
      "The strength of the penalty on squared weights, half of a ridge's --lambda; 1/(2n) for n rows by default."
  )
  var l2: Double?

  @Option(
    help: ArgumentHelp(
      "The units of hidden layers, with commas between, trained in steps; none by default.",
      valueName: "64,32"))
  var hidden: String?

  @Option(
    help: "The optimizer of training in steps by its name in Keras; adam by default.",
    completion: .list(OptimizerName.allValueStrings))
  var optimizer: OptimizerName?

  @Option(
    parsing: .unconditional,
    help: """
      The learning rate of training in steps at the start; it falls to 0 along half a cosine. By default 0.03, or with \
      --hidden 0.01; ten times as much for sgd, adagrad and ftrl, a tenth for lion, 1 for adadelta.
      """)
  var learningRate: Double?

  @Option(
    parsing: .unconditional,
    help: """
      The number of passes over the rows of training in steps; by default as many as make 3,000 steps, or with --hidden \
      6,000, but from 3 to 600.
      """)
  var epochs: Int?

  @Option(
    parsing: .unconditional,
    help: "The number of rows in a step; 32 by default, from 5,000 rows on 128, from 100,000 on 512.")
  var batchSize: Int?

  @Option(
    help: ArgumentHelp(
      "The directory to write for TensorBoard, made where it is missing: loss, metrics and weights after each epoch of training in steps, or what the optimum came to, and the scores. None by default.",
      valueName: "directory"), completion: .directory)
  var tensorboard: String?
}

/// A penalty by its name.
enum PenaltyName: String, ExpressibleByArgument, CaseIterable {
  case none, ridge, lasso
  case elasticNet = "elastic-net"
}

extension LogisticRegression.Solver: ExpressibleByArgument {}

extension TrainingOptions {
  /// How λ is chosen from the rows; `nil` if it is not.
  var lambdaRule: OptimumOptions.LambdaRule? { lambda.flatMap { OptimumOptions.LambdaRule(rawValue: $0) } }

  /// Whether training goes in steps.
  var isInSteps: Bool { firstStepOption != nil }

  /// An option that was given and means training in steps.
  private var firstStepOption: String? {
    let given = [
      ("--hidden", hidden != nil), ("--optimizer", optimizer != nil),
      ("--learning-rate", learningRate != nil),
      ("--epochs", epochs != nil), ("--batch-size", batchSize != nil),
      ("--like keras", like == .keras),
    ]
    return given.first { $0.1 }?.0
  }

  /// The numbers of units in the hidden layers.
  func hiddenUnits() throws -> [Int] {
    try [String](list: hidden ?? "", option: "--hidden").map { text in
      guard let units = Int(text) else {
        throw OptionValueError("--hidden has '\(text)', but must be whole numbers with commas between.")
      }
      return units
    }
  }

  /// How the model is trained.
  ///
  /// - Throws: `ValidationError` for options that contradict each other.
  func method() throws -> TrainingMethod {
    let rule = lambdaRule
    let lambda = rule == nil ? try lambdaValue() : nil
    try requireOnePenalty()
    guard let option = firstStepOption else {
      return .optimum(try optimum(lambda, rule))
    }
    if let like, like != .keras {
      throw ValidationError(
        "--like \(like.rawValue) finds the optimum, but \(option) means training in steps; give one of them.")
    }
    if let first = columns.given.first { try requireOptimum(for: first) }
    if let rule {
      throw ValidationError(
        "--lambda \(rule.rawValue) needs the optimum, but \(option) means training in steps; give a number.")
    }
    if solver != nil {
      throw ValidationError(
        "--solver finds the optimum, but \(option) means training in steps; give one of them.")
    }
    if let penalty, penalty == .lasso || penalty == .elasticNet {
      throw ValidationError(
        "--penalty \(penalty.rawValue) needs the optimum, but \(option) means training in steps; leave \(option) out, "
          + "or take --penalty ridge.")
    }
    let strength = penalty == PenaltyName.none ? 0 : l2 ?? lambda.map { $0 / 2 }
    var options = like == .keras ? StepOptions.keras : StepOptions()
    options.optimizer = optimizer?.optimizer ?? .adam()
    options.learningRate = learningRate ?? options.learningRate
    options.epochs = epochs ?? options.epochs
    options.batchSize = batchSize ?? options.batchSize
    options.l2 = strength ?? options.l2
    return .steps(options)
  }

  /// Makes sure that nothing means training in steps beside an option that needs the optimum.
  ///
  /// - Throws: `ValidationError`.
  func requireOptimum(for needing: String) throws {
    guard let option = firstStepOption else { return }
    throw ValidationError(
      "\(needing) needs the optimum, but \(option) means training in steps; give one of them.")
  }

  private func optimum(_ lambda: Double?, _ rule: OptimumOptions.LambdaRule?) throws -> OptimumOptions {
    var options = like.map { OptimumOptions(like: $0) } ?? OptimumOptions()
    if penalty != nil || l2 != nil {
      options.penalty = regressionPenalty(lambda)
    } else if let lambda {
      // A strength without a kind: that of the program, ridge where it has no penalty.
      options.penalty = options.penalty == .none ? .ridge(lambda) : options.penalty.withLambda(lambda)
    } else if rule != nil, options.penalty == .none {
      options.penalty = .ridge()
    }
    options.solver = solver ?? .automatic
    options.lambdaRule = rule ?? (options.penalty.lambda == nil ? options.lambdaRule : nil)
    if columns.noStandardize { options.standardizes = false }
    options.penaltyFactors = try columns.factors()
    options.bounds = try columns.ranges()
    return options
  }

  private func regressionPenalty(_ lambda: Double?) -> LogisticRegression.Penalty {
    switch penalty {
    case .some(.none): .none
    case .lasso: .lasso(lambda)
    case .elasticNet: .elasticNet(lambda, l1Ratio: l1Ratio ?? 0.5)
    case .ridge, nil: .ridge(l2.map { 2 * $0 } ?? lambda)
    }
  }

  private func lambdaValue() throws -> Double? {
    guard let lambda else { return nil }
    guard let value = Double(lambda), value >= 0, value.isFinite else {
      throw OptionValueError(
        "--lambda is '\(lambda.onOneLine)', but must be min, 1se or a number, 0 or more.")
    }
    return value
  }

  /// Refuses options that say the same thing twice, or nothing.
  private func requireOnePenalty() throws {
    if let l2 {
      guard l2 >= 0, l2.isFinite else {
        throw OptionValueError("--l2 is \(l2), but must be at least 0 and finite.")
      }
      for (option, isGiven) in [
        ("--penalty", penalty != nil), ("--lambda", lambda != nil), ("--l1-ratio", l1Ratio != nil),
      ] where isGiven {
        throw ValidationError("--l2 and \(option) both say how weights are penalized; give one of them.")
      }
    }
    if penalty == PenaltyName.none, lambda != nil {
      throw ValidationError("--penalty none and --lambda contradict each other; give one of them.")
    }
    if l1Ratio != nil, penalty != .elasticNet {
      throw ValidationError("--l1-ratio is for --penalty elastic-net; give both, or none.")
    }
  }
}
#endif
