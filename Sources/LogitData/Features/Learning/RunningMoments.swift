/// Mean and variance of numbers that come one after the other, in double precision.
///
/// Numbers are taken 4096 at a time, whose mean and squared deviations are computed in two passes, and then
/// joined by the rule of Chan, Golub and LeVeque (1979), as are the moments of one block of rows and the
/// next. The result depends on the order of the numbers and on where one block ends, and on nothing else: not
/// on how a table is divided into pieces.
struct RunningMoments: Sendable {
  private static let runLength = 4096

  private(set) var count = 0
  private var mean = 0.0
  private var squares = 0.0
  private var run: [Double] = []

  /// Makes room for numbers that follow.
  mutating func prepare() { run.reserveCapacity(Self.runLength) }

  /// Adds a finite number.
  @inline(__always)
  mutating func add(_ number: Double) {
    run.append(number)
    if run.count == Self.runLength { joinRun() }
  }

  /// Adds the numbers of the next block.
  mutating func merge(_ following: RunningMoments) {
    joinRun()
    var following = following
    following.joinRun()
    join(count: following.count, mean: following.mean, squares: following.squares)
  }

  /// The mean and the variance of the population; 0 and 1 if there are no numbers.
  mutating func finish() -> (mean: Double, variance: Double) {
    joinRun()
    return count > 0 ? (mean, squares / Double(count)) : (0, 1)
  }

  private mutating func joinRun() {
    guard !run.isEmpty else { return }
    let runMean = run.withUnsafeBufferPointer { Self.sum($0) / Double($0.count) }
    let runSquares = run.withUnsafeBufferPointer { Self.sumOfSquares($0, around: runMean) }
    join(count: run.count, mean: runMean, squares: runSquares)
    run.removeAll(keepingCapacity: true)
  }

  private mutating func join(count added: Int, mean addedMean: Double, squares addedSquares: Double) {
    guard added > 0 else { return }
    let n = Double(added)
    let total = Double(count) + n
    let difference = addedMean - mean
    mean += difference * (n / total)
    squares += addedSquares + difference * difference * (Double(count) * n / total)
    count += added
  }

  /// A sum in eight lanes, folded at the end.
  private static func sum(_ run: UnsafeBufferPointer<Double>) -> Double {
    let raw = UnsafeRawBufferPointer(run)
    var lanes = SIMD8<Double>(repeating: 0)
    let whole = run.count & ~7
    var index = 0
    while index < whole {
      lanes += raw.loadUnaligned(fromByteOffset: index &* 8, as: SIMD8<Double>.self)
      index &+= 8
    }
    return run[whole...].reduce(lanes.sum(), +)
  }

  private static func sumOfSquares(_ run: UnsafeBufferPointer<Double>, around mean: Double) -> Double {
    let raw = UnsafeRawBufferPointer(run)
    var lanes = SIMD8<Double>(repeating: 0)
    let whole = run.count & ~7
    var index = 0
    while index < whole {
      let differences = raw.loadUnaligned(fromByteOffset: index &* 8, as: SIMD8<Double>.self) - mean
      lanes += differences * differences
      index &+= 8
    }
    return run[whole...].reduce(lanes.sum()) { $0 + ($1 - mean) * ($1 - mean) }
  }
}

extension RunningMoments: Codable {
  private enum CodingKeys: CodingKey { case count, mean, squares }

  /// Takes moments of complete blocks.
  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    count = try container.decode(Int.self, forKey: .count)
    mean = try container.decode(Double.self, forKey: .mean)
    squares = try container.decode(Double.self, forKey: .squares)
  }

  /// Writes three numbers; a block must be complete, since numbers added later would begin another run.
  func encode(to encoder: any Encoder) throws {
    var joined = self
    joined.joinRun()
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(joined.count, forKey: .count)
    try container.encode(joined.mean, forKey: .mean)
    try container.encode(joined.squares, forKey: .squares)
  }
}
