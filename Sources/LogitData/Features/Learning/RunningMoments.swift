/// Mean and variance of numbers that come one after the other, in double precision or better.
///
/// Numbers are taken 4096 at a time. Their differences from the first of them give the mean and the squared
/// deviations in two passes, so that nothing is lost where numbers lie close together far from 0. Then they
/// are joined by the rule of Chan, Golub and LeVeque (1979), as are the moments of one block of rows and the
/// next. Numbers whose squares double precision does not hold are scaled by a power of two first. The result
/// depends on the order of the numbers and on where one block ends, and on nothing else: not on how a table
/// is divided into pieces.
struct RunningMoments: Sendable {
  private static let runLength = 4096

  private var joined = Moments()
  private var run: [Double] = []
  /// What a run of whole numbers is counted from, exact in double precision.
  private var origin: Int64 = 0

  /// Makes room for numbers that follow.
  mutating func prepare() { run.reserveCapacity(Self.runLength) }

  /// Adds a finite number.
  @inline(__always)
  mutating func add(_ number: Double) {
    run.append(number)
    if run.count == Self.runLength { joinRun() }
  }

  /// Adds a whole number, with all its digits; the same moments take no others.
  @inline(__always)
  mutating func add(_ number: Int64) {
    // A multiple of 1024 below 2⁶³ has at most 53 bits.
    if run.isEmpty { origin = number & ~1023 }
    add(number.distance(from: origin))
  }

  /// Adds the numbers of the next block.
  mutating func merge(_ following: RunningMoments) {
    joinRun()
    var following = following
    following.joinRun()
    joined.join(following.joined)
  }

  /// The mean and the variance of the population; 0 and 1 if there are no numbers.
  mutating func finish() -> (mean: Double, variance: Double) {
    let moments = finished()
    let (variance, exponent) = moments.variance
    return (moments.mean.high, Double(sign: .plus, exponent: 2 * exponent, significand: variance))
  }

  /// What the numbers are like.
  mutating func finished() -> Moments {
    joinRun()
    return joined
  }

  private mutating func joinRun() {
    guard !run.isEmpty else { return }
    joined.join(run.withUnsafeBufferPointer { Moments($0).shifted(by: origin) })
    run.removeAll(keepingCapacity: true)
    origin = 0
  }
}

/// Count, range, mean and squared deviations of numbers.
struct Moments: Sendable, Equatable {
  /// The least sum of squares that is surely not of numbers too small to be squared.
  private static let leastSquares = 1e-280
  /// The scale of the smallest numbers there are, and of none.
  private static let leastExponent = -1000
  /// Variances that need no unit.
  private static let plainVariances = 1e-290..<1e290
  /// Half the largest difference between means that is squared without a scale.
  private static let largestDistance = 1e140

  private(set) var count = 0
  /// The mean; 0 if there are no numbers.
  private(set) var mean = DoubleDouble.zero
  /// The smallest number; 0 if there are none.
  private(set) var least = 0.0
  /// The largest number; 0 if there are none.
  private(set) var greatest = 0.0
  /// The sum of squared deviations, in units of 4 to the power of the scale.
  private var squares = 0.0
  /// The power of two that numbers were divided by, so that their squares fit; 0 for most.
  private var scale = Self.leastExponent

  /// Of no numbers.
  init() {}

  /// Of some numbers.
  init(_ numbers: UnsafeBufferPointer<Double>) {
    self.init(numbers, exponent: 0)
    guard !(squares >= Self.leastSquares && squares < .infinity) else { return }
    let largest = numbers.reduce(0) { max($0, $1.magnitude) }
    self.init(numbers, exponent: max(Self.scale(of: largest), Self.leastExponent))
  }

  private init(_ numbers: UnsafeBufferPointer<Double>, exponent: Int) {
    count = numbers.count
    scale = exponent
    let factor = Double(sign: .plus, exponent: -exponent, significand: 1)
    let pivot = numbers[0] * factor
    let difference = Self.sum(numbers, times: factor, less: pivot) / Double(count)
    mean = DoubleDouble(sum: pivot, difference).scaled(byPowerOfTwo: exponent)
    squares = Self.sumOfSquares(numbers, times: factor, less: pivot, and: difference)
    (least, greatest) = Self.range(numbers)
  }

  /// What the numbers lie in; `nil` if there are none.
  var range: ClosedRange<Double>? { count > 0 ? least...max(least, greatest) : nil }

