/// The numbers at given places of ascending order, found exactly in one or more passes over all numbers.
///
/// A million numbers are gathered, and selected from or sorted. Of more, a pass counts how many fall into
/// each of some bins, and the next pass looks only at the bins that a wanted number is in, until those have
/// few enough numbers to gather, or all the same one. Bins divide the bit patterns of doubles, whose order is
/// that of the numbers, so that a pass narrows any distribution down by the number of bins. Counts, least and
/// greatest numbers of bins merge exactly, in any order; zeros count as +0.
///
///     var places = OrderStatistics(places: [middle], count: count)
///     while places.values == nil {
///       var pass = places
///       for number in numbers { pass.observe(number) }
///       pass.finishPass()
///       places = pass
///     }
struct OrderStatistics: Sendable, Codable {
  /// Numbers between which wanted ones are still searched for.
  private struct Interval: Codable {
    /// The key of the least number.
    var low: UInt64
    /// The key of the greatest number.
    var high: UInt64
    /// How many numbers are below.
    var below: Int
    /// The positions, in the list of places, of those searched for here.
    var wanted: Range<Int>
    /// A key belongs in the bin `(key - low) >> shift`.
    var shift = 0
  }

  /// The numbers that are gathered rather than counted; 8 MiB of memory.
  static let largestGathering = 1 << 20
  private static let mostBins = 4096
  private static let leastBinsPerInterval = 16
  private static let mostBinsPerInterval = 1024

  private let places: [Int]
  private let gatheringLimit: Int
  private var found: [Double?]
  private var intervals: [Interval]
  private var isGathering: Bool
  private var isGatheringAll = false
  private var numbers: [Double] = []
  private var binsPerInterval = 0
  private var counts: [Int] = []
  private var least: [UInt64] = []
  private var greatest: [UInt64] = []

  /// Begins a search.
  ///
  /// - Parameters:
  ///   - places: Counted from 0, ascending, each once, below `count`.
  ///   - count: The number of numbers that will be observed in each pass.
  ///   - gatheringLimit: How many numbers may be gathered, unless so many places are wanted that it makes no
  ///     sense to count first.
  init(places: [Int], count: Int, gatheringLimit: Int = largestGathering) {
    self.places = places
    self.gatheringLimit = gatheringLimit
    found = Array(repeating: nil, count: places.count)
    intervals = []
    isGathering = true
    if !places.isEmpty {
      begin([Interval(low: 0, high: .max, below: 0, wanted: 0..<places.count)], candidateCount: count)
    }
  }

  /// The numbers at the places; `nil` while some need another pass.
  var values: [Double]? {
    guard intervals.isEmpty else { return nil }
    return found.compactMap(\.self)
  }

  /// Observes a number that is not NaN.
  @inline(__always)
  mutating func observe(_ number: Double) {
    // Of two zeros it would depend on the order which one is found.
    let number = number == 0 ? 0 : number
    if isGatheringAll {
      numbers.append(number)
    } else {
      observeCandidate(number)
    }
  }

  private mutating func observeCandidate(_ number: Double) {
    let key = number.orderKey
    let index = intervals.count == 1 ? 0 : intervals.partitioningIndex { $0.high >= key }
    guard index < intervals.count, intervals[index].low <= key, key <= intervals[index].high else { return }
    if isGathering {
      numbers.append(number)
      return
    }
    let bin = index * binsPerInterval + Int((key - intervals[index].low) >> UInt64(intervals[index].shift))
    counts[bin] += 1
    least[bin] = min(least[bin], key)
    greatest[bin] = max(greatest[bin], key)
  }

  /// Adds what another part of the numbers gave in the same pass.
  mutating func merge(_ other: OrderStatistics) {
    numbers += other.numbers
    for bin in counts.indices {
      counts[bin] += other.counts[bin]
      least[bin] = min(least[bin], other.least[bin])
      greatest[bin] = max(greatest[bin], other.greatest[bin])
    }
  }

  /// Takes stock when all numbers have been observed: afterwards ``values`` are known, or this is the empty
  /// state that the next pass begins with.
  mutating func finishPass() {
    if isGathering { selectFromGathered() } else { narrow() }
  }
}

// MARK: - Between passes

extension OrderStatistics {
  /// Begins a pass over the numbers in some intervals.
  private mutating func begin(_ next: [Interval], candidateCount: Int) {
    intervals = next
    numbers = []
    let wantedCount = next.reduce(0) { $0 + $1.wanted.count }
    isGathering = candidateCount <= max(gatheringLimit, Self.leastBinsPerInterval * wantedCount)
    isGatheringAll = isGathering && next.count == 1 && next[0].low == 0 && next[0].high == .max
    binsPerInterval = Self.leastBinsPerInterval
    while binsPerInterval < Self.mostBinsPerInterval && 2 * binsPerInterval * next.count <= Self.mostBins {
      binsPerInterval *= 2
    }
    let binCount = isGathering ? 0 : binsPerInterval * next.count
    for index in next.indices {
      let width = next[index].high - next[index].low
      let bits = UInt64.bitWidth - width.leadingZeroBitCount
      intervals[index].shift = max(0, bits - binsPerInterval.trailingZeroBitCount)
    }
    counts = Array(repeating: 0, count: binCount)
    least = Array(repeating: .max, count: binCount)
    greatest = Array(repeating: 0, count: binCount)
  }

