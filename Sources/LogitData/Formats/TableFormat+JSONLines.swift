extension TableFormat {
  /// A JSON object a line.
  public static let jsonLines = objects("jsonl", signature: [])
  /// A JSON object a line, under the other usual name.
  public static let newlineDelimitedJSON = objects("ndjson", signature: [])
  /// A JSON object a line, compressed with gzip.
  public static let compressedJSONLines = objects("jsonl.gz", signature: [0x1F, 0x8B])

  /// Whether its files hold an object for each row.
  package var isJSONLines: Bool { [.jsonLines, .newlineDelimitedJSON, .compressedJSONLines].contains(self) }

  /// Whether its files are text, whose rows can be read as they come, and whose fields are passed through.
  package var isText: Bool { separator != nil || isJSONLines }

  private static func objects(_ fileExtension: String, signature: [UInt8]) -> TableFormat {
    TableFormat(
      fileExtension: fileExtension, signature: signature,
      writer: signature.isEmpty ? JSONLinesWriter() : GzipWriter(JSONLinesWriter()),
      reader: { try Table(csv: $0, options: $1) },
      losses: { table in
        let columns = table.columns.filter { $0.infiniteCount > 0 }
        if columns.isEmpty { return [] }
        return ["JSON has no infinite numbers, so they became null: \(DataError.list(columns.map(\.name)))."]
      })
  }
}

extension Column {
  /// The number of infinite values.
  fileprivate var infiniteCount: Int {
    chunks.reduce(0) { sum, chunk in
      switch chunk {
      case .numeric(let values): sum + values.count { $0.isInfinite }
      case .single(let values): sum + values.count { $0.isInfinite }
      default: sum
      }
    }
  }
}
