/// Recognizes files that are not text by their first bytes.
enum FileSignature {
  /// What the file is and what to do with it, if its first bytes show that it is not text.
  static func binary(_ bytes: [UInt8]) -> (found: String, remedy: String)? {
    for (start, name, remedy) in known where bytes.starts(with: start) { return (name, remedy) }
    if let place = bytes.firstIndex(of: 0) {
      return ("a byte 0 at byte \(place + 1)", "give a text file with separated columns")
    }
    return nil
  }

  private static let known: [(start: [UInt8], name: String, remedy: String)] = [
    ([0xFF, 0xFE], "UTF-16 text", utf16Remedy), ([0xFE, 0xFF], "UTF-16 text", utf16Remedy),
    (
      Array("PK\u{3}\u{4}".utf8), "a ZIP archive (an Excel workbook or NPZ file is one, too)",
      "unpack it, or save the sheet as CSV"
    ),
    ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel or Word file", "save the sheet as CSV"),
    (Array("PAR1".utf8), "a Parquet file", "write it as CSV first, for example with pandas"),
    (Array("ARROW1".utf8), "an Arrow file", "write it as CSV first, for example with pandas"),
    ([0x93] + Array("NUMPY".utf8), "a NumPy array", "read it as NPY"),
    ([0x89] + Array("PNG".utf8), "a PNG image", "give a text file with separated columns"),
    ([0xFF, 0xD8, 0xFF], "a JPEG image", "give a text file with separated columns"),
    (Array("%PDF".utf8), "a PDF document", "give a text file with separated columns"),
    (Array("SQLite format 3\0".utf8), "an SQLite database", "export the table as CSV"),
    ([0x89] + Array("HDF".utf8), "an HDF5 file", "write it as CSV first, for example with pandas"),
    ([0x1F, 0x8B], "a gzip file", "unpack it with gzip -d"),
    ([0x28, 0xB5, 0x2F, 0xFD], "a Zstandard file", "unpack it with zstd -d"),
    (Array("BZh".utf8), "a bzip2 file", "unpack it with bzip2 -d"),
    ([0xFD] + Array("7zXZ".utf8), "an xz file", "unpack it with xz -d"),
    ([0x7F] + Array("ELF".utf8), "a program", "give a text file with separated columns"),
  ]

  private static let utf16Remedy = "convert it with iconv -f UTF-16 -t UTF-8"
}