  /// Keeps the bins that wanted numbers are in.
  private mutating func narrow() {
    var next: [Interval] = []
    var candidateCount = 0
    for (index, interval) in intervals.enumerated() {
      var below = interval.below
      var place = interval.wanted.lowerBound
      for bin in index * binsPerInterval..<(index + 1) * binsPerInterval where counts[bin] > 0 {
        let first = place
        while place < interval.wanted.upperBound && places[place] < below + counts[bin] { place += 1 }
        if least[bin] == greatest[bin] {
          for wanted in first..<place { found[wanted] = Double(orderKey: least[bin]) }
        } else if first < place {
          next.append(Interval(low: least[bin], high: greatest[bin], below: below, wanted: first..<place))
          candidateCount += counts[bin]
        }
        below += counts[bin]
      }
    }
    begin(next, candidateCount: candidateCount)
  }

  private mutating func selectFromGathered() {
    // The numbers of an interval follow those of the intervals before; what lies between is left out.
    var positions: [(wanted: Int, position: Int)] = []
    if intervals.count > 1 || places.count > 4 { numbers.sort() }
    var start = 0
    for interval in intervals {
      positions += interval.wanted.map { ($0, start + places[$0] - interval.below) }
      guard intervals.count > 1 else { break }
      start = numbers.partitioningIndex { $0.orderKey > interval.high }
    }
    let isSorted = intervals.count > 1 || places.count > 4
    numbers.withUnsafeMutableBufferPointer { numbers in
      var end = numbers.count
      for (wanted, position) in positions.reversed() {
        // Selection leaves what is smaller before the place, so that the next place down is the greatest of
        // that.
        if isSorted {
          found[wanted] = numbers[position]
        } else if position == end - 1 && end < numbers.count {
          found[wanted] = numbers[..<end].max()
        } else {
          found[wanted] = UnsafeMutableBufferPointer(rebasing: numbers[..<end]).select(position)
        }
        end = position
      }
    }
    begin([], candidateCount: 0)
  }
}

extension OrderStatistics {
  /// The places of the median: one in the middle, or two.
  static func medianPlaces(count: Int) -> [Int] {
    count == 0 ? [] : count.isMultiple(of: 2) ? [count / 2 - 1, count / 2] : [count / 2]
  }

  /// The median of the numbers at ``medianPlaces(count:)``; `nil` if there are no numbers.
  static func median(_ middle: [DoubleDouble]) -> DoubleDouble? {
    guard let lower = middle.first, let upper = middle.last else { return nil }
    // Halves first, so that nothing overflows.
    return lower + ((upper.high / 2 - lower.high / 2) + (upper.low / 2 - lower.low / 2))
  }
}

extension Double {
  /// A number whose order is that of the doubles.
  fileprivate var orderKey: UInt64 {
    let bits = bitPattern
    return bits >> 63 == 1 ? ~bits : bits | 1 << 63
  }

  fileprivate init(orderKey key: UInt64) {
    self.init(bitPattern: key >> 63 == 1 ? key & ~(1 << 63) : ~key)
  }
}

extension UnsafeMutableBufferPointer<Double> {
  /// Moves the number that belongs at a place in ascending order there, smaller ones before it and larger
  /// ones after it, and returns it. Quickselect with the median of three, which sorts what is left when the
  /// pivots are bad for too long (Hoare, 1961; Musser, 1997).
  fileprivate func select(_ place: Int) -> Double {
    var (low, high) = (0, count - 1)
    var rounds = 2 * (Int.bitWidth - count.leadingZeroBitCount)
    while low < high {
      guard rounds > 0 else {
        var rest = UnsafeMutableBufferPointer(rebasing: self[low...high])
        rest.sort()
        break
      }
      rounds -= 1
      let middle = low + (high - low) / 2
      let pivot = Self.medianOfThree(self[low], self[middle], self[high])
      var (left, right) = (low, high)
      while left <= right {
        while self[left] < pivot { left += 1 }
        while self[right] > pivot { right -= 1 }
        if left <= right {
          swapAt(left, right)
          left += 1
          right -= 1
        }
      }
      if place <= right {
        high = right
      } else if place >= left {
        low = left
      } else {
        break
      }
    }
    return self[place]
  }

  private static func medianOfThree(_ a: Double, _ b: Double, _ c: Double) -> Double {
    Swift.max(Swift.min(a, b), Swift.min(Swift.max(a, b), c))
  }
}
