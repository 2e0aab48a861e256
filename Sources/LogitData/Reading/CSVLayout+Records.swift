import Logit
import LogitFiles

extension CSVLayout {
  /// The layout of a text that was made of records.
  ///
  /// - Parameters:
  ///   - names: The names of the columns, as in the text's first line.
  ///   - places: Where the rows come from.
  ///   - options: What says which words stand for missing values.
  ///   - rowByteCount: The average number of bytes of a row.
  init(records names: [String], _ places: RecordPlaces, _ options: CSVOptions, rowByteCount: Int) {
    let header = RecordText.header(names)
    self.init(
      separator: RecordText.comma, newline: RecordText.lineFeed, comment: 0, escape: 0,
      decimal: UInt8(ascii: "."), encoding: .utf8, maximumFieldByteCount: options.maximumFieldByteCount,
      words: CSVWords(options.missingWords, decimal: UInt8(ascii: ".")), names: names,
      fieldCount: names.count,
      hasHeader: true, dataStart: header.count, countLine: 1, rowByteCount: max(1, rowByteCount),
      header: 0..<header.count - 1, lineEnd: .lineFeed, hasMark: false, records: places)
  }
}

extension CSVOptions {
  /// The options for columns whose values have types: those of texts only are read as texts.
  func applied(to names: [String], _ types: [RecordTypes]) -> CSVOptions {
    var options = self
    options.usesDecimalComma = false
    for (name, types) in zip(names, types) where types.areTexts && options.kinds[name] == nil {
      options.kinds[name] = .string
    }
    return options
  }

  /// Refuses what says how a text is laid out, where nothing is to be found out about that and rows could be
  /// lost.
  ///
  /// - Throws: `LogitError.invalidOption(name:value:expected:)`.
  func requireNoLayout(of format: String) throws {
    guard skippedLines == 0 else {
      throw LogitError.invalidOption(
        name: "skippedLines", value: "\(skippedLines)", expected: "0 for \(format)")
    }
    try requireNoTable(of: format)
  }

  /// Refuses the name of a table, where there is one table only.
  ///
  /// - Throws: `LogitError.invalidOption(name:value:expected:)`.
  func requireNoTable(of format: String) throws {
    guard let table else { return }
    throw LogitError.invalidOption(
      name: "database table", value: table, expected: "left out for \(format), which is one table")
  }

  /// What a reader of records has to know.
  var ofRecords: RecordOptions {
    RecordOptions(
      memory: memory, maximumByteCount: 4 * maximumFieldByteCount, neededColumns: columns,
      unusedColumns: columnNeeds.unused, usedColumns: columnNeeds.used, passesNested: keepsText)
  }
}
