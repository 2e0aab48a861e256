/// The mean over all rows of a loss: Σ w · loss / Σ w.
///
/// Spelled `.meanSquaredError`, `.binaryCrossentropy()`, `.hinge`, ... in a list of metrics. The mean runs
/// over all rows seen, so unlike the loss that `fit` reports it does not depend on regularizers or on
/// weights, unless the metric is weighted. It is always computed from predictions, clipped where the loss
/// clips them. Rows of an ignored class contribute nothing; as in Keras, they are left out of the divisor
/// only if the metric is weighted.
///
/// Follows Keras's metrics of the same names.
public struct LossMetric<Base: LossWithMetric>: Metric {
  /// The name the metric is reported under.
  public let name: String
  /// The loss, with its options. Its reduction does not matter.
  public var loss: Base

  /// Configures the metric.
  ///
  /// - Parameters:
  ///   - loss: The loss with its options.
  ///   - name: The name the metric is reported under; by default that of Keras's metric, such as
  ///     `"mean_squared_error"`.
  public init(_ loss: Base, name: String = Base.metricName) {
    self.loss = loss
    self.name = name
  }

  /// Smaller is better, except for the cosine similarity.
  public var isBetterWhenHigher: Bool? { Base.metricSign < 0 }

  /// [Σ w · loss, Σ w], both 0.
  public var initialState: [Double] { [0, 0] }

  /// Checks the loss's options.
  public func validate() throws {
    try loss.validate()
  }

  /// Checks that the loss fits the outputs and can read the labels.
  public func validate(labels: LabelEncoding, units: Int) throws {
    try loss.validate(units: units, layer: "output")
    guard labels != loss.labelEncoding else { return }
    let (found, expected) =
      labels == .classIndex
      ? ("class indices", "one number for each output")
      : ("one number for each output", "class indices")
    throw LogitError.invalidOption(name: "The label encoding of \(name)", value: found, expected: expected)
  }

  /// Adds the losses of a batch's rows.
  public func update(
    _ state: inout [Double], labels: Span<Float>, predictions: Span<Float>, weights: Span<Float>,
    units: Int
  ) {
    let rows = predictions.count / units
    let columns = labels.count / max(rows, 1)
    // Few enough for the losses to fit on the stack.
    let length = Base.readsWholeBatch ? rows : min(rows, 256)
    var first = 0
    while first < rows {
      let range = first..<min(first + length, rows)
      let part = sum(
        labels: labels.extracting(range.lowerBound * columns..<range.upperBound * columns),
        predictions: predictions.extracting(range.lowerBound * units..<range.upperBound * units),
        weights: weights.isEmpty ? weights : weights.extracting(range), rows: range.count, units: units)
      state[0] += part.loss
      state[1] += part.weight
      first = range.upperBound
    }
  }

  private func sum(
    labels: Span<Float>, predictions: Span<Float>, weights: Span<Float>, rows: Int, units: Int
  ) -> (loss: Double, weight: Double) {
    withUnsafeTemporaryAllocation(of: Float.self, capacity: rows) { buffer in
      buffer.initialize(repeating: 0)
      var values = buffer.mutableSpan
      var nothing = UnsafeMutableBufferPointer<Float>(start: nil, count: 0).mutableSpan
      loss.evaluate(
        labels: labels, predictions: predictions, units: units, values: &values, gradient: &nothing)
      var (loss, weight) = (0.0, 0.0)
      let ignored = self.loss.ignoredClass.map { Float($0) }
      for row in 0..<rows {
        if let ignored, labels[row] == ignored, !weights.isEmpty { continue }
        let w = weights.isEmpty ? 1 : Double(weights[row])
        loss += w * Double(buffer[row])
        weight += w
      }
      return (loss, weight)
    }
  }

  /// The mean; 0 before the first row.
  public func result(_ state: [Double]) -> Double { Base.metricSign * dividedOrZero(state[0], state[1]) }
}

extension LossMetric: Equatable where Base: Equatable {}

/// A loss that Keras also offers as a metric; see ``LossMetric``.
public protocol LossWithMetric: Loss {
  /// Keras's name of the metric's class.
  static var metricClassName: String { get }
  /// The name the metric is reported under.
  static var metricName: String { get }
  /// 1, or -1 if the metric is the negative of the loss.
  static var metricSign: Double { get }
  /// Whether how a row's labels are read depends on the other rows of the batch.
  static var readsWholeBatch: Bool { get }
  /// The metric's own options under Keras's names, after name and type.
  var metricConfiguration: [JSON.Member] { get }
  /// Reads the metric's own options under Keras's names.
  ///
  /// - Parameter options: The metric's options from Keras's JSON.
  /// - Throws: ``LogitError/invalidConfiguration(object:reason:)`` if an option cannot be used.
  init(metricOptions options: inout JSONFields) throws
}

extension LossWithMetric {
  /// As it is.
  public static var metricSign: Double { 1 }
  /// Rows are independent.
  public static var readsWholeBatch: Bool { false }
  /// None.
  public var metricConfiguration: [JSON.Member] { [] }
}

extension LossMetric: KerasSerializable {
  /// Keras's name of the metric's class.
  public static var kerasClassName: String { Base.metricClassName }

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] { commonConfiguration + loss.metricConfiguration }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    let name = try options.metricName(default: Base.metricName)
    self.init(try Base(metricOptions: &options), name: name)
  }
}
