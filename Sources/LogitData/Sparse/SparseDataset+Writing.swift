import Logit
import LogitFiles

extension SparseDataset {
  /// Writes the rows to a file in svmlight's format, whole or not at all.
  ///
  /// Numbers are as short as they can be read back unchanged; entries that are 0 are left out. A name that
  /// ends in `.gz` is compressed.
  ///
  /// - Parameter path: The file.
  /// - Throws: `FileError.notWritten(path:reason:)`.
  public func write(svmlight path: String) throws {
    let text = svmlightText()
    guard path.lowercased().hasSuffix(".gz") else { return try StagedFile.write(text, to: path) }
    var encoder = GzipEncoder()
    text.withUnsafeBytes { encoder.append($0) }
    encoder.finish()
    try StagedFile.write(encoder.takeBytes(), to: path)
  }

  /// The text of a file in svmlight's format.
  ///
  /// - Returns: In ASCII, a line a row.
  public func svmlightText() -> [UInt8] {
    var text: [UInt8] = []
    for row in 0..<matrix.rowCount {
      text.append(contentsOf: Self.text(labels[row]).utf8)
      for entry in matrix.entries(ofRow: row) where matrix.values[entry] != 0 {
        text.append(UInt8(ascii: " "))
        text.append(contentsOf: "\(Int(matrix.columns[entry]) + firstIndex):".utf8)
        switch matrix.values {
        case .float(let values): text.append(contentsOf: Self.text(values[entry]).utf8)
        case .double(let values): text.append(contentsOf: Self.text(values[entry]).utf8)
        }
      }
      text.append(UInt8(ascii: "\n"))
    }
    return text
  }

  private static func text<Number: BinaryFloatingPoint & LosslessStringConvertible>(_ number: Number)
    -> String
  {
    let text = number.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
