import Logit

/// An expression of SQL for the probability of each class, over the columns of a table as they are.
///
///     SELECT *, <the file> FROM patients
///
/// The golden rows stand in comments at the beginning; the check puts them into a temporary table.
public struct SQLSource: ExportFormat {
  /// `sql`
  public let word = "sql"
  /// `SQL`
  public let name = "SQL"
  /// `sql`
  public let fileExtension = "sql"
  /// `sqlite`, `postgresql` and `duckdb`
  public var dialects: [String] { SQLDialect.allCases.map(\.rawValue) }

  /// The longest expression that is written, in bytes: SQLite takes a statement of at most a million.
  static let largestCount = 900_000

  /// Makes the format.
  public init() {}

  /// Writes the expression.
  ///
  /// - Parameter request: What to write.
  /// - Returns: The text.
  /// - Throws: ``InterchangeError/inexpressible(format:item:remedy:)`` for features and layers that are not
  ///   written in source code, for names that the database does not tell apart, and for a model that is too
  ///   large for an expression.
  public func encode(_ request: ExportRequest) throws -> ExportedFile {
    guard let dialect = SQLDialect(rawValue: request.dialect ?? dialects[0]) else {
      programmingError("A dialect of SQL that is none: \(request.dialect ?? "")")
    }
    let code = try ScoringCode(request, format: name)
    try dialect.requireNames(code)
    let expressions = try SQLScoring(code, dialect).expressions
    let size = expressions.reduce(0) { $0 + $1.utf8.count }
    guard size <= Self.largestCount else {
      throw code.inexpressible(
        "a model of \(size) bytes in one expression, where \(Self.largestCount) are the most",
        remedy: "train a smaller one, or write another format")
    }
    let provenance = SourceProvenance(
      request, code,
      usage: [
        "An expression of \(dialect.name) for each class. Put it into a query: SELECT *, (this file) FROM your_table.",
        "NULL is a missing value; the probabilities are NULL for a row that the model refuses.",
      ])
    var lines = ["-- logit-dialect: \(dialect.rawValue)"] + provenance.lines.map { "-- \($0)" }
    if let note = request.classifier.decisionNote(format: name) {
      lines.append("-- \(SourceProvenance.text(note))")
    }
    lines += [
      "-- \(SourceSeal.placeholder)", "-- Synthetic rows with the probabilities of the model itself:",
    ]
    lines += SQLGolden.lines(request.golden, code, dialect)
    let names = dialect.resultNames(code.head.classNames)
    lines += zip(expressions, names).enumerated().flatMap { index, part -> [String] in
      let end = index == expressions.count - 1 ? "" : ","
      return [
        "-- \(SourceProvenance.text(code.head.classNames[index]))",
        "\(part.0) AS \(dialect.identifier(part.1))\(end)",
      ]
    }
    let note = request.classifier.decisionNote(format: name)
    return SourceSeal.seal(
      lines.joined(separator: "\n") + "\n", golden: request.golden,
      notes: code.notes + (note.map { [$0] } ?? []))
  }

  /// Whether a file is such an expression as it was written.
  ///
  /// - Parameter artefact: The file.
  /// - Returns: Whether its seal is right.
  public func recognizes(_ artefact: Artefact) -> Bool {
    SourceSeal(artefact, start: "-- logit-dialect: ", end: fileExtension) != nil
  }

  /// Runs the expression over the golden rows in a temporary table: with `sqlite3` or `duckdb` in memory, or
  /// with `psql` where it finds a database as its environment says.
  ///
  /// - Parameter artefact: The file.
  /// - Returns: What was found; `nil` without the program, or a database that answers.
  /// - Throws: ``InterchangeError/notRun(output:runner:reason:)`` if it cannot be run.
  public func check(_ artefact: Artefact) throws -> GoldenCheck? {
    let text = String(decoding: artefact.bytes, as: UTF8.self)
    let first = text.prefix { !$0.isNewline }
    guard let seal = SourceSeal(artefact, start: "-- logit-dialect: ", end: fileExtension),
      let dialect = SQLDialect(rawValue: String(first.split(separator: " ").last ?? "")),
      let golden = SQLGolden(text), golden.rows.count == seal.rowCount,
      let runner = Runner(dialect.program, versionOption: dialect.versionOption)
    else { return nil }
    let script = """
      CREATE TEMPORARY TABLE logit_golden (\(golden.definition));
      INSERT INTO logit_golden VALUES
      \(golden.rows.map(\.values).joined(separator: ",\n"));
      SELECT \(golden.number), \(golden.expressions)
      FROM logit_golden ORDER BY 1;

      """
    return try Scratch.with { scratch in
      if let question = dialect.question,
        (try? runner.run(question, in: scratch, checking: artefact.path)) == nil
      {
        return nil
      }
      let path = try scratch.write(Array(script.utf8), as: "golden.sql")
      let printed = try runner.run(dialect.arguments(running: path), in: scratch, checking: artefact.path)
      let lines = zip(printed.split(whereSeparator: \.isNewline), golden.rows).map { line, row -> String in
        let fields = line.split(separator: "|", omittingEmptySubsequences: false)
        let found = fields.dropFirst().map { Double($0) ?? .nan }
        guard found.count == row.expected.count else { return String(line) }
        let differences = zip(found, row.expected).map { abs($0 - $1) }
        return "row \(fields[0]) \(differences.contains(where: \.isNaN) ? .nan : differences.max() ?? .nan)"
      }
      return try runner.check(lines.joined(separator: "\n"), rowCount: seal.rowCount, checking: artefact.path)
    }
  }
}

/// The golden rows in the comments of a file of SQL.
struct SQLGolden {
  /// The columns of a table for them.
  let definition: String
  /// The column of their numbers.
  let number: String
  let rows: [(values: String, expected: [Double])]
  /// The rest of the file.
  let expressions: String

  private static let start = "--   "
  private static let middle = " -> "

  /// The comments.
  static func lines(_ golden: GoldenRows, _ code: ScoringCode, _ dialect: SQLDialect) -> [String] {
    var number = "logit_row"
    while code.inputs.contains(where: { $0.name.lowercased() == number }) { number += "_" }
    let columns = code.inputs.map { "\(dialect.identifier($0.name)) \(dialect.type(of: $0.kind))" }
    let definition = ([dialect.identifier(number) + " INTEGER"] + columns).joined(separator: ", ")
    let cells = code.isEncoded ? golden.encoded.map { $0.map { TableCell.number($0) } } : golden.rows
    let rows = zip(cells, golden.probabilities).enumerated().map { place, row in
      let values = ["\(place + 1)"] + zip(row.0, code.inputs).map { dialect.value($0, $1.kind) }
      return "(\(values.joined(separator: ", ")))\(middle)\(row.1.map(\.sourceText).joined(separator: " "))"
    }
    return ([definition] + rows).map { start + $0 }
  }

  /// Reads them.
  ///
  /// - Returns: `nil` for a text without.
  init?(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let own = lines.filter { $0.hasPrefix(Self.start) }.map { $0.dropFirst(Self.start.count) }
    guard let first = own.first, let end = first.ranges(of: " INTEGER").first else { return nil }
    (definition, number) = (String(first), String(first[..<end.lowerBound]))
    rows = own.dropFirst().compactMap { line in
      line.ranges(of: Self.middle).last.map { mark in
        (
          String(line[..<mark.lowerBound]),
          line[mark.upperBound...].split(separator: " ").map { Double($0) ?? .nan }
        )
      }
    }
    expressions = lines.filter { !$0.hasPrefix("--") }.joined(separator: "\n")
    guard rows.count == own.count - 1 else { return nil }
  }
}
