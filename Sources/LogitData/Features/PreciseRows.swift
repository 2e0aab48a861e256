/// Writes features as they are before they are rounded to single precision.
///
/// Where columns are nearly a combination of each other, their coefficients are decided by small differences
/// between them, of which single precision keeps few digits. Features of encoders that do not conform are
/// what single precision holds, such as 0 and 1.
protocol PreciseEncoder: FeatureEncoder {
  /// Writes the features of some rows of a piece.
  ///
  /// - Parameters:
  ///   - chunks: A piece of each of the transform's columns.
  ///   - rows: Which rows of the piece.
  ///   - features: Where they go; every number must be written.
  func encode(_ chunks: [ColumnChunk], rows: Range<Int>, into features: PreciseRows)
}

/// Where the features of some rows go in double precision.
struct PreciseRows {
  /// Where each row's features of the transform begin, less the offset.
  let starts: UnsafePointer<UnsafeMutablePointer<Double>>
  let offset: Int

  @inline(__always)
  func set(_ value: Double, row: Int, feature: Int) { starts[row][offset + feature] = value }
}

extension PreciseRows {
  /// Takes what was written in single precision.
  func widen(_ features: FeatureRows) {
    for row in 0..<features.count {
      let (target, source) = (starts[row] + offset, features.starts[row] + features.offset)
      for index in 0..<features.width { target[index] = Double(source[index]) }
    }
  }
}

// MARK: - Encoders

extension NumericEncoder: PreciseEncoder {
  func encode(_ chunks: [ColumnChunk], rows: Range<Int>, into features: PreciseRows) {
    for row in 0..<rows.count {
      let value = value(chunks[0], at: rows.lowerBound + row)
      features.set(value ?? preciseReplacement, row: row, feature: 0)
      if hasIndicator { features.set(value == nil ? 1 : 0, row: row, feature: 1) }
    }
  }
}

extension FormulaEncoder: PreciseEncoder {
  func encode(_ chunks: [ColumnChunk], rows: Range<Int>, into features: PreciseRows) {
    var tally = FeatureTally()
    forEachRow(chunks, rows: rows, tally: &tally) { row, design in
      for column in scales.indices {
        features.set(scales[column].precisely(design[column]), row: row, feature: column)
      }
    }
  }
}

extension DictionaryEncoder: PreciseEncoder {
  func encode(_ chunks: [ColumnChunk], rows: Range<Int>, into features: PreciseRows) {
    for row in 0..<rows.count {
      let code = code(chunks[0], at: rows.lowerBound + row)
      for index in missing.indices {
        features.set(
          code.map { values[$0 * missing.count + index] } ?? missing[index], row: row, feature: index)
      }
      if hasIndicator { features.set(code == nil ? 1 : 0, row: row, feature: missing.count) }
    }
  }
}
