import Foundation
import Testing

@testable import Logit

/// Files that Logit 0.1 wrote; see `Fixtures/Earlier/README.md`.
@Suite struct EarlierFileTests {
  private static func path(_ name: String) -> String { Fixture.url("Earlier/\(name).safetensors").path }

  /// What `Examples/ResumableTraining` of that time trained, and its rows.
  private static func example(seed: UInt64 = 42) throws -> (Sequential, x: Tensor<Float>, y: Tensor<Float>) {
    var generator = RandomGenerator(seed: 42)
    let xs = Tensor<Float>(
      try Tensor.vstack([
        generator.normal(mean: 0, standardDeviation: 1, shape: [300, 2]),
        generator.normal(mean: 2, standardDeviation: 1, shape: [300, 2]),
      ]))
    let labels = try Tensor<Float>.concatenate([.zeros([300]), .ones([300])])
    var model = try Sequential(seed: seed) {
      Dense(8, inputShape: [2], activation: .tanh)
      BatchNormalization()
      Dropout(0.2)
      Dense(1, activation: .sigmoid)
    }
    try model.compile(
      optimizer: .adam(learningRate: 0.01), loss: .binaryCrossentropy, metrics: [.accuracy, .auc()])
    return (model, xs, labels)
  }

  /// To rounding, and not to the bit: since 0.1 batch normalization takes the mean away before it divides.
  @Test(
    "Training goes on from a checkpoint of 0.1, in the middle of an epoch, to the weights that 0.1 reached")
  func checkpoint() throws {
    var (model, x, y) = try Self.example(seed: 1)
    let epoch = try model.restore(from: Self.path("backup"))
    #expect(model.seed == 42 && model.position.batch > 0 && model.nextEpoch == epoch)
    try model.fit(x, y, epochs: 60, verbose: .silent, initialEpoch: epoch)
    var final = try Self.example(seed: 1).0
    #expect(try final.restore(from: Self.path("final")) == 60)
    for (found, expected) in zip(model.weights, final.weights) {
      let largest = zip(found.scalars, expected.scalars).map { abs($0 - $1) }.max() ?? .infinity
      #expect(largest < 1e-5)
    }
    #expect(model.weights.count == final.weights.count)
    #expect(model.optimizerState.iteration == final.optimizerState.iteration)
  }

  @Test("A checkpoint of 0.1 holds no layers, and says so where it is to be opened")
  func opened() throws {
    let path = Self.path("final")
    do {
      _ = try Sequential(contentsOf: path)
      Issue.record("nothing was refused")
    } catch {
      #expect(
        "\(error)"
          == "Cannot open \(path): its format should be logit-model, but is logit-checkpoint, which has no "
          + "layers; make the model as it was made then, and take the file into it by restore(from:).")
    }
  }

  @Test(
    "The networks of 0.1's classifiers are opened, and their weights restored",
    arguments: ["iris-3", "sigmoid-4"])
  func classifier(_ name: String) throws {
    let model = try Sequential(contentsOf: Self.path(name))
    let columns = name == "iris-3" ? 4 : 1
    let units = name == "iris-3" ? 3 : 1
    #expect(model.weights.map(\.shape) == [[columns, units], [units]])
    let rows = try model.predict(Tensor<Float>.ones([2, columns]))
    #expect(rows.scalars.allSatisfy { (0...1).contains($0) })
    var other = try Sequential(keras: model.kerasValue(), seed: 9)
    #expect(other.weights != model.weights)
    #expect(try other.restore(from: Self.path(name)) == 0)
    #expect(other.weights == model.weights && other.seed == 9)
  }
}
