extension [Double] {
  /// The median; of two in the middle, their mean. `nil` of no numbers. None may be NaN.
  func median() -> Double? {
    guard !isEmpty else { return nil }
    var values = self
    let middle = count / 2
    let upper = values.withUnsafeMutableBufferPointer { $0.select(middle) }
    guard count.isMultiple(of: 2) else { return upper }
    // Selection leaves what is smaller before the place.
    let lower = values[..<middle].max() ?? upper
    return lower + (upper - lower) / 2
  }

  /// The most frequent number; of several, the smallest. `nil` of no numbers.
  func mostFrequent() -> Double? {
    var best: (value: Double, count: Int)?
    var run = 0
    let values = sorted()
    for (index, value) in values.enumerated() {
      run = index > 0 && values[index - 1] == value ? run + 1 : 1
      if run > best?.count ?? 0 { best = (value, run) }
    }
    return best?.value
  }
}

extension UnsafeMutableBufferPointer<Double> {
  /// Puts the number at a place that belongs there in ascending order, the smaller ones before and the larger ones after,
  /// and returns it. Quickselect with the median of three, which sorts what is left when the pivots are bad for too long
  /// (Hoare, 1961; Musser, 1997).
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
