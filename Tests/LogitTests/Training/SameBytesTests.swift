import Testing

@testable import Logit

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The instruction set never shows in a result either, as long as it has fused multiply-add.
///
/// It is chosen once per process, so each run has a process of its own, which prints what came out.
@Suite struct SameBytesTests {
  /// Trains every kind of step there is; the weights' bits, and the predictions', as text.
  static func fingerprint() throws -> String {
    var generator = RandomGenerator(seed: 8)
    func rows(_ count: Int, _ columns: Int) -> Tensor<Float> {
      Tensor<Float>(generator.normal(mean: 0, standardDeviation: 1, shape: [count, columns]))
    }
    let problems: [(layers: [any Layer], columns: Int, loss: any Loss, classes: Int)] = [
      ([Dense(1, activation: .sigmoid)], 1, .binaryCrossentropy, 2),
      ([Dense(1, activation: .sigmoid)], 30, .binaryCrossentropy, 2),
      ([Dense(3, activation: .softmax)], 2, .sparseCategoricalCrossentropy, 3),
      ([Dense(10, activation: .softmax)], 100, .sparseCategoricalCrossentropy, 10),
      ([Dense(20, activation: .softmax)], 50, .sparseCategoricalCrossentropy, 20),
      (
        [Dense(70, activation: .relu), Dense(33, activation: .tanh), Dense(3, activation: .softmax)], 40,
        .sparseCategoricalCrossentropy, 3
      ),
    ]
    let optimizers: [any Optimizer] = [
      .adam(learningRate: 0.01), .sgd(learningRate: 0.05, momentum: 0.9, nesterov: true),
    ]
    var text = ""
    for problem in problems {
      let x = rows(150, problem.columns)
      let y = Tensor((0..<150).map { Float($0 * 7 % problem.classes) })
      for optimizer in optimizers {
        var model = try Sequential(problem.layers, seed: 2)
        try model.compile(optimizer: optimizer, loss: problem.loss, metrics: [.accuracy])
        let history = try model.fit(x, y, epochs: 3, batchSize: 64, verbose: .silent)
        let bits = try (model.weights + [model.predict(x)]).flatMap { $0.scalars.map(\.bitPattern) }
        text += "\(bits.hashValueOfItsOwn) \(history.last?["loss"] ?? .nan)\n"
      }
    }
    return text
  }

  @Test(
    "Weights and predictions have the same bits with AVX2 and AVX-512",
    .enabled(if: logitLevels.contains("avx512"), "needs a processor with AVX-512"))
  func levels() async throws {
    let wide = await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) {
      setenv("LOGIT_SIMD", "avx512", 1)
      print(try SameBytesTests.fingerprint())
    }
    let narrow = await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) {
      setenv("LOGIT_SIMD", "avx2", 1)
      print(try SameBytesTests.fingerprint())
    }
    #expect(wide?.standardOutputContent.isEmpty == false)
    #expect(wide?.standardOutputContent == narrow?.standardOutputContent)
  }

  @Test(
    "An instruction set that is unknown, or that the processor lacks, is an error",
    arguments: ["avx9", "neon", ""])
  func unknownLevel(_ name: String) async throws {
    try #require(!logitLevels.contains(name))
    await #expect(processExitsWith: .success) { [name = name as String] in
      setenv("LOGIT_SIMD", name, 1)
      var model = try Sequential([Dense(1, inputShape: [1], activation: .sigmoid)])
      try model.compile(optimizer: .sgd(), loss: .binaryCrossentropy)
      let error = #expect(throws: LogitError.self) {
        try model.fit(Tensor<Float>([1, 2]), Tensor<Float>([0, 1]), verbose: .silent)
      }
      #expect(error?.description.contains("LOGIT_SIMD is \"\(name)\", but must be one of baseline") == true)
    }
  }
}

extension [UInt32] {
  /// FNV-1a, because Swift's hashes are seeded anew in each process.
  fileprivate var hashValueOfItsOwn: UInt64 {
    reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
