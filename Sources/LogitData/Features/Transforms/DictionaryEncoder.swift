/// Writes numbers that were computed once for each text of a column's dictionary.
struct DictionaryEncoder: FeatureEncoder {
  private let dictionary: [String]
  /// The numbers of each text, one after the other; unused for texts that count as missing.
  let values: [Double]
  private let isKnown: [Bool]
  let missing: [Double]
  let hasIndicator: Bool
  /// The same in single precision.
  private let (singleValues, singleMissing): ([Float], [Float])

  /// - Parameter values: The numbers of each text; `nil` for one that counts as missing.
  init(dictionary: [String], values: [[Double]?], missing: [Double], hasIndicator: Bool) {
    self.dictionary = dictionary
    self.missing = missing
    self.hasIndicator = hasIndicator
    isKnown = values.map { $0 != nil }
    self.values = values.flatMap { $0 ?? missing }
    (singleValues, singleMissing) = (self.values.map { Float($0) }, missing.map { Float($0) })
  }

  func encode(
    _ chunks: [ColumnChunk], rows: Range<Int>, into features: FeatureRows, tally: inout FeatureTally
  ) {
    let count = missing.count
    for row in 0..<rows.count {
      let start = features.starts[row] + features.offset
      let code = code(chunks[0], at: rows.lowerBound + row)
      if code == nil { tally.addMissing(row: rows.lowerBound + row) }
      for index in 0..<count {
        start[index] = code.map { singleValues[$0 * count + index] } ?? singleMissing[index]
      }
      if hasIndicator { start[count] = code == nil ? 1 : 0 }
    }
  }

  /// The text of a row; `nil` if it counts as missing.
  @inline(__always)
  func code(_ chunk: ColumnChunk, at row: Int) -> Int? {
    guard case .string(let codes) = chunk, case let code = Int(codes[row]), code >= 0, isKnown[code] else {
      return nil
    }
    return code
  }
}
