/// How often each number occurs. Merges exactly, in any order; zeros count as +0.
struct NumberCounts: Sendable, Codable {
  /// Ascending, each once.
  private var values: [Double] = []
  private var counts: [Int] = []
  /// Numbers that are not counted yet.
  private var pending: [Double] = []

  /// Counts a number that is not NaN.
  mutating func add(_ number: Double) { pending.append(number == 0 ? 0 : number) }

  /// Adds the counts of other numbers.
  mutating func merge(_ other: NumberCounts) {
    countPending()
    var other = other
    other.countPending()
    merge(other.values, other.counts)
  }

  /// The most frequent number; of several, the least. `nil` if there are no numbers.
  mutating func mostFrequent() -> Double? {
    countPending()
    guard let most = counts.max(), let place = counts.firstIndex(of: most) else { return nil }
    return values[place]
  }

  private mutating func countPending() {
    guard !pending.isEmpty else { return }
    pending.sort()
    var (found, times): ([Double], [Int]) = ([], [])
    for number in pending {
      if found.last == number {
        times[times.count - 1] += 1
      } else {
        found.append(number)
        times.append(1)
      }
    }
    pending = []
    merge(found, times)
  }

  /// Merges ascending numbers.
  private mutating func merge(_ others: [Double], _ otherCounts: [Int]) {
    var (merged, mergedCounts): ([Double], [Int]) = ([], [])
    merged.reserveCapacity(values.count + others.count)
    mergedCounts.reserveCapacity(values.count + others.count)
    var (own, other) = (0, 0)
    while own < values.count || other < others.count {
      let takesOwn = other == others.count || own < values.count && values[own] <= others[other]
      let takesOther = own == values.count || other < others.count && others[other] <= values[own]
      merged.append(takesOwn ? values[own] : others[other])
      mergedCounts.append((takesOwn ? counts[own] : 0) + (takesOther ? otherCounts[other] : 0))
      if takesOwn { own += 1 }
      if takesOther { other += 1 }
    }
    (values, counts) = (merged, mergedCounts)
  }
}
