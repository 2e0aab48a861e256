/// The distinct texts of a column that occur in some row, and how often each does.
struct DistinctTexts {
  /// The texts, in the order of the column's dictionary.
  let texts: [String]
  /// How often each occurs.
  let counts: [Int]
  /// The number of values that are not missing.
  let valueCount: Int

  /// - Parameter column: A column of texts.
  init(_ column: Column) {
    let all = column.textCounts()
    if all.allSatisfy({ $0 > 0 }) {
      // The dictionary itself, without a copy.
      (texts, counts) = (column.dictionary, all)
    } else {
      let used = all.indices.filter { all[$0] > 0 }
      (texts, counts) = (used.map { column.dictionary[$0] }, used.map { all[$0] })
    }
    valueCount = counts.reduce(0, +)
  }

  init(texts: [String], counts: [Int]) {
    (self.texts, self.counts, valueCount) = (texts, counts, counts.reduce(0, +))
  }

  /// The first texts, to see what there is without reading all.
  func prefix(_ count: Int) -> DistinctTexts {
    DistinctTexts(texts: Array(texts.prefix(count)), counts: Array(counts.prefix(count)))
  }

  /// How many values are of the texts with a property.
  func cells(where holds: (String) -> Bool) -> Int {
    zip(texts, counts).reduce(0) { $0 + (holds($1.0) ? $1.1 : 0) }
  }

  /// The number of texts to look at before it is decided whether to look at all.
  static let sampleCount = 1000
}
