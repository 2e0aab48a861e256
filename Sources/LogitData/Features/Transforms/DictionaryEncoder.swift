/// Writes numbers that were computed once for each text of a column's dictionary.
struct DictionaryEncoder: FeatureEncoder {
  private let dictionary: [String]
  /// The numbers of each text, one after the other; unused for texts that count as missing.
  private let values: [Float]
  private let isKnown: [Bool]
  private let missing: [Float]
  private let hasIndicator: Bool

  /// - Parameter values: The numbers of each text; `nil` for one that counts as missing.
  init(dictionary: [String], values: [[Float]?], missing: [Float], hasIndicator: Bool) {
    self.dictionary = dictionary
    self.missing = missing
    self.hasIndicator = hasIndicator
    isKnown = values.map { $0 != nil }
    self.values = values.flatMap { $0 ?? missing }
  }

  func encode(
    _ chunks: [ColumnChunk], rows: Range<Int>, into features: FeatureRows, tally: inout FeatureTally
  ) {
    let count = missing.count
    for row in 0..<rows.count {
      let start = features.starts[row] + features.offset
      var code = -1
      if case .string(let codes) = chunks[0] { code = Int(codes[rows.lowerBound + row]) }
      let isMissing = code < 0 || !isKnown[code]
      if isMissing { tally.addMissing(row: rows.lowerBound + row) }
      for index in 0..<count { start[index] = isMissing ? missing[index] : values[code * count + index] }
      if hasIndicator { start[count] = isMissing ? 1 : 0 }
    }
  }
}
