/// The fraction of rows predicted correctly, for any kind of labels.
///
/// What counts as correct depends on the shapes, as in Keras: with class indices
/// ``SparseCategoricalAccuracy``, with one output ``BinaryAccuracy``, otherwise ``CategoricalAccuracy``.
public struct Accuracy: Metric, Equatable {
  /// The name the metric is reported under, `"accuracy"`.
  public let name: String

  /// Configures the metric.
  ///
  /// - Parameter name: The name the metric is reported under.
  public init(name: String = "accuracy") {
    self.name = name
  }

  /// The metric that fits the shapes, under this metric's name.
  public func resolved(labels: LabelEncoding, units: Int) -> any Metric {
    if labels == .classIndex { return SparseCategoricalAccuracy(name: name) }
    return units == 1 ? BinaryAccuracy(name: name) : CategoricalAccuracy(name: name)
  }

  /// Empty: the resolved metric accumulates.
  public var initialState: [Double] { [] }

  /// Does nothing: the resolved metric accumulates.
  public func update(
    _ state: inout [Double], labels: Span<Float>, predictions: Span<Float>, weights: Span<Float>,
    units: Int
  ) {}

  /// NaN: the resolved metric computes the result.
  public func result(_ state: [Double]) -> Double { .nan }
}

extension Metric where Self == Accuracy {
  /// The fraction of rows predicted correctly, for any kind of labels; see ``Accuracy``.
  public static var accuracy: Accuracy { Accuracy() }
}
