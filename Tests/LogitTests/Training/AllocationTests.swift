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
    // 198 epochs more may not make 8 allocations more; one or the other is the runtime's or the thread pool's
    // own.
    let many = try allocations(epochs: 200)
    #expect(many < few + 8)
  }

  @Test(
    "A kernel that threads share allocates no memory",
    .enabled(if: allocation_counter_is_available() != 0, "needs glibc's malloc"),
    .enabled(if: Self.isOptimized, "unoptimised code boxes closures; run with -c release"))
  func sharedKernelsDoNotAllocate() throws {
    let pool = ThreadPool(count: 2)
    // Large enough for every kernel to be shared.
    let (rows, features, units) = (256, 128, 64)
    let counts = [rows * features, features * units + units, rows * units]
    let workspace = Workspace(reserving: counts + counts)
    let slices = (counts + counts).map { workspace.slice($0) }
    let addresses = try slices.map { try #require($0.baseAddress) }
    let (x, weights, z) = (addresses[0], addresses[1], addresses[2])
    let (dx, gradient, dz) = (addresses[3], addresses[4], addresses[5])
    let sums = UnsafeMutableBufferPointer<Double>.allocate(capacity: rows * features)
    sums.initialize(repeating: 0)
    defer { sums.deallocate() }
    func work() {
      pool.denseForward(
        x, weights, weights + features * units, rows: rows, features: features, units: units, into: z)
      pool.denseParameterGradient(
        x, dz, rows: rows, features: features, units: units, kernelGradient: gradient,
        biasGradient: gradient + features * units)
      pool.denseInputGradient(
        dz, weights, rows: rows, features: features, units: units, inputGradient: dx)
      pool.accumulate(x, lossScale: 1, into: dx, count: rows * features)
      pool.average(x, momentum: 0.5, into: dx, count: rows * features)
      pool.sumsOfSquares(x, lossScale: 1, count: rows * features, into: sums)
    }
    work()
    let before = allocation_counter_current()
    for _ in 0..<50 { work() }
    #expect(allocation_counter_current() == before)
  }
}
