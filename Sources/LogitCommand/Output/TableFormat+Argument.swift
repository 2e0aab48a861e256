#if Command
public import ArgumentParser
public import LogitClassifier

extension TableFormat: ExpressibleByArgument {
  /// Takes a format by the end of its files' names.
  public init?(argument: String) {
    guard let format = Self.all.first(where: { $0.fileExtension == argument }) else { return nil }
    self = format
  }

  /// What is accepted.
  public static var allValueStrings: [String] { all.map(\.fileExtension) }

  /// What a shell completes.
  public static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }

  /// Writes a table to a file, or to standard output without one.
  func write(_ table: Table, to path: String?) throws {
    if let path { return try writer.write(table, to: path) }
    try writer.write(table, to: OutputDescriptor.standardOutput)
  }

  /// The ends of files' names that a shell completes.
  static var fileExtensions: [String] {
    var extensions: [String] = []
    for format in all {
      let last = format.fileExtension.split(separator: ".").last.map(String.init) ?? ""
      if !extensions.contains(last) { extensions.append(last) }
    }
    return extensions
  }

  /// The ends of the names of files that tables are read from.
  static var inputExtensions: [String] {
    fileExtensions + readOnly.map(\.fileExtension) + ["feather", "txt", "json", "db", "sqlite3"]
  }

  /// The formats' names, without their compressed forms.
  static var names: [String] {
    allValueStrings.filter { !$0.contains(".") }.map { $0.uppercased() }
  }

  /// The ends of files' names as a sentence has them.
  static var endings: String { allValueStrings.map { ".\($0)" }.listed("or") }

  /// What a table can be read from.
  static var inputHelp: String {
    "A \((names + ["Parquet", "Arrow", "SQLite"]).listed("or")) file, text also gzipped; - for standard input; or a bundled set."
  }
}

extension [String] {
  /// The texts with commas between, and a word before the last: `a, b or c`.
  func listed(_ word: String) -> String {
    count < 2 ? joined() : "\(dropLast().joined(separator: ", ")) \(word) \(self[count - 1])"
  }
}
#endif
