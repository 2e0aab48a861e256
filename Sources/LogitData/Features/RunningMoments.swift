/// Mean and variance of numbers that come one after the other, in double precision.
///
/// Numbers are taken in blocks of 4096 whose mean and squared deviations are computed in two passes, and blocks are
/// joined by the rule of Chan, Golub and LeVeque (1979). The result depends on the order of the numbers, and on nothing
/// else: not on how a table is divided into pieces.
struct RunningMoments {
  private static let blockLength = 4096

  private(set) var count = 0
  private var mean = 0.0
  private var squares = 0.0
  private var block: [Double] = []

  init() { block.reserveCapacity(Self.blockLength) }

  @inline(__always)
  mutating func add(_ number: Double) {
    block.append(number)
    if block.count == Self.blockLength { join() }
  }

  /// The mean and the variance of the population; 0 and 1 of no numbers.
  mutating func finish() -> (mean: Double, variance: Double) {
    join()
    return count > 0 ? (mean, squares / Double(count)) : (0, 1)
  }

  private mutating func join() {
    guard !block.isEmpty else { return }
    let n = Double(block.count)
    let blockMean = block.withUnsafeBufferPointer { Self.sum($0) / n }
    let blockSquares = block.withUnsafeBufferPointer { Self.sumOfSquares($0, around: blockMean) }
    let total = Double(count) + n
    let difference = blockMean - mean
    mean += difference * (n / total)
    squares += blockSquares + difference * difference * (Double(count) * n / total)
    count += block.count
    block.removeAll(keepingCapacity: true)
  }

  /// A sum in eight lanes, folded at the end.
  private static func sum(_ block: UnsafeBufferPointer<Double>) -> Double {
    let raw = UnsafeRawBufferPointer(block)
    var lanes = SIMD8<Double>(repeating: 0)
    let whole = block.count & ~7
    var index = 0
    while index < whole {
      lanes += raw.loadUnaligned(fromByteOffset: index &* 8, as: SIMD8<Double>.self)
      index &+= 8
    }
    return block[whole...].reduce(lanes.sum(), +)
  }

  private static func sumOfSquares(_ block: UnsafeBufferPointer<Double>, around mean: Double) -> Double {
    let raw = UnsafeRawBufferPointer(block)
    var lanes = SIMD8<Double>(repeating: 0)
    let whole = block.count & ~7
    var index = 0
    while index < whole {
      let differences = raw.loadUnaligned(fromByteOffset: index &* 8, as: SIMD8<Double>.self) - mean
      lanes += differences * differences
      index &+= 8
    }
    return block[whole...].reduce(lanes.sum()) { $0 + ($1 - mean) * ($1 - mean) }
  }
}
