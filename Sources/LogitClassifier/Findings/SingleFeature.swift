import LogitStatistics

/// How well the value of a single feature distinguishes the classes.
struct SingleFeature {
  /// The values of the feature in each class.
  private var values: [[Float]]

  /// - Parameter value: Returns the feature of a row, which is finite.
  init(classes: [Int32], classCount: Int, value: (Int) -> Float) {
    values = [[Float]](repeating: [], count: classCount)
    for (row, label) in classes.enumerated() { values[Int(label)].append(value(row)) }
  }

  /// The smallest area under the ROC curve among all pairs of classes that have rows, taking for each pair
  /// the direction in which it is larger; `nil` if one is below a bound, or if there is no such pair.
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
