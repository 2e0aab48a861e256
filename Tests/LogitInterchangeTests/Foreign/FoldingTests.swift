import Foundation
import Logit
import LogitFiles
import Testing

@testable import LogitInterchange

/// Linear models of other tools as one layer, and models written on in the format of a third.
@Suite struct FoldingTests {
  /// Weights that are the same everywhere, and positive variances.
  private static func model(_ layers: [any Layer]) throws -> Sequential {
    var model = try Sequential([Input(shape: [3])] + layers, seed: 1)
    try model.setWeights(
      model.weights.enumerated().map { index, tensor in
        // The count of a normalization is a scalar, and 0.
        Tensor<Float>(
          unsafeShape: tensor.shape,
          (0..<tensor.count).map { place in
            tensor.shape.isEmpty ? 0 : abs(Float((place * 7 + index * 3 + 2) % 11) - 4) / 4 + 0.25
          })
      })
    return model
  }

  private static let input = Tensor<Float>(unsafeShape: [2, 3], [0.5, -1, 2, 3, 0.25, -0.5])

  @Test(
    "predict what the layers predict",
    arguments: [
      [Dense(1, activation: .sigmoid)],
      [Normalization(), Dense(1, activation: .sigmoid)],
      [Normalization(mean: [1, 2, 3], variance: [1, 4, 0.25]), Dense(3, activation: .softmax)],
      [Normalization(invert: true), Dense(2, activation: .softmax)],
      [Rescaling(0.5, offset: [1, 2, 3]), Normalization(), Dense(1), ActivationLayer(.sigmoid)],
      [
        BatchNormalization(), Dense(4, useBias: false), BatchNormalization(scale: false), Dense(3),
        SoftmaxLayer(),
      ],
      [Dropout(0.5), Flatten(), Dense(1, activation: .sigmoid), IdentityLayer()],
    ] as [[any Layer]])
  func folded(layers: [any Layer]) throws {
    let foreign = ForeignModel(try Self.model(layers))
    let folded = foreign.folded()
    let linear = try #require(folded.linear)
    #expect(
      (linear.scaling != nil)
        == (layers[0] is Normalization && layers.count == 2
          && (layers[0] as? Normalization)?.invert == false))
    let expected = try foreign.model.predict(Self.input).classProbabilities
    let found = try folded.model.predict(Self.input).classProbabilities
    for (a, b) in zip(found.joined(), expected.joined()) { #expect(abs(a - b) < 1e-5) }
  }

  @Test("leave hidden layers and logits as they are")
  func notLinear() throws {
    let layers: [[any Layer]] = [
      [Dense(2, activation: .relu), Dense(1, activation: .sigmoid)], [Dense(1)],
      [Dense(3, activation: .sigmoid)],
      [LayerNormalization(), Dense(1, activation: .sigmoid)],
    ]
    for layers in layers { #expect(ForeignModel(try Self.model(layers)).folded().linear == nil) }
  }

  @Test("have statistics in the units of the table, whatever stood in front")
  func statistics() throws {
    let table = Dataset.breastCancer().table
    let names = ["mean_radius", "mean_texture", "mean_smoothness"]
    let (classifier, _) = try Classifier.fit(
      table, target: "diagnosis",
      options: {
        var options = ClassifierOptions()
        (options.features, options.measuring) = (names, .holdout(0))
        options.method = .optimum(OptimumOptions(penalty: .none))
        return options
      }())
    let bytes = try ModelExport(classifier, to: KerasExport(.keras)).encode(name: "m").bytes
    let foreign = try ForeignModel(kerasBytes: bytes).folded()
    let (folded, _) = try foreign.classifier(of: names, source: "m", target: "diagnosis")
    let report = try folded.inference(of: table)
    for coefficient in classifier.coefficients {
      let line = try #require(report.inference.coefficients.first { $0.term == coefficient.feature })
      let estimate = try #require(line.estimate)
      // The file's weights are of single precision.
      #expect(abs(estimate - coefficient.estimate) < 1e-6 * abs(coefficient.estimate))
      #expect(line.standardError ?? 0 > 0)
    }
  }
}
