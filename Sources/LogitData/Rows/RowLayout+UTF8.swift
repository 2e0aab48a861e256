import CLogitData

extension UnsafeRawBufferPointer {
  /// How many of the bytes, from the first on, are UTF-8 without a byte 0.
  var utf8PrefixCount: Int {
    guard let start = baseAddress else { return 0 }
    return logit_utf8_prefix(start.assumingMemoryBound(to: UInt8.self), count)
  }
}

extension RowLayout {
  /// Whether rows can be written as UTF-8: another encoding is converted, whatever the bytes are.
  func isText(_ bytes: UnsafeRawBufferPointer) -> Bool {
    encoding != .utf8 || bytes.utf8PrefixCount == bytes.count
  }

  /// The first field of a row that is not UTF-8, counted from 0, and where it is in the row; `nil` if all
  /// are.
  func firstFieldNotUTF8(_ row: UnsafeRawBufferPointer) -> (field: Int, place: Range<Int>)? {
    var (field, found) = (0, nil as (field: Int, place: Range<Int>)?)
    forEachField(of: row) { place in
      let bytes = UnsafeRawBufferPointer(rebasing: row[place])
      if found == nil && bytes.utf8PrefixCount < bytes.count { found = (field, place) }
      field += 1
    }
    return found
  }

  /// What is wrong with a row that is not UTF-8.
  ///
  /// - Parameters:
  ///   - row: The row.
  ///   - path: What messages call the text.
  ///   - line: The row's line.
  func notUTF8(_ row: UnsafeRawBufferPointer, path: String, line: Int) -> DataError {
    let (field, place) = firstFieldNotUTF8(row) ?? (0, 0..<row.count)
    let found = row[place]
    if found.contains(0) {
      return .notText(
        path: path, found: "a byte 0 in line \(line)", remedy: "give a text file with separated columns")
    }
    let likely = TextEncoding.likely(found)
    return .notUTF8(
      path: path, line: line, column: "number \(field + 1)", found: likely.string(found.prefix(40)),
      likely: likely)
  }
}
