/// The memory of a ``MemoryFold``: for each thread a scratch and the sums that wait for their neighbours, and a slot for
/// each run of leaves.
struct FoldWorkspace {
  private let scratchCount: Int
  private var storage = TensorStorage<Double>(uninitializedCount: 0)
  private var seatCount = 0
  private var stackDepth = 0
  private let seats = Locked<[Int]>([])

  init(scratchCount: Int) { self.scratchCount = scratchCount.roundedUp(to: FoldTask.alignment) }

  /// Makes room for sums of `sumCount` doubles.
  mutating func reserve(sumCount: Int, run: RunLength, threadCount: Int) {
    let padded = sumCount.roundedUp(to: FoldTask.alignment)
    stackDepth = run.level
    let needed = threadCount * (scratchCount + stackDepth * padded) + run.runCount * padded
    if storage.elements.count < needed { storage = TensorStorage(uninitializedCount: needed) }
    guard seatCount != threadCount else { return }
    seatCount = threadCount
    seats.withLock { $0 = Array(0..<threadCount) }
  }

  func task(sumCount: Int) -> FoldTask {
    FoldTask(
      storage: storage, seats: seats, sumCount: sumCount, scratchCount: scratchCount, stackDepth: stackDepth,
      seatCount: seatCount)
  }
}

/// One fold's view of the workspace.
struct FoldTask {
  /// Doubles of a cache line.
  static let alignment = 8

  let storage: TensorStorage<Double>
  /// The places that no thread works at.
  let seats: Locked<[Int]>
  let sumCount: Int
  let scratchCount: Int
  let stackDepth: Int
  let seatCount: Int

  private var padded: Int { sumCount.roundedUp(to: Self.alignment) }
  private var seatLength: Int { scratchCount + stackDepth * padded }

  private func element(_ offset: Int) -> UnsafeMutablePointer<Double> {
    guard let base = storage.elements.baseAddress else { fatalError("The workspace of a fold has no memory") }
    return base + offset
  }

  func scratch(_ seat: Int) -> UnsafeMutablePointer<Double> { element(seat * seatLength) }

  func stackEntry(_ seat: Int, _ depth: Int) -> UnsafeMutablePointer<Double> {
    element(seat * seatLength + scratchCount + depth * padded)
  }

  func slot(_ run: Int) -> UnsafeMutablePointer<Double> { element(seatCount * seatLength + run * padded) }
}
