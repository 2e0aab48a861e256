extension TableFormat {
  /// Values separated by commas.
  public static let csv = text("csv", separator: ",", signature: [])
  /// Values separated by tabs.
  public static let tsv = text("tsv", separator: "\t", signature: [])
  /// Values separated by commas, compressed with gzip.
  public static let compressedCSV = text("csv.gz", separator: ",", signature: gzipSignature)
  /// Values separated by tabs, compressed with gzip.
  public static let compressedTSV = text("tsv.gz", separator: "\t", signature: gzipSignature)

  private static let gzipSignature: [UInt8] = [0x1F, 0x8B]

  private static func text(
    _ fileExtension: String, separator: Unicode.Scalar, signature: [UInt8]
  ) -> TableFormat {
    TableFormat(fileExtension: fileExtension, signature: signature, separator: UInt8(ascii: separator)) {
      let writer = CSVWriter(separatorOfText: $0)
      return signature.isEmpty ? writer : GzipWriter(writer)
    }
  }
}
