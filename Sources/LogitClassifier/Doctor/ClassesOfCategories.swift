/// How often each category of a column occurs in each class.
struct ClassesOfCategories {
  /// The categories that occur in rows with a class.
  let categories: [String]
  /// The number of rows, `[categories, classes]`.
  let counts: [Int]
  let classCount: Int

  /// Counts rows that have both; texts that occur in no such row are left out.
  ///
  /// - Parameters:
  ///   - codes: The position of each row's text among `texts`, below 0 where it is missing.
  ///   - labels: The number of each row's class, below 0 if it has none.
  init(_ codes: [Int32], texts: [String], classes labels: [Int32], classCount: Int) {
    self.classCount = classCount
    var all = [Int](repeating: 0, count: texts.count * classCount)
    for (code, label) in zip(codes, labels) where code >= 0 && label >= 0 {
      all[Int(code) * classCount + Int(label)] += 1
    }
    let used = texts.indices.filter { place in
      (0..<classCount).contains { all[place * classCount + $0] > 0 }
    }
    categories = used.map { texts[$0] }
    counts = used.flatMap { all[$0 * classCount..<($0 + 1) * classCount] }
  }

  /// The number of rows of a category, and its most frequent class with how many are of that.
  func majority(_ category: Int) -> (rows: Int, label: Int, count: Int) {
    var (rows, label) = (0, 0)
    let start = category * classCount
    for index in 0..<classCount {
      rows += counts[start + index]
      if counts[start + index] > counts[start + label] { label = index }
    }
    return (rows, label, counts[start + label])
  }

  /// The least share, among classes, of rows whose category is most frequent in their class.
  var leastShareRight: Double {
    var (right, all) = ([Int](repeating: 0, count: classCount), [Int](repeating: 0, count: classCount))
    for category in categories.indices {
      let majority = majority(category)
      right[majority.label] += majority.count
      for index in 0..<classCount { all[index] += counts[category * classCount + index] }
    }
    guard all.count(where: { $0 > 0 }) >= 2 else { return 0 }
    return all.indices.filter { all[$0] > 0 }.map { Double(right[$0]) / Double(all[$0]) }.min() ?? 0
  }

  /// The categories whose rows are all of one class, and which.
  var pure: [(category: String, label: Int)] {
    categories.indices.compactMap { place in
      let majority = majority(place)
      return majority.count == majority.rows ? (categories[place], majority.label) : nil
    }
  }
}