  /// The variance of the population, and the exponent of the power of 4 that is its unit: 0 unless double
  /// precision would not hold it; 1 and 0 if there are no numbers.
  var variance: (value: Double, exponent: Int) {
    guard count > 0 else { return (1, 0) }
    let scaled = squares / Double(count)
    let plain = Double(sign: .plus, exponent: 2 * scale, significand: scaled)
    return scaled == 0 || Self.plainVariances.contains(plain) ? (plain, 0) : (scaled, scale)
  }

  /// The moments of numbers that are all larger by as much.
  func shifted(by origin: Int64) -> Moments {
    guard origin != 0 else { return self }
    var shifted = self
    shifted.mean = DoubleDouble(origin) + mean.high + mean.low
    shifted.least += Double(origin)
    shifted.greatest += Double(origin)
    // Of equal numbers the scale is that of the numbers.
    if squares == 0 { shifted.scale = max(scale, Self.scale(of: shifted.mean.high.magnitude)) }
    return shifted
  }

  /// Adds other numbers.
  mutating func join(_ other: Moments) {
    guard other.count > 0 else { return }
    guard count > 0 else {
      self = other
      return
    }
    let distance = (other.mean.high / 2 - mean.high / 2).magnitude
    let unit = max(scale, other.scale, distance > Self.largestDistance ? Self.scale(of: distance) : scale)
    let n = Double(other.count)
    let total = Double(count) + n
    let own = mean.scaled(byPowerOfTwo: -unit)
    let difference = other.mean.scaled(byPowerOfTwo: -unit) - own
    squares =
      squares(in: unit) + other.squares(in: unit) + difference * difference * (Double(count) * n / total)
    mean = (own + difference * (n / total)).scaled(byPowerOfTwo: unit)
    scale = unit
    count += other.count
    (least, greatest) = (min(least, other.least), max(greatest, other.greatest))
  }

  private func squares(in unit: Int) -> Double {
    unit == scale ? squares : Double(sign: .plus, exponent: 2 * (scale - unit), significand: squares)
  }

  /// The power of two at most as large as a number.
  private static func scale(of number: Double) -> Int { number > 0 ? Int(number.exponent) : leastExponent }

  /// The smallest and the largest number, in eight lanes.
  private static func range(_ run: UnsafeBufferPointer<Double>) -> (least: Double, greatest: Double) {
    let raw = UnsafeRawBufferPointer(run)
    var least = SIMD8<Double>(repeating: run[0])
    var greatest = least
    let whole = run.count & ~7
    var index = 0
    while index < whole {
      let values = raw.loadUnaligned(fromByteOffset: index &* 8, as: SIMD8<Double>.self)
      least.replace(with: values, where: values .< least)
      greatest.replace(with: values, where: values .> greatest)
      index &+= 8
    }
    return run[whole...].reduce((least.min(), greatest.max())) { (min($0.0, $1), max($0.1, $1)) }
  }

  /// A sum in eight lanes, folded at the end.
  private static func sum(_ run: UnsafeBufferPointer<Double>, times factor: Double, less pivot: Double)
    -> Double
  {
    let raw = UnsafeRawBufferPointer(run)
    var lanes = SIMD8<Double>(repeating: 0)
    let whole = run.count & ~7
    var index = 0
    while index < whole {
      lanes += raw.loadUnaligned(fromByteOffset: index &* 8, as: SIMD8<Double>.self) * factor - pivot
      index &+= 8
    }
    return run[whole...].reduce(lanes.sum()) { $0 + ($1 * factor - pivot) }
  }

  private static func sumOfSquares(
    _ run: UnsafeBufferPointer<Double>, times factor: Double, less pivot: Double, and mean: Double
  ) -> Double {
    let raw = UnsafeRawBufferPointer(run)
    var lanes = SIMD8<Double>(repeating: 0)
    let whole = run.count & ~7
    var index = 0
    while index < whole {
      let values = raw.loadUnaligned(fromByteOffset: index &* 8, as: SIMD8<Double>.self) * factor
      let differences = values - pivot - mean
      lanes += differences * differences
      index &+= 8
    }
    return run[whole...].reduce(lanes.sum()) {
      let difference = $1 * factor - pivot - mean
      return $0 + difference * difference
    }
  }
}

extension RunningMoments: Codable {
  private enum CodingKeys: CodingKey { case moments }

  /// Takes moments of complete blocks.
  init(from decoder: any Decoder) throws {
    joined = try decoder.container(keyedBy: CodingKeys.self).decode(Moments.self, forKey: .moments)
  }

  /// Writes some numbers; a block must be complete, since numbers added later would begin another run.
  func encode(to encoder: any Encoder) throws {
    var settled = self
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(settled.finished(), forKey: .moments)
  }
}

extension Moments: Codable {}
