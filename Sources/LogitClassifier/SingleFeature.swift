import LogitStatistics

/// How well the size of one feature alone tells classes apart.
struct SingleFeature {
  /// The feature of the rows of each class.
  private var values: [[Float]]

  /// - Parameter value: The feature of a row, finite.
  init(classes: [Int32], classCount: Int, value: (Int) -> Float) {
    values = [[Float]](repeating: [], count: classCount)
    for (row, label) in classes.enumerated() { values[Int(label)].append(value(row)) }
  }

  /// The smallest area under the ROC curve among all pairs of classes that have rows, of each pair in the
  /// direction in which it is larger; `nil` if one is below a bound, or if there is no such pair.
  func smallestPairwiseArea(stoppingBelow bound: Double) -> Double? {
    var smallest: Double?
    for first in values.indices {
      for second in first + 1..<values.count where !values[first].isEmpty && !values[second].isEmpty {
        let area = ROCArea(negatives: values[first], positives: values[second]).value
        guard max(area, 1 - area) >= bound else { return nil }
        smallest = min(smallest ?? 1, max(area, 1 - area))
      }
    }
    return smallest
  }
}
