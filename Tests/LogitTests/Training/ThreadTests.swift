import LogitTestSupport
import Testing

@testable import Logit

/// The number of threads never shows in a result. Serialised, because the number belongs to the process.
@Suite(.serialized) struct ThreadTests {
  /// Large enough that every product of a step is shared out.
  static func trained(_ layers: [any Layer], loss: any Loss) throws -> (Sequential, History) {
    var generator = RandomGenerator(seed: 4)
    // The narrow model of few features is cut into blocks of 8,192 rows, the others into blocks of 64.
    let isSmall = layers.count == 1 && (layers[0] as? Dense)?.units == 3
    let (rows, features, batchSize) = isSmall ? (60_000, 4, 50_000) : (300, 700, 170)
    let x = Tensor<Float>(generator.normal(mean: 0, standardDeviation: 1, shape: [rows, features]))
    let y = Tensor((0..<rows).map { Float($0 % 3) })
    var model = try Sequential(layers, seed: 2)
    try model.compile(optimizer: .adam(learningRate: 0.01), loss: loss, metrics: [.accuracy])
    let history = try model.fit(
      x, y, epochs: 2, batchSize: batchSize, verbose: .silent, validationSplit: 0.1)
    return (model, history)
  }

  static let models: [[any Layer]] = [
    [Dense(3, activation: .softmax)],
    [Dense(10, activation: .softmax)],
    [Dense(20, activation: .softmax)],
    [Dense(70, activation: .relu), Dense(33, activation: .tanh), Dense(3, activation: .softmax)],
  ]

  @Test("Weights and logs are the same bytes for any number of threads", arguments: models.indices)
  func sameBytes(_ index: Int) throws {
    try choosingThreads { setCount in
      try setCount(1)
      let (one, oneHistory) = try Self.trained(Self.models[index], loss: .sparseCategoricalCrossentropy)
      for threads in [2, 3, 4, 7] {
        try setCount(threads)
        let (other, history) = try Self.trained(Self.models[index], loss: .sparseCategoricalCrossentropy)
        #expect(try Threads.count() == threads)
        #expect(other.weights == one.weights)
        #expect(history == oneHistory)
      }
    }
  }

  @Test("Models train side by side, sharing the pool")
  func sideBySide() async throws {
    let expected = try Self.trained(Self.models[1], loss: .sparseCategoricalCrossentropy).0.weights
    await withTaskGroup(of: [Tensor<Float>]?.self) { group in
      for _ in 0..<4 {
        group.addTask {
          try? Self.trained(Self.models[1], loss: .sparseCategoricalCrossentropy).0.weights
        }
      }
      for await weights in group { #expect(weights == expected) }
    }
  }

  @Test("A number of threads out of range is refused", arguments: [0, -1, 1025])
  func range(_ count: Int) {
    #expect(
      throws: LogitError.invalidOption(
        name: "The number of threads", value: "\(count)", expected: "in 1...1024")
    ) { try Threads.setCount(count) }
  }
}
