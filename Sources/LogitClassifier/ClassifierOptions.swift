import Logit
import LogitData

/// How ``Classifier/fit(_:target:options:callbacks:)`` trains.
///
/// By default a model without hidden layers is trained to its optimum on all rows and measured in five folds;
/// see ``TrainingMethod`` and ``Measuring``.
public struct ClassifierOptions: Sendable {
  /// The features; all columns but the target by default.
  public var features: [String]?
  /// Columns that are not features; none by default.
  public var excluded: [String] = []
  /// The numbers of units in the hidden layers, each with ReLU; none by default, which is logistic or softmax
  /// regression.
  public var hiddenUnits: [Int] = []
  /// How the model is trained; by default to the optimum without hidden layers, and in steps with them.
  public var method: TrainingMethod?
  /// On which rows the model is measured; by default on all rows in five folds, or, where it is trained in
  /// steps, on a fifth of the rows, which are held out.
  public var measuring: Measuring?
  /// How much the rows of each class count; all alike by default.
  public var classWeight = ClassWeight.equal
  /// The column that says how much each row counts, a finite number, 0 or more; it is no feature. By default
  /// every row counts once. Weights multiply with those of classes. Numbers are then divided by the
  /// deviations of the weighted rows; what else is learned of columns, and the measures of rows held out,
  /// count every row once, but for those of ``PenaltyValidation``.
  public var weights: String?
  /// The column of numbers that are added to the log-odds of the second of two classes as they are, as
  /// `offset` in R's glm and glmnet; none by default. It is no feature with a coefficient, but the model
  /// needs it: rows without it cannot be predicted. Only a model that is trained to its optimum has one.
  public var offset: String?
  /// What happens to rows whose target is missing; an error by default.
  public var missingTarget = MissingTarget.refuse
  /// What happens to a class with a single row, which cannot be trained on and held out; an error by default.
  public var rareClass = RareClass.refuse
  /// The class whose probability a model of two classes gives, which becomes the second; by default the later
  /// one in ascending order.
  public var positiveClass: String?
  /// How columns are read and used, the target among them; by what they hold by default.
  public var columns = ColumnOptions()
  /// Columns with categories whose combinations are features, too, hashed into as many bins as texts are
  /// (`ColumnOptions.hashBinCount`); none by default.
  public var crosses: [[String]] = []
  /// How the table was read, which the classifier remembers; as usual by default.
  public var reading = TableReading()
  /// What becomes of the model's probabilities, and which class is predicted from them; as the model says,
  /// and the most probable one, by default.
  public var decision = DecisionOptions()
  /// The seed of the split or the folds, the initial weights and the order of rows; 0 by default.
  public var seed: UInt64 = 0
  /// How much memory training may take; three quarters of what there is by default.
  public var memory = MemoryLimit.standard
  /// What to print during training; nothing by default.
  public var verbose = Verbosity.silent

  /// The defaults.
  public init() {}

  /// How much the rows of each class count in the loss.
  public enum ClassWeight: Sendable, Equatable {
    /// Every row counts once.
    case equal
    /// Each class counts as much as any other: its rows have weight n/(k·nₖ) for nₖ of n rows in k classes,
    /// as in scikit-learn's `"balanced"`.
    case balanced
    /// Weights by class name; rows of other classes count once.
    case named([String: Float])
  }

  /// What happens to rows whose target is missing; an error by default.
  public enum MissingTarget: String, Sendable, CaseIterable {
    /// Throws an error that names the first of them.
    case refuse
    /// Leaves them out, and counts them.
    case drop
  }

  /// What happens to a class with a single row.
  public enum RareClass: String, Sendable, CaseIterable {
    /// Throws an error that names it, if rows are held out, once or in turn with the same share of each
    /// class.
    case refuse
    /// Leaves its row out, and counts it.
    case drop
    /// Trains on its row, and never holds it out.
    case keep
  }

  /// Checks each option.
  ///
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for one out of range.
  func validate() throws {
    func require(_ holds: Bool, _ name: String, _ value: Any, _ expected: String) throws {
      guard !holds else { return }
      throw LogitError.invalidOption(name: name, value: "\(value)", expected: expected)
    }
    for units in hiddenUnits {
      try require((1...1 << 20).contains(units), "hidden units", units, "1 to 2²⁰ in each layer")
    }
    switch trainingMethod {
    case .optimum(let optimum):
      try requireNoTool(optimum.like)
      try require(
        hiddenUnits.isEmpty, "hidden units", hiddenUnits, "none, since only a model without has an optimum")
      try optimum.validate()
      try require(
        optimum.lambdaRule == nil || rowsToMeasure.folds != nil, "lambda",
        "to be chosen by cross-validation", "a number where rows are held out once or not at all")
    case .steps(let steps):
      try steps.validate()
      try requireNoTool(steps.like)
      try require(
        offset == nil, "offset", "\"\(offset ?? "")\"",
        "left out where a model is trained in steps, which would train its coefficient, too")
      try require(
        rowsToMeasure.folds == nil, "measuring", "cross-validation",
        "a share of rows to hold out, since a model is trained in steps once")
    }
    try require((0..<1).contains(rowsToMeasure.share), "validation share", rowsToMeasure.share, "in 0..<1")
    try require(
      offset == nil || offset != weights, "offset", "\"\(offset ?? "")\"",
      "another column than that of the weights")
    try decision.validate(isMeasured: rowsToMeasure.folds != nil || rowsToMeasure.share > 0)
    if case .named(let weights) = classWeight {
      for (name, weight) in weights.sorted(by: { $0.key < $1.key }) {
        try require(
          weight >= 0 && weight.isFinite, "weight of class \(name)", weight, "at least 0 and finite")
      }
    }
  }
  /// Refuses the call of another program where rows have something that the call would not have.
  private func requireNoTool(_ tool: ReferenceTool?) throws {
    guard let tool, weights != nil || offset != nil else { return }
    throw LogitError.invalidOption(
      name: "like", value: tool.rawValue,
      expected:
        "none where rows have \(weights == nil ? "an offset" : "weights"), which its call would not have")
  }
}
