import Testing

@testable import Logit

@Suite struct StreamTests {
  /// Batches that count how many of those before them are still in memory when the next one is asked for.
  private final class Watched: Sequence, IteratorProtocol {
    private struct Reference {
      weak var storage: TensorStorage<Float>?
    }

    private let count: Int
    private var made: [Reference] = []
    private(set) var heldCounts: [Int] = []

    init(count: Int) { self.count = count }

    func next() -> LabeledRows? {
      heldCounts.append(made.count { $0.storage != nil })
      guard made.count < count else { return nil }
      let x = Tensor<Float>([0, 1, 2, 3, Float(made.count)])
      made.append(Reference(storage: x.storage))
      return LabeledRows(x, Tensor([0, 0, 1, 1, 1]))
    }
  }

  @Test(
    "A batch is gone before the next one is made",
    arguments: [nil, [1: 2]] as [[Int: Float]?], [nil, 2] as [Int?])
  func oneBatchInMemory(classWeight: [Int: Float]?, stepsPerEpoch: Int?) throws {
    var model = try Sequential([Dense(1, inputShape: [1], activation: .sigmoid)], seed: 1)
    try model.compile(optimizer: .adam(), loss: .binaryCrossentropy)
    let batches = Watched(count: 4)
    try model.fit(
      batches: { batches }, classWeight: classWeight, epochs: stepsPerEpoch == nil ? 1 : 2, verbose: .silent,
      stepsPerEpoch: stepsPerEpoch)
    #expect(batches.heldCounts == [Int](repeating: 0, count: stepsPerEpoch == nil ? 5 : 4))
  }
}
