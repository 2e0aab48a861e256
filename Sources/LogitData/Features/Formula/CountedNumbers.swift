/// Mean and deviation of numbers, each of which is there so many times.
struct CountedMoments {
  /// How many numbers there are, each counted as often as it is there.
  let count: Double
  /// Their mean.
  let mean: Double
  /// The deviation of a sample, whose squares are divided by the count less one.
  let deviation: Double

  /// - Parameter counts: How often each is there; once if it is `nil`.
  init(_ numbers: [Double], counts: [Double]?) {
    let total = counts?.reduce(0, +) ?? Double(numbers.count)
    let times = { (row: Int) in counts?[row] ?? 1 }
    let rough = numbers.indices.reduce(0) { $0 + times($1) * (numbers[$1] / total) }
    let mean = rough + numbers.indices.reduce(0) { $0 + times($1) * ((numbers[$1] - rough) / total) }
    let squares = numbers.indices.reduce(0) {
      $0 + times($1) * ((numbers[$1] - mean) * (numbers[$1] - mean))
    }
    (count, self.mean, deviation) = (total, mean, (squares / (total - 1)).squareRoot())
  }
}

/// Numbers in ascending order, each as often as it is there.
struct CountedOrder {
  private let numbers: [Double]
  /// Behind how many numbers each run of equal ones ends.
  private let ends: [Double]

  /// How many numbers there are, each counted as often as it is there.
  let count: Double

  /// - Parameter counts: How often each is there, in whole numbers above 0; once if it is `nil`.
  init(_ numbers: [Double], counts: [Double]?) {
    guard let counts else {
      (self.numbers, ends, count) = (numbers.sorted(), [], Double(numbers.count))
      return
    }
    let order = numbers.indices.sorted { numbers[$0] < numbers[$1] }
    self.numbers = order.map { numbers[$0] }
    var end = 0.0
    ends = order.map {
      end += counts[$0]
      return end
    }
    count = end
  }

  /// The number at a place, a whole number counted from 0; the last beyond the end.
  subscript(place: Double) -> Double {
    guard !ends.isEmpty else { return numbers[min(Int(place), numbers.count - 1)] }
    var (low, high) = (0, ends.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if ends[middle] > place { high = middle } else { low = middle + 1 }
    }
    return numbers[low]
  }
}
