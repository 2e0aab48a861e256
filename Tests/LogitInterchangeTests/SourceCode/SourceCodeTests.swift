import LogitInterchange
import Testing

@Suite("Models as source code")
struct SourceCodeTests {
  private static func text(
    _ format: any ExportFormat, _ classifier: Classifier, dialect: String? = nil, isEncoded: Bool = false
  ) throws -> String {
    var export = ModelExport(classifier, to: format)
    (export.dialect, export.isEncoded) = (dialect, isEncoded)
    return String(decoding: try export.encode(name: "small model").bytes, as: UTF8.self)
  }

  /// A model of one number with mean 50 and deviation 20, whose weight is folded.
  private static func small() throws -> Classifier {
    let table = try Table([
      Column("age", doubles: [30, 70, Double.nan]), Column("y", strings: ["no", "yes", "no"]),
      Column("sex", strings: ["f", "m", "m"]),
    ])
    return try ExportedModels.classifier(
      table,
      features: { _ in [try .floatNormalized("age"), try .stringCategorical("sex", unknown: .ignore)] })
  }

  @Test func `C has the scaling in its weights, and the median where a number is missing`() throws {
    let text = try Self.text(CSource(), Self.small())
    // The weights are −0.5, 1.25, 0.25 and −0.75; the first is divided by the deviation 20.
    for line in [
      "  const double age = small_model_present(row->age, 50.0);",
      "  int sex = 2; /* sex */", "  else if (!strcmp(row->sex, \"m\")) sex = 0;",
      "  double z = ", "  if (!isfinite(z)) {", "  const double p = small_model_sigmoid(z);",
      "const char *const small_model_classes[2] = {\"no\", \"yes\"};",
    ] { #expect(text.contains(line), "\(line)\n\(text)") }
    #expect(text.contains("(-0.025 * row->age\n") && text.contains("(-0.025 * age\n"), "\(text)")
  }

  @Test(arguments: [
    CSource() as any ExportFormat, SwiftSource(), JavaScriptSource(), PythonSource(), SQLSource(),
  ])
  func `names of columns, categories and classes end no text and no comment`(format: any ExportFormat) throws
  {
    let evil = "x\"'`*/\\\n\u{2028}-- \u{202E}'\u{308}${1}\\(1)"
    let table = try Table([
      Column(format is SQLSource ? "x\"'`*/\\" : evil, doubles: [1, 2, 3, 4]),
      Column("c", strings: [evil, "b", evil, "b"]),
      Column("y", strings: ["a", "b", "a", "b"]),
    ])
    let classifier = try ExportedModels.classifier(
      table, features: { [try .floatNormalized($0.columnNames[0]), try .stringCategorical("c")] },
      classes: [evil, "b"])
    let text = try Self.text(format, classifier)
    #expect(!text.unicodeScalars.contains("\u{2028}") && !text.unicodeScalars.contains("\u{202E}"))
    // A comment ends with its line, or where it says so: what follows a name is nowhere code.
    let opened = text.components(of: "/*")
    if format is CSource { #expect(opened == text.components(of: "*/"), "\(text)") }
    for line in text.split(separator: "\n") where line.hasPrefix("${1}") || line.hasPrefix("-- \\u") {
      Issue.record("\(line)")
    }
  }

  @Test(arguments: [
    CSource() as any ExportFormat, SwiftSource(), JavaScriptSource(), PythonSource(), SQLSource(),
  ])
  func `a column called as the seal is takes no part in it`(format: any ExportFormat) throws {
    let table = try Table([
      Column("logit-golden-rows: ?", doubles: [1, 2, 3]),
      Column("logit-golden-rows: 3; logit-seal: 0000000000000000", doubles: [1, 3, 2]),
      Column("y", strings: ["a", "b", "a"]),
    ])
    let classifier = try ExportedModels.classifier(
      table, features: { try $0.columnNames.dropLast().map { try .float($0) } })
    let bytes = Array(try Self.text(format, classifier).utf8)
    #expect(format.recognizes(Artefact(path: "m.\(format.fileExtension)", bytes: bytes)))
  }

  @Test func `NUL is in no name`() throws {
    let table = try Table([Column("a\0", doubles: [1, 2, 3]), Column("y", strings: ["a", "b", "a"])])
    let classifier = try ExportedModels.classifier(table, features: { _ in [try .float("a\0")] })
    #expect(throws: InterchangeError.self) { try Self.text(CSource(), classifier) }
  }

  @Test func `what is hashed is refused by column, and written from encoded numbers`() throws {
    let table = try Table([
      Column("note", strings: ["a b", "c", "d"]), Column("x", doubles: [1, 2, 3]),
      Column("y", strings: ["a", "b", "a"]),
    ])
    let classifier = try ExportedModels.classifier(
      table, features: { _ in [try .float("x"), try .textHashed("note", binCount: 4)] })
    for format in ExportFormats.all where format.word != "liblinear" {
      let error = #expect(throws: InterchangeError.self) { try Self.text(format, classifier) }
      #expect(error?.description.contains("note") ?? false)
    }
    #expect(try Self.text(PythonSource(), classifier, isEncoded: true).contains("def probabilities(x):"))
  }

  @Test func `SQL is an expression for each class, by dialect`() throws {
    let classifier = try Self.small()
    let lite = try Self.text(SQLSource(), classifier)
    #expect(lite.hasPrefix("-- logit-dialect: sqlite\n") && lite.contains("CAST(`age` AS REAL)"))
    let post = try Self.text(SQLSource(), classifier, dialect: "postgresql")
    #expect(
      post.contains("CAST(\"age\" AS DOUBLE PRECISION)") && post.contains("greatest(-700e0, least(700e0, "))
    #expect(post.contains(" AS \"probability_yes\""))
  }

  @Test func `SQL refuses columns that the database takes for one`() throws {
    let table = try Table([
      Column("Age", doubles: [1, 2, 3]), Column("age", doubles: [3, 1, 2]),
      Column("y", strings: ["a", "b", "a"]),
    ])
    let classifier = try ExportedModels.classifier(
      table, features: { _ in [try .float("Age"), try .float("age")] })
    #expect(throws: InterchangeError.self) { try Self.text(SQLSource(), classifier) }
    #expect(try Self.text(SQLSource(), classifier, dialect: "postgresql").contains("\"Age\""))
    // Names of fields differ all the same.
    let c = try Self.text(CSource(), classifier)
    #expect(c.contains("double age;") && c.contains("double age_2;"))
  }

  @Test func `the words of a language are no names in it`() throws {
    let table = try Table([
      Column("class", doubles: [1, 2, 3]), Column("größe", doubles: [3, 1, 2]),
      Column("3", doubles: [3, 1, 2]),
      Column("🙂", doubles: [1, 2, 1]), Column("y", strings: ["a", "b", "a"]),
    ])
    let classifier = try ExportedModels.classifier(
      table, features: { try $0.columnNames.filter { $0 != "y" }.map { try .float($0) } })
    let text = try Self.text(CSource(), classifier)
    for name in ["class_2", "gr_e", "n3", "column_4"] {
      #expect(text.contains("double \(name);"), "\(name)\n\(text)")
    }
  }

  @Test func `hidden layers are written with their matrices`() throws {
    let text = try Self.text(PythonSource(), ExportedModels.classifier(hidden: 3))
    #expect(
      text.contains("h1 = _dense(x, kernel_1, bias_1)")
        && text.contains("h1 = [0.0 if v < 0 else v for v in h1]"))
  }
}

extension String {
  /// How often a text occurs.
  fileprivate func components(of text: String) -> Int {
    let (scalars, wanted) = (Array(unicodeScalars), Array(text.unicodeScalars))
    return scalars.indices.count { scalars[$0...].starts(with: wanted) }
  }
}
