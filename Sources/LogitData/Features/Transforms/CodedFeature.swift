import Logit

/// A transform that gives every row one of a fixed number of codes, and makes a feature of each code.
protocol CodedFeature: FeatureTransform {
  /// The number of codes.
  var codeCount: Int { get }

  /// A name for each code.
  var codeNames: [String] { get }

  /// Prepares to read the codes of a table's rows.
  func codeReader(for columns: [Column]) throws -> any CodeReader
}

/// A transform that gives every row a code by its value in one column, so that it can be part of a cross.
protocol CodedColumn: CodedFeature where Accumulator == CodedSums {}

extension CodedFeature {
  /// The number of codes.
  public var outputCount: Int { codeCount }

  /// Prepares to write a feature for each code.
  ///
  /// - Parameter columns: Those of ``FeatureTransform/inputs``.
  /// - Returns: What writes the features.
  /// - Throws: ``DataError/learnedOtherwise(column:learned:found:)`` for a column of another kind than
  ///   learned from, or ``DataError/notAdapted(feature:)`` if it has to learn first.
  public func encoder(for columns: [Column]) throws -> any FeatureEncoder {
    OneHotEncoder(reader: try codeReader(for: columns), width: codeCount)
  }
}

/// Reads the codes of a table's rows.
protocol CodeReader: Sendable {
  /// Writes a code for each row; −1 for none.
  func read(
    _ chunks: [ColumnChunk], rows: Range<Int>, into codes: UnsafeMutablePointer<Int32>,
    tally: inout FeatureTally)
}

/// The code of a row that has none.
let noCode: Int32 = -1

/// Writes 1 at each row's code and 0 elsewhere.
struct OneHotEncoder: FeatureEncoder {
  let reader: any CodeReader
  let width: Int

  func encode(
    _ chunks: [ColumnChunk], rows: Range<Int>, into features: FeatureRows, tally: inout FeatureTally
  ) {
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: rows.count) { codes in
      guard let first = codes.baseAddress else { return }
      reader.read(chunks, rows: rows, into: first, tally: &tally)
      for row in 0..<rows.count {
        let start = features.starts[row] + features.offset
        start.update(repeating: 0, count: width)
        if codes[row] >= 0 { start[Int(codes[row])] = 1 }
      }
    }
  }
}
