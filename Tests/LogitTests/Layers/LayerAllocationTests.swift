import CAllocationCounter
import Testing

@testable import Logit

/// Steps through these layers allocate no memory.
@Suite struct LayerAllocationTests {
  static let layers: [any Layer] = [
    BatchNormalization(), BatchNormalization(renormalization: BatchRenormalization()), LayerNormalization(),
    RMSNormalization(), UnitNormalization(), Normalization(),
    Normalization(mean: [0, 1, 2], variance: [1, 2, 3]),
    Rescaling(0.5), Rescaling([1, 2, 3], offset: [0, 1, 2]), Dropout(0.5),
    Dropout(0.5, noiseShape: [nil, 1]),
    GaussianNoise(0.1), ActivationLayer(.tanh), ReLULayer(maxValue: 3, negativeSlope: 0.1), LeakyReLULayer(),
    ELULayer(), PReLU(), SoftmaxLayer(), Reshape([3]), Flatten(), IdentityLayer(),
    ActivityRegularization(l1: 0.01, l2: 0.01), GroupNormalization(groups: 3), AlphaDropout(0.5),
  ]

  @Test(
    "Training more epochs allocates no more memory",
    .enabled(if: allocation_counter_is_available() != 0, "needs glibc's malloc"),
    .enabled(if: AllocationTests.isOptimized, "unoptimised code boxes generics; run with -c release"),
    arguments: layers.indices)
  func epochsDoNotAllocate(_ index: Int) throws {
    let x = try Tensor((0..<300).map { Float($0 % 17) / 17 }, shape: [100, 3])
    let y = Tensor((0..<100).map { Float($0 % 2) })
    func allocations(epochs: Int) throws -> Int64 {
      var model = try Sequential(
        [Dense(3, inputShape: [3]), Self.layers[index], Dense(1, activation: .sigmoid)], seed: 1)
      try model.compile(optimizer: .adam(), loss: .binaryCrossentropy)
      let before = allocation_counter_current()
      try model.fit(
        x, y, epochs: epochs, batchSize: 32, verbose: .silent, validationData: ValidationData(x, y))
      return allocation_counter_current() - before
    }
    _ = try allocations(epochs: 50)  // what is set up once for the process
    let few = try allocations(epochs: 2)
    let many = try allocations(epochs: 50)
    // 48 epochs more may not make 8 allocations more; one or the other is the runtime's or the thread pool's
    // own.
    #expect(many < few + 8, "\(Self.layers[index])")
  }
}
