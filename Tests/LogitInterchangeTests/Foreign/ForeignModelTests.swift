import Logit
import LogitClassifier
import LogitData
import LogitInterchange
import Testing

/// Models of other tools as classifiers.
@Suite struct ForeignModelTests {
  private static let columns = ["a", "b"]

  private static func table() throws -> Table {
    try Table([
      Column("a", numbers: [-1.0, 0.5, 2.0, 0.25]), Column("b", numbers: [3.0, 1.0, -2.0, 0.5]),
    ])
  }

  /// A model of two outputs, trained by nobody.
  private static func model(_ layers: [any Layer]) throws -> ForeignModel {
    var model = try Sequential([Input(shape: [2])] + layers, seed: 3)
    var weights = model.weights
    weights[weights.count - 1] = try Tensor([0.25, -0.5], shape: [2])
    try model.setWeights(weights)
    return ForeignModel(model, classNames: ["no", "yes"])
  }

  @Test(
    "Two outputs that are probabilities are two classes",
    arguments: [false, true], [false, true])
  func pair(isSparse: Bool, isLayer: Bool) throws {
    let activation: any Activation = isSparse ? Sparsemax() : Softmax()
    let layers: [any Layer] =
      isLayer
      ? [Dense(3, activation: .tanh), Dense(2), ActivationLayer(activation)]
      : [Dense(3, activation: .tanh), Dense(2, activation: activation)]
    let foreign = try Self.model(layers)
    #expect(foreign.hasProbabilities)
    let (classifier, _) = try foreign.classifier(of: Self.columns, source: "two.onnx")
    let predictions = try RowPredictor(classifier).predict(Self.table()).table
    let expected = try foreign.outputs(
      of: Self.table(), foreign.features(of: Self.columns, source: "two.onnx").features
    ).scalars
    for (place, name) in ["no", "yes"].enumerated() {
      let column = try #require(predictions.columns.first { $0.name == "probability_\(name)" })
      for row in 0..<4 {
        let found = try column.numbers()[row]
        #expect(abs(found - Double(expected[row * 2 + place])) < 1e-6, "row \(row), class \(name)")
      }
    }
  }

  @Test("Logits become probabilities, and probabilities are no logits")
  func logits() throws {
    let foreign = try Self.model([Dense(2)])
    #expect(!foreign.hasProbabilities)
    let made = try foreign.fromLogits()
    #expect(made.hasProbabilities)
    #expect(throws: LogitError.self) { try made.fromLogits() }
    let (classifier, _) = try made.classifier(of: Self.columns, source: "two.onnx")
    #expect(classifier.classes.names == ["no", "yes"])
  }

  @Test("Two sigmoids are no probabilities of classes, which add up to 1, and no logits")
  func sigmoids() throws {
    let model = try Self.model([Dense(2, activation: .sigmoid)])
    #expect(!model.hasProbabilities && model.hasBoundedOutputs)
    // They are no logits either, of which a softmax would make something else without a word.
    #expect(throws: LogitError.self) { try model.fromLogits() }
  }
}
