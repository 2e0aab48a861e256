/// A number that measures how good predictions are; it is reported during training but does not affect it.
///
/// The built-in ones are written with a leading dot: `.accuracy`, `.precision()`, `.auc()`. Add your own by
/// conforming. A metric is configuration only; what it accumulates over the batches is kept for it in an
/// array of numbers.
///
/// To evaluate predictions without a model, see ``value(labels:predictions:weights:)``.
public protocol Metric: Sendable {
  /// The name the metric is reported under, such as `"accuracy"`.
  var name: String { get }

  /// Whether larger is better; `nil`, the default, if neither is. Callbacks that monitor a metric use it.
  var isBetterWhenHigher: Bool? { get }

  /// The names its numbers are reported under; by default ``name`` alone.
  ///
  /// A metric with several numbers, such as one for each class, has their names once it is
  /// ``resolved(labels:units:)``: Logit numbers them, `f1_score_0`, `f1_score_1`, where Keras reports an
  /// array.
  var resultNames: [String] { get }

  /// The metric's state before the first batch.
  var initialState: [Double] { get }

  /// Checks the options, when a model is compiled with the metric; by default any are accepted.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  func validate() throws

  /// Checks that the metric fits the labels and the outputs; by default everything does.
  ///
  /// - Parameters:
  ///   - labels: What one row of labels looks like.
  ///   - units: The number of outputs of the last layer.
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  func validate(labels: LabelEncoding, units: Int) throws

  /// Chooses the metric that fits the labels and the outputs; by default the metric itself.
  ///
  /// - Parameters:
  ///   - labels: What one row of labels looks like.
  ///   - units: The number of outputs of the last layer.
  func resolved(labels: LabelEncoding, units: Int) -> any Metric

  /// Adds a batch to the state.
  ///
  /// - Parameters:
  ///   - state: The state so far.
  ///   - labels: `[rows, units]`, or `[rows]` class indices for ``LabelEncoding/classIndex``.
  ///   - predictions: The model's outputs, `[rows, units]`.
  ///   - weights: How much each row counts, `[rows]`; empty when every row counts once.
  ///   - units: The number of outputs.
  func update(
    _ state: inout [Double], labels: Span<Float>, predictions: Span<Float>, weights: Span<Float>,
    units: Int)

  /// The metric's value for a state; of several numbers, their mean.
  ///
  /// - Parameter state: The state after the last batch.
  func result(_ state: [Double]) -> Double

  /// The numbers that go with ``resultNames``; by default ``result(_:)`` alone.
  ///
  /// - Parameter state: The state after the last batch.
  func results(_ state: [Double]) -> [Double]
}

extension Metric {
  /// Neither.
  public var isBetterWhenHigher: Bool? { nil }
  /// The metric's name.
  public var resultNames: [String] { [name] }
  /// Accepts any options.
  public func validate() {}
  /// Accepts any labels and outputs.
  ///
  /// - Parameters:
  ///   - labels: What one row of labels looks like.
  ///   - units: The number of outputs of the last layer.
  public func validate(labels: LabelEncoding, units: Int) {}
  /// The metric itself.
  ///
  /// - Parameters:
  ///   - labels: What one row of labels looks like.
  ///   - units: The number of outputs of the last layer.
  public func resolved(labels: LabelEncoding, units: Int) -> any Metric { self }
  /// The metric's value.
  ///
  /// - Parameter state: The state after the last batch.
  public func results(_ state: [Double]) -> [Double] { [result(state)] }
}

/// The label of one output, 0 or 1 if labels are class indices.
///
/// - Parameter isClassIndex: Whether `labels` holds one class index per row instead of one number per output.
@inline(__always)
func label(_ labels: Span<Float>, row: Int, column: Int, units: Int, isClassIndex: Bool) -> Float {
  isClassIndex ? (labels[row] == Float(column) ? 1 : 0) : labels[row * units + column]
}

/// The class of a row's label: the class index, or the position of the largest number. For one output, 1 if
/// the label is above a half. May be outside the classes if the labels are.
///
/// - Parameters:
///   - labels: `[rows, units]`, or `[rows]` class indices.
///   - row: The row, counted from 0.
///   - units: The number of outputs.
///   - isClassIndex: Whether `labels` holds class indices.
package func labelClass(_ labels: Span<Float>, row: Int, units: Int, isClassIndex: Bool) -> Int {
  if isClassIndex { return labels[row].isFinite && abs(labels[row]) < 1e9 ? Int(labels[row]) : -1 }
  if units == 1 { return labels[row] > 0.5 ? 1 : 0 }
  return indexOfFirstMaximum(labels, row * units..<(row + 1) * units) - row * units
}

/// The class that a row's outputs predict: the largest, or for one output 1 if it is above the threshold.
///
/// - Parameters:
///   - predictions: `[rows, units]`.
///   - row: The row, counted from 0.
///   - units: The number of outputs.
///   - threshold: The threshold that a single output must exceed.
package func predictedClass(_ predictions: Span<Float>, row: Int, units: Int, threshold: Float) -> Int {
  if units == 1 { return predictions[row] > threshold ? 1 : 0 }
  return indexOfFirstMaximum(predictions, row * units..<(row + 1) * units) - row * units
}

/// The position of the largest of some values; the first among ties.
func indexOfFirstMaximum(_ values: Span<Float>, _ range: Range<Int>) -> Int {
  var best = range.lowerBound
  for i in range where values[i] > values[best] { best = i }
  return best
}

/// a / b, and 0 where b is 0, as Keras divides.
package func dividedOrZero(_ a: Double, _ b: Double) -> Double { b == 0 ? 0 : a / b }
