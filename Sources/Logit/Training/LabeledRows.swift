/// Rows with their labels: what a model is trained on, or judged by.
public struct LabeledRows: Sendable {
  /// `[rows, features]`.
  public var x: Tensor<Float>
  /// The labels, as for
  /// ``Sequential/fit(_:_:sampleWeight:classWeight:epochs:batchSize:verbose:callbacks:validationSplit:validationData:shuffle:initialEpoch:stepsPerEpoch:validationSteps:validationBatchSize:validationFreq:)-(Tensor<Float>,_,_,_,_,_,_,_,_,_,_,_,_,_,_,_)``.
  public var y: Tensor<Float>
  /// `[rows]`, or `nil` when every row counts once.
  public var sampleWeight: Tensor<Float>?

  /// Collects rows and labels.
  ///
  /// - Parameters:
  ///   - x: The features, `[rows, features]`.
  ///   - y: The labels, as for `fit`.
  ///   - sampleWeight: How much each row counts, `[rows]`; every row once by default.
  public init(_ x: Tensor<Float>, _ y: Tensor<Float>, sampleWeight: Tensor<Float>? = nil) {
    self.x = x
    self.y = y
    self.sampleWeight = sampleWeight
  }
}

/// Rows held back to judge a model by, not to train it on.
public typealias ValidationData = LabeledRows

extension LabeledRows {
  /// Cuts the last rows off for validation, as Keras does.
  func split(validationShare: Double) throws -> (training: LabeledRows, validation: LabeledRows) {
    let rows = x.shape.first ?? 0
    guard rows > 0 else { throw LogitError.emptyData(name: "x") }
    let cut = Int((Double(rows) * (1 - validationShare)).rounded(.down))
    guard cut > 0 && cut < rows else {
      throw LogitError.invalidOption(
        name: "validationSplit", value: "\(validationShare)",
        expected: "a share that leaves at least one of the \(rows) rows on either side")
    }
    for (name, tensor) in [("y", Optional(y)), ("sampleWeight", sampleWeight)] {
      guard let tensor else { continue }
      guard let found = tensor.shape.first else {
        throw LogitError.shapeMismatch(
          operation: "validationSplit", expected: "\(name) to have \(rows) rows", found: tensor.shape,
          remedy: "give \(name) one row for each row of x")
      }
      if found != rows { throw LogitError.rowCountMismatch(name: name, expected: rows, found: found) }
    }
    // Before the cut, so that the row named is the caller's.
    try x.requireFinite(name: "x", columns: max(x.count / rows, 1))
    try y.requireFinite(name: "y", columns: max(y.count / rows, 1))
    func part(_ range: Range<Int>) -> LabeledRows {
      LabeledRows(x.rows(range), y.rows(range), sampleWeight: sampleWeight?.rows(range))
    }
    return (part(0..<cut), part(cut..<rows))
  }

  /// The rows weighted by their classes; Keras's `class_weight`.
  ///
  /// - Parameter classWeight: By class index; a class that is not named has the weight 1. Nothing changes
  ///   when it is `nil`.
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` for a weight that is negative or not
  ///   finite, or when there are sample weights too, which Keras refuses as well;
  ///   ``LogitError/nonFiniteInput(name:row:column:value:)`` for a label that is not finite.
  func weighted(byClass classWeight: [Int: Float]?) throws -> LabeledRows {
    guard let classWeight else { return self }
    for (label, weight) in classWeight.sorted(by: { $0.key < $1.key }) {
      try LogitError.require(
        label >= 0, "A class of classWeight", label, "the index of a class, 0 or greater")
      try LogitError.require(
        weight >= 0 && weight.isFinite, "classWeight[\(label)]", weight, "finite, and 0 or greater")
    }
    try LogitError.require(
      sampleWeight == nil, "classWeight", classWeight,
      "left out when there is a sampleWeight; multiply the weight of each row's class into it instead")
    try y.requireFinite(name: "y", columns: max(y.count / max(y.shape.first ?? 1, 1), 1))
    var result = self
    result.sampleWeight = Tensor(classIndices.map { classWeight[$0] ?? 1 })
    return result
  }

  /// The class of each row: the label itself, or the place of the largest of several.
  private var classIndices: [Int] {
    let rows = y.shape.first ?? 0
    guard y.count > 0 else { return [] }
    let columns = y.count / rows
    return y.withUnsafeBufferPointer { labels in
      (0..<rows).map { row in
        // A label that is no whole number of an `Int` is no class; the loss says so where it matters.
        guard columns > 1 else { return Int(exactly: labels[row].rounded()) ?? -1 }
        let first = row * columns
        return (0..<columns).reduce(0) { labels[first + $1] > labels[first + $0] ? $1 : $0 }
      }
    }
  }
}

/// After which epochs a model in training is validated; Keras's `validation_freq`.
///
/// A number means after every so many epochs, a list names the epochs, counted from 1.
public enum ValidationFrequency: Sendable, Equatable, ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral {
  /// After every so many epochs.
  case every(Int)
  /// After these epochs, counted from 1.
  case epochs([Int])

  /// After every so many epochs.
  public init(integerLiteral value: Int) { self = .every(value) }

  /// After these epochs, counted from 1.
  public init(arrayLiteral elements: Int...) { self = .epochs(elements) }

  /// Whether to validate after an epoch, counted from 0.
  func includes(_ epoch: Int) -> Bool {
    switch self {
    case .every(let count): (epoch + 1) % count == 0
    case .epochs(let epochs): epochs.contains(epoch + 1)
    }
  }

  func validate() throws {
    switch self {
    case .every(let count): try LogitError.require(count >= 1, "validationFreq", count, "at least 1")
    case .epochs(let epochs):
      try LogitError.require(
        epochs.allSatisfy { $0 >= 1 }, "validationFreq", epochs, "epochs counted from 1")
    }
  }
}
