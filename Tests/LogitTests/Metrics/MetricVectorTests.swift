import Testing

@testable import Logit

/// Every metric against Keras, batch after batch.
@Suite struct MetricVectorTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let json: JSON
    var testDescription: String { json["name"]?.text ?? "" }
    var className: String { json["config"]?["class_name"]?.text ?? "" }
  }

  private static let file = KerasVectors.load("metrics")

  /// Metrics that are not for classifiers, and what Keras itself refuses or loses.
  private static let setAside: Set = [
    "Accuracy", "BinaryIoU", "MeanIoU", "IoU", "OneHotIoU", "OneHotMeanIoU", "Mean", "Sum",
  ]

  static let cases = (file["cases"]?.elements ?? []).map { Case(json: $0) }.filter {
    !setAside.contains($0.className) && $0.json["raises"] == nil && !($0.testDescription.contains("axis=0"))
  }

  /// Keras adds up in `Float`, Logit in `Double`: over twelve rows a few units in the last place.
  static let tolerance = 1e-6

  static func largestDifference(_ json: JSON) throws -> Double {
    let data = file["data"]?[json["data"]?.text ?? ""]
    guard let config = json["config"], let truth = data?["y_true"], let prediction = data?["y_pred"] else {
      return .nan
    }
    let cuts = file["cuts"]?.elements.map(\.int) ?? []
    let isWeighted = json["weighted"] == .bool(true)
    let weights = file["sample_weight"]?.floats ?? []
    let (labels, predictions) = (truth.floats, prediction.floats)
    let columns = truth.shape.count == 1 ? 1 : truth.shape[1]
    var units = prediction.shape.count == 1 ? 1 : prediction.shape[1]
    let loaded = try KerasRegistry.metric(config)
    let encoding: LabelEncoding = columns == units ? .perOutput : .classIndex
    let metric = loaded.resolved(labels: encoding, units: units)
    try metric.validate(labels: encoding, units: units)
    var state = metric.initialState
    var largest = 0.0
    for (index, expected) in (json["results"]?.elements ?? []).enumerated() {
      let rows = cuts[index]..<cuts[index + 1]
      let width = units
      // A loss of one dimension is one row of many columns.
      if prediction.shape.count == 1 && metric is LossMetric<BinaryCrossentropy> { units = rows.count }
      let weightSlice = isWeighted ? Array(weights[rows]) : []
      metric.update(
        &state, labels: Array(labels[rows.lowerBound * columns..<rows.upperBound * columns]).span,
        predictions: Array(predictions[rows.lowerBound * width..<rows.upperBound * width]).span,
        weights: weightSlice.span, units: units)
      units = width
      let found = metric.results(state)
      guard found.count == expected.doubles.count, found.count == metric.resultNames.count else {
        return .infinity
      }
      for (a, b) in zip(found, expected.doubles) {
        largest = max(largest, relativeDifference(a, b, scale: 0.01))
      }
    }
    return largest
  }

  @Test("Results after every batch are Keras's", arguments: cases)
  func agrees(_ vector: Case) throws {
    // A score is 1 less a ratio that Keras has in Float: one of 0.09 shows its rounding eleven times as
    // large. From double precision Keras is 1.2e-6 there; `R2ScoreTests` holds Logit to it.
    let isR2 = vector.json["config"]?["class_name"] == "R2Score"
    let difference = try Self.largestDifference(vector.json)
    #expect(difference <= (isR2 ? 2e-6 : Self.tolerance))
  }

  @Test("Keras's JSON comes out as it went in", arguments: cases)
  func roundTrips(_ vector: Case) throws {
    guard let config = vector.json["config"] else { return }
    #expect(try KerasRegistry.serialized(KerasRegistry.metric(config)) == config)
  }

  @Test("Callbacks learn which way is better as in Keras", arguments: cases)
  func direction(_ vector: Case) throws {
    guard let config = vector.json["config"] else { return }
    let expected: Bool? =
      switch vector.json["direction"]?.text {
      case "up": true
      case "down": false
      default: nil
      }
    #expect(try KerasRegistry.metric(config).isBetterWhenHigher == expected)
  }

  @Test("The largest differences go into the parity table")
  func record() throws {
    for (name, cases) in Dictionary(grouping: Self.cases, by: \.className) {
      ParityTable.record(
        family: "metrics", item: name, configurations: cases.count,
        largestDifference: try cases.map { try Self.largestDifference($0.json) }.max() ?? 0)
    }
  }
}
