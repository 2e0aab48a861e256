extension CategoryFeature {
  /// Prepares to look a column's categories up: each text of its dictionary once, not each row.
  func codeReader(for columns: [Column]) throws -> any CodeReader {
    guard let learned else { throw DataError.notAdapted(feature: column) }
    try columns[0].require(learned: learned.kind)
    if isInteger {
      return IntegerCodeReader(lookup: learned.lookup, missingCode: learned.missingCode)
    }
    let dictionary = columns[0].dictionary
    return TextCodeReader(
      dictionary: dictionary, missingCode: learned.missingCode,
      codes: dictionary.map { code(of: $0, learned) })
  }

  /// The code of a text, and whether it is unknown.
  func code(of text: String, _ learned: Learned) -> (code: Int32, isUnknown: Bool) {
    let (code, isUnknown) = learned.lookup.code(of: text)
    // What was too rare to be a category is not unknown, unless unknown ones are refused.
    return (code, isUnknown && (unknown == .refuse || !learned.rare.contains(text)))
  }
}

/// Reads codes by the position of a text in a column's dictionary.
struct TextCodeReader: CodeReader {
  private let dictionary: [String]
  private let missingCode: Int32
  /// By position in the dictionary: a code, or −2 minus the code of a text that is unknown.
  private let codes: [Int32]

  init(dictionary: [String], missingCode: Int32, codes: [(code: Int32, isUnknown: Bool)]) {
    self.dictionary = dictionary
    self.missingCode = missingCode
    self.codes = codes.map { $0.isUnknown ? -2 - $0.code : $0.code }
  }

  func read(
    _ chunks: [ColumnChunk], rows: Range<Int>, into result: UnsafeMutablePointer<Int32>,
    tally: inout FeatureTally
  ) {
    guard case .string(let values) = chunks[0] else {
      // Only a column without any value gets here.
      result.initialize(repeating: missingCode, count: rows.count)
      tally.addMissing(rows.count, row: rows.lowerBound)
      return
    }
    values.withUnsafeBufferPointer { values in
      codes.withUnsafeBufferPointer { codes in
        for row in rows {
          let value = values[row]
          let target = result + (row - rows.lowerBound)
          guard value >= 0 else {
            target.pointee = missingCode
            tally.addMissing(row: row)
            continue
          }
          let code = codes[Int(value)]
          if code >= 0 {
            target.pointee = code
          } else {
            target.pointee = -2 - code
            tally.addUnknown(row: row, text: dictionary[Int(value)])
          }
        }
      }
    }
  }
}

/// Reads the codes of whole numbers.
struct IntegerCodeReader: CodeReader {
  let lookup: CategoryLookup
  let missingCode: Int32

  func read(
    _ chunks: [ColumnChunk], rows: Range<Int>, into result: UnsafeMutablePointer<Int32>,
    tally: inout FeatureTally
  ) {
    chunks[0].forEachWholeNumber(rows) { row, value in
      let target = result + (row - rows.lowerBound)
      switch value {
      case .missing:
        target.pointee = missingCode
        tally.addMissing(row: row)
      case .number(let number):
        let (code, isUnknown) = lookup.code(of: number)
        target.pointee = code
        if isUnknown { tally.addUnknown(row: row, text: "\(number)") }
      case .fraction(let number):
        target.pointee = noCode
        tally.addUnknown(row: row, text: "\(number)")
      }
    }
  }
}
