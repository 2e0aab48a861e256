import Logit

extension Dataset {
  /// The bundled sets as lines of text: their sizes, targets, licences and sources.
  public static var listText: String {
    var table = AlignedText(indent: "", rightAligned: [1, 2, 3])
    table.append("name", "rows", "columns", "classes", "target", "licence", "what it is")
    for entry in all {
      table.append(
        entry.name, entry.rowCount.grouped, "\(entry.columnCount)", "\(entry.classCount)", entry.target,
        entry.licence, entry.summary)
    }
    let sources = all.map { "  \($0.name): \($0.source)\n" }.joined()
    return "\(table.text)\nSources\n\(sources)"
  }

  /// The bundled sets as one JSON object on one line.
  public static var listJSON: String {
    KerasValue.object(("datasets", .array(all.map { .object($0.members) }))).description
  }
}

extension DatasetEntry {
  /// What is known about the set, as one JSON object.
  ///
  /// - Parameter file: The file its rows were written to; `nil` if there is none.
  /// - Returns: The object on one line.
  public func json(file: String?) -> String {
    KerasValue.object(members + [KerasMember("file", file.map { .string($0) } ?? .null)]).description
  }

  fileprivate var members: [KerasMember] {
    [
      KerasMember("name", .string(name)), KerasMember("summary", .string(summary)),
      KerasMember("rows", .integer(rowCount)), KerasMember("columns", .integer(columnCount)),
      KerasMember("classes", .integer(classCount)), KerasMember("target", .string(target)),
      KerasMember("licence", .string(licence)), KerasMember("source", .string(source)),
      KerasMember("generated", .bool(isGenerated)),
    ]
  }
}
