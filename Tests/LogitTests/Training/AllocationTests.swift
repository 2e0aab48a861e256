import CAllocationCounter
import Testing

@testable import Logit

@Suite struct AllocationTests {
  static var isOptimized: Bool {
    #if DEBUG
      false
    #else
      true
    #endif
  }

  static let models: [(String, [any Layer], any Loss)] = [
    ("logistic", [Dense(1, inputShape: [3], activation: .sigmoid)], .binaryCrossentropy),
    ("softmax", [Dense(3, inputShape: [3], activation: .softmax)], .sparseCategoricalCrossentropy),
    (
      "network",
      [Dense(8, inputShape: [3], activation: .relu), Dense(3, activation: .softmax)],
      .sparseCategoricalCrossentropy
    ),
  ]

  @Test(
    "Training more epochs allocates no more memory",
    .enabled(if: allocation_counter_is_available() != 0, "needs glibc's malloc"),
    .enabled(if: Self.isOptimized, "unoptimised code boxes generics; run with -c release"),
    arguments: models.indices, [true, false])
  func epochsDoNotAllocate(_ index: Int, shuffle: Bool) throws {
    let (_, layers, loss) = Self.models[index]
    let x = try Tensor((0..<300).map { Float($0 % 17) / 17 }, shape: [100, 3])
    let y = Tensor((0..<100).map { Float($0 % 2) })
    func allocations(epochs: Int) throws -> Int64 {
      var model = try Sequential(layers, seed: 1)
      try model.compile(optimizer: .adam(), loss: loss, metrics: [.accuracy])
      let before = allocation_counter_current()
      try model.fit(
        x, y, epochs: epochs, batchSize: 32, verbose: .silent, validationData: ValidationData(x, y),
        shuffle: shuffle)
      return allocation_counter_current() - before
    }
    _ = try allocations(epochs: 200)  // what is set up once for the process
    let few = try allocations(epochs: 2)
    #expect(few > 0)
    // 198 epochs more may not make 8 allocations more; one or the other is the runtime's or the thread pool's own.
    let many = try allocations(epochs: 200)
    #expect(many < few + 8)
  }
}
