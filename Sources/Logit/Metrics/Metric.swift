/// A number that tells how good predictions are; it is shown during training but does not steer it.
///
/// The ones Logit brings are spelled with a leading dot: `.accuracy`, `.binaryAccuracy()`. Add your own by
/// conforming. A metric is configuration only; what it adds up over the batches is kept for it in an array
/// of numbers.
public protocol Metric: Sendable {
  /// The name it is reported under, such as `"accuracy"`.
  var name: String { get }

  /// What the metric adds up, before the first batch.
  var initialState: [Double] { get }

  /// Chooses the metric that fits the labels and the outputs; by default the metric itself.
  ///
  /// - Parameters:
  ///   - labels: What one row of labels looks like.
  ///   - units: The number of outputs of the last layer.
  func resolved(labels: LabelEncoding, units: Int) -> any Metric

  /// Adds a batch to the state.
  ///
  /// - Parameters:
  ///   - state: What was added up so far.
  ///   - labels: `[rows, units]`, or `[rows]` class indices for ``LabelEncoding/classIndex``.
  ///   - predictions: The model's outputs, `[rows, units]`.
  ///   - units: The number of outputs.
  func update(
    _ state: inout [Double], labels: Span<Float>, predictions: Span<Float>, weights: Span<Float>,
    units: Int)

  /// The metric's value for all that was added up.
  func result(_ state: [Double]) -> Double
}

extension Metric {
  /// The metric itself.
  public func resolved(labels: LabelEncoding, units: Int) -> any Metric { self }
}

/// A metric that is the share of predictions that are right.
///
/// The state is [right, all], so that conforming takes one function.
public protocol AccuracyMetric: Metric {
  /// Counts the predictions of a batch that are right.
  func countCorrect(labels: Span<Float>, predictions: Span<Float>, units: Int) -> Int
  /// Counts the predictions of a batch.
  func countAll(predictionCount: Int, units: Int) -> Int
}

extension AccuracyMetric {
  /// [right, all], both 0.
  public var initialState: [Double] { [0, 0] }

  /// Adds a batch's counts.
  public func update(
    _ state: inout [Double], labels: Span<Float>, predictions: Span<Float>, weights: Span<Float>,
    units: Int
  ) {
    state[0] += Double(countCorrect(labels: labels, predictions: predictions, units: units))
    state[1] += Double(countAll(predictionCount: predictions.count, units: units))
  }

  /// right / all.
  public func result(_ state: [Double]) -> Double { state[0] / state[1] }
}
