import Logit
import LogitData

/// How ``Classifier/fit(_:target:options:callbacks:)`` trains.
///
/// Options that are `nil` are chosen from the number of rows; see ``TrainingSchedule``.
public struct ClassifierOptions: Sendable {
  /// The features; all columns but the target by default.
  public var features: [String]?
  /// Columns that are not features; none by default.
  public var excluded: [String] = []
  /// The numbers of units in the hidden layers, each with ReLU; none by default, which is logistic or softmax
  /// regression.
  public var hiddenUnits: [Int] = []
  /// The optimizer, Adam by default; its learning rate is replaced by that of the schedule.
  public var optimizer: any Optimizer = .adam()
  /// The learning rate at the start, above 0; it falls to 0 along half a cosine. ``TrainingSchedule`` has the
  /// defaults.
  public var learningRate: Double?
  /// The number of passes over the training rows, 1 to 10⁹.
  public var epochs: Int?
  /// The number of rows in a step, 1 to 10⁹.
  public var batchSize: Int?
  /// The strength λ of the penalty λ·Σw² on the kernels of all layers, at least 0. By default 1/(2n) for n
  /// training rows, which on standardized features is that of scikit-learn's `LogisticRegression()` with
  /// `C=1`.
  public var l2: Double?
  /// The share of rows held out to measure the model on, in 0..<1; with 0 nothing is measured. 0.2 by
  /// default.
  public var validationShare = 0.2
  /// How much the rows of each class count; all alike by default.
  public var classWeight = ClassWeight.equal
  /// What happens to rows whose target is missing; an error by default.
  public var missingTarget = MissingTarget.refuse
  /// What happens to a class with a single row, which cannot be trained on and held out; an error by default.
  public var rareClass = RareClass.refuse
  /// The class whose probability a model of two classes gives, which becomes the second; by default the later
  /// one in ascending order.
  public var positiveClass: String?
  /// How columns are read and used, the target among them; by what they hold by default.
  public var columns = ColumnOptions()
  /// How the table was read, which the classifier remembers; as usual by default.
  public var reading = TableReading()
  /// The seed of the split, the initial weights and the order of rows; 0 by default.
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
    /// Throws an error that names it, if rows are held out.
    case refuse
    /// Leaves its row out, and counts it.
    case drop
    /// Trains on its row, and never holds it out.
    case keep
  }

  /// The strength of the penalty on squared weights, by default that of scikit-learn's `C=1`.
  func l2(rows: Int) -> Double { l2 ?? 1 / (2 * Double(rows)) }

  /// The most epochs, and rows in a step.
  private static let largestCount = 1_000_000_000

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
    if let learningRate {
      try require(
        learningRate > 0 && learningRate.isFinite, "learning rate", learningRate, "above 0 and finite")
    }
    if let epochs {
      try require((1...Self.largestCount).contains(epochs), "epochs", epochs, "1 to \(Self.largestCount)")
    }
    if let batchSize {
      try require(
        (1...Self.largestCount).contains(batchSize), "batch size", batchSize, "1 to \(Self.largestCount)")
    }
    if let l2 { try require(l2 >= 0 && l2.isFinite, "l2", l2, "at least 0 and finite") }
    try require((0..<1).contains(validationShare), "validation share", validationShare, "in 0..<1")
    if case .named(let weights) = classWeight {
      for (name, weight) in weights.sorted(by: { $0.key < $1.key }) {
        try require(
          weight >= 0 && weight.isFinite, "weight of class \(name)", weight, "at least 0 and finite")
      }
    }
  }
}
