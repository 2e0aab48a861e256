import CLogitKernels
import LogitFiles

/// One fold over rows in memory, and its memory: for each thread a scratch and the sums that wait for their
/// neighbours, and a slot for each run of leaves.
final class FoldWork: RangeWork {
  /// Doubles of a cache line.
  private static let alignment = 8

  private let rows: any LeafRows
  private let leafLength: Int
  private let leafCount: Int
  private let threadCount: Int
  private let kernels: logit_kernels
  private let scratchCount: Int

  private var wanted = WantedSums.value
  private var point: LinearPoint?
  private var sumCount = 0
  private var runs = RunLength(leafCount: 0, sumCount: 0, threadCount: 1)

  private var storage = TensorStorage<Double>(uninitializedCount: 0)
  /// The places that no thread works at; there are as many as threads that can find a run.
  private let seats: Locked<[Int]>
  private var seatCount: Int

  init(_ rows: any LeafRows, leafLength: Int, threadCount: Int, kernels: logit_kernels) {
    self.rows = rows
    self.leafLength = leafLength
    self.threadCount = threadCount
    self.kernels = kernels
    leafCount = (rows.rowCount + leafLength - 1) / leafLength
    scratchCount = rows.scratchCount.roundedUp(to: Self.alignment)
    seatCount = threadCount
    seats = Locked(Array(0..<threadCount))
  }

  /// The number of runs of leaves.
  var runCount: Int { runs.runCount }

  /// Sets what is summed up, and takes memory if there is too little.
  func prepare(_ wanted: WantedSums, at point: LinearPoint, sumCount: Int) {
    self.wanted = wanted
    self.point = point
    self.sumCount = sumCount
    runs = RunLength(leafCount: leafCount, sumCount: sumCount, threadCount: threadCount)
    arrangeSeats(min(threadCount, runs.runCount))
    let needed = seatCount * seatLength + runs.runCount * padded
    if storage.elements.count < needed { storage = TensorStorage(uninitializedCount: needed) }
  }

  private func arrangeSeats(_ count: Int) {
    guard count != seatCount else { return }
    seatCount = count
    seats.withLock {
      $0.removeAll(keepingCapacity: true)
      $0.append(contentsOf: 0..<count)
    }
  }

  override func run(_ range: Range<Int>) {
    guard let point, let seat = seats.withLock({ $0.popLast() }) else {
      programmingError("A fold has no place for another thread, or no point to be taken at")
    }
    for index in range {
      let leaves = index << runs.level..<min((index + 1) << runs.level, leafCount)
      sumRun(leaves, at: point, seat: seat, into: slot(index))
    }
    seats.withLock { $0.append(seat) }
  }

  /// Sums up the leaves of a run in their order. After leaf i (counted within the run) as many pairs of
  /// neighbours are complete as i has ones at its end, written in binary.
  private func sumRun(
    _ leaves: Range<Int>, at point: LinearPoint, seat: Int, into slot: UnsafeMutablePointer<Double>
  ) {
    var depth = 0
    for leaf in leaves {
      let first = leaf * leafLength
      rows.sum(
        wanted, rows: first..<min(first + leafLength, rows.rowCount), at: point,
        scratch: element(seat * seatLength), into: waiting(depth, slot: slot, seat: seat))
      depth += 1
      for _ in 0..<(~(leaf - leaves.lowerBound)).trailingZeroBitCount {
        mergeLast(&depth, slot: slot, seat: seat)
      }
    }
    while depth > 1 { mergeLast(&depth, slot: slot, seat: seat) }
  }

  /// Adds the last of the sums that wait to the one before it.
  private func mergeLast(_ depth: inout Int, slot: UnsafeMutablePointer<Double>, seat: Int) {
    depth -= 1
    kernels.add_doubles(
      waiting(depth - 1, slot: slot, seat: seat), waiting(depth, slot: slot, seat: seat), Int64(sumCount))
  }

  /// Merges the runs' sums, level by level, and copies the total.
  func total(into sums: inout [Double]) {
    var distance = 1
    while distance < runs.runCount {
      for left in stride(from: 0, to: runs.runCount - distance, by: 2 * distance) {
        kernels.add_doubles(slot(left), slot(left + distance), Int64(sumCount))
      }
      distance *= 2
    }
    sums.withUnsafeMutableBufferPointer { $0.baseAddress?.update(from: slot(0), count: $0.count) }
  }

  // MARK: Places

  private var padded: Int { sumCount.roundedUp(to: Self.alignment) }
  private var seatLength: Int { scratchCount + runs.level * padded }

  private func element(_ offset: Int) -> UnsafeMutablePointer<Double> {
    guard let base = storage.elements.baseAddress else { programmingError("A fold has no memory to work in") }
    return base + offset
  }

  private func slot(_ run: Int) -> UnsafeMutablePointer<Double> {
    element(seatCount * seatLength + run * padded)
  }

  /// Where the sums at some depth of a thread's stack stand; the lowest are the run's own.
  private func waiting(
    _ depth: Int, slot: UnsafeMutablePointer<Double>, seat: Int
  ) -> UnsafeMutablePointer<Double> {
    depth == 0 ? slot : element(seat * seatLength + scratchCount + (depth - 1) * padded)
  }
}
