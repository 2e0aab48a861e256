import Testing

@testable import Logit

/// Every loss against Keras: the loss of each row, and value and gradient of the batch for every reduction.
@Suite struct LossVectorTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let json: JSON
    var testDescription: String { json["name"]?.text ?? "" }
    var className: String { json["config"]?["class_name"]?.text ?? "" }
  }

  static let cases = KerasVectors.cases("losses").map(\.value).map { Case(json: $0) }

  /// Relative to the number, or where it is small to 1: the sums inside a loss round as numbers of the size
  /// of 1 do, so that 1 - 0.99999994 is known to 6e-8. Two units in the last place of a `Float` are 2.4e-7; a
  /// few of them add up.
  static let tolerance = 1e-6

  /// What Keras does and Logit refuses, or takes otherwise, each stated in a doc comment.
  static func isSetAside(_ json: JSON) -> Bool {
    // Losses over columns, and labels of a shape that pairs every label with every row.
    json["options"]?["axis"] == .integer(0) || json["name"]?.text?.contains("CrossEntropy column") == true
  }

  /// The loss that Keras's JSON describes, with options that the JSON does not hold.
  static func loss(_ json: JSON, reduction: String? = nil) throws -> any Loss {
    guard var config = json["config"] else { return MeanSquaredError() }
    if let reduction {
      config = config.replacing(
        "config", by: (config["config"] ?? .null).replacing("reduction", by: .string(reduction)))
    }
    let loss = try KerasRegistry.loss(config)
    guard var huber = loss as? Huber, let delta = json["options"]?["delta"] else { return loss }
    huber.delta = delta.double
    return huber
  }

  /// The largest differences of rows, values and gradients.
  static func differences(_ json: JSON) throws -> (rows: Double, values: Double, gradients: Double) {
    guard let truth = json["y_true"], let prediction = json["y_pred"] else { return (.nan, .nan, .nan) }
    let (labels, predictions) = (truth.floats, prediction.floats)
    // One dimension is one row of many columns.
    let shape = prediction.shape
    let (rows, units) = shape.count == 1 ? (1, shape[0]) : (shape[0], shape[1])
    let weights = json["sample_weight"].map(\.floats) ?? []
    var (rowDifference, valueDifference, gradientDifference) = (0.0, 0.0, 0.0)
    for reduction in LossReduction.allCases {
      let loss = try loss(json, reduction: reduction.rawValue)
      var values = [Float](repeating: .nan, count: rows)
      var gradient = [Float](repeating: .nan, count: rows * units)
      var valueSpan = values.mutableSpan
      var gradientSpan = gradient.mutableSpan
      loss.evaluate(
        labels: labels.span, predictions: predictions.span, units: units, values: &valueSpan,
        gradient: &gradientSpan)
      let expectedRows = json["rows"]?.doubles ?? []
      if expectedRows.count == 1 || expectedRows.count == rows {
        for row in 0..<rows {
          let expected = expectedRows[expectedRows.count == 1 ? 0 : row]
          rowDifference = max(rowDifference, relativeDifference(Double(values[row]), expected, scale: 1))
        }
      } else {
        rowDifference = .infinity
      }
      // Without gradients the values are the same.
      var alone = [Float](repeating: .nan, count: rows)
      var aloneSpan = alone.mutableSpan
      var none: [Float] = []
      var noSpan = none.mutableSpan
      loss.evaluate(
        labels: labels.span, predictions: predictions.span, units: units, values: &aloneSpan,
        gradient: &noSpan)
      if zip(alone, values).contains(where: { $0 != $1 && !($0.isNaN && $1.isNaN) }) {
        rowDifference = .infinity
      }

      let value = loss.reduce(
        values: values.span, gradient: &gradientSpan, labels: labels.span, weights: weights.span)
      let expected = json["reduced"]?[reduction.rawValue]
      let expectedValue = expected?["value"]?.doubles.first ?? .nan
      valueDifference = max(valueDifference, relativeDifference(value, expectedValue, scale: 1))
      let expectedGradient = expected?["gradient"]?.doubles ?? []
      let scale = gradientScale(json, expectedGradient)
      for (found, expected) in zip(gradient, expectedGradient) {
        // Keras's 0 · ∞; see BinaryFocalCrossentropy.
        if json["options"]?["gamma"] == .number(0) && expected.isNaN && found.isFinite { continue }
        gradientDifference = max(
          gradientDifference, relativeDifference(Double(found), expected, scale: scale))
      }
    }
    return (rowDifference, valueDifference, gradientDifference)
  }

  /// What small gradients are measured by: the batch's largest, from a hundredth to 1. A gradient that is a
  /// difference, as that of a squared difference of logarithms or of a cosine, is known to the rounding of
  /// its terms only; for a cosine they are 1 / |p|.
  static func gradientScale(_ json: JSON, _ gradient: [Double]) -> Double {
    let largest = gradient.filter(\.isFinite).map(abs).max() ?? 0
    let scale = max(min(largest, 1), 0.01)
    guard json["config"]?["class_name"]?.text == "CosineSimilarity", let predictions = json["y_pred"] else {
      return scale
    }
    let units = predictions.shape[1]
    let norms = (0..<predictions.shape[0]).map { row in
      predictions.doubles[row * units..<(row + 1) * units].reduce(0) { $0 + $1 * $1 }.squareRoot()
    }
    return max(scale, 1 / max(norms.filter { $0 > 0 }.min() ?? 1, 1e-7))
  }

  @Test("Rows, batches and gradients are Keras's", arguments: cases.filter { !isSetAside($0.json) })
  func agrees(_ vector: Case) throws {
    let differences = try Self.differences(vector.json)
    #expect(differences.rows <= Self.tolerance)
    #expect(differences.values <= Self.tolerance)
    #expect(differences.gradients <= Self.tolerance)
  }

  @Test("Keras's JSON comes out as it went in", arguments: cases.filter { !isSetAside($0.json) })
  func roundTrips(_ vector: Case) throws {
    let loss = try Self.loss(vector.json)
    var members = try KerasRegistry.serialized(loss).members
    // Keras writes no δ of Huber's loss; Logit does, in a member of its own.
    members.removeAll { $0.name == "logit" && loss is Huber }
    #expect(JSON.object(members) == vector.json["config"])
  }

  @Test(
    "A loss over the rows of each column is refused by name", arguments: cases.filter { isSetAside($0.json) })
  func refusesOtherAxes(_ vector: Case) throws {
    // Keras does not write the axis of CosineSimilarity, and labels are no part of the configuration.
    guard ["Binary", "CategoricalC", "CategoricalF"].contains(where: { vector.className.hasPrefix($0) })
    else {
      guard ["Dice", "Tversky"].contains(vector.className) else { return }
      #expect(throws: LogitError.self) { try Self.loss(vector.json).validate() }
      return
    }
    guard vector.json["options"]?["axis"] != nil else { return }
    #expect(throws: LogitError.self) { try Self.loss(vector.json) }
  }

  @Test("The largest differences go into the parity table")
  func record() throws {
    for (name, cases) in Dictionary(grouping: Self.cases, by: \.className) {
      let counted = cases.filter { !Self.isSetAside($0.json) }
      let largest = try counted.map {
        let differences = try Self.differences($0.json)
        return max(differences.rows, differences.values, differences.gradients)
      }.max()
      ParityTable.record(
        family: "losses", item: name, configurations: counted.count, largestDifference: largest ?? 0)
    }
  }
}
