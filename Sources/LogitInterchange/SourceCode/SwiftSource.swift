import Logit

/// A function in Swift, in a type of the model's name: `Model.probabilities(of: row)`.
///
/// It needs nothing but the mathematical functions of the C library. Compiled with `-D LOGIT_SELF_TEST` the
/// file is a program that runs its golden rows and prints the largest difference of each.
public struct SwiftSource: ExportFormat {
  /// `swift`
  public let word = "swift"
  /// `Swift`
  public let name = "Swift"
  /// `swift`
  public let fileExtension = "swift"

  /// Makes the format.
  public init() {}

  /// Writes the function.
  ///
  /// - Parameter request: What to write.
  /// - Returns: The source code.
  /// - Throws: ``InterchangeError/inexpressible(format:item:remedy:)`` for features and layers that are not
  ///   written in source code.
  public func encode(_ request: ExportRequest) throws -> ExportedFile {
    let code = try ScoringCode(request, format: name)
    return SourceSeal.seal(SwiftFile(request, code).text, golden: request.golden, notes: code.notes)
  }

  /// Whether a file is such a function as it was written.
  ///
  /// - Parameter artefact: The file.
  /// - Returns: Whether its seal is right.
  public func recognizes(_ artefact: Artefact) -> Bool { seal(of: artefact) != nil }

  private func seal(of artefact: Artefact) -> SourceSeal? {
    SourceSeal(artefact, start: "// ", end: fileExtension)
  }

  /// Compiles the file with `swiftc` and runs its test.
  ///
  /// - Parameter artefact: The file.
  /// - Returns: What was found; `nil` without `swiftc`.
  /// - Throws: ``InterchangeError/notRun(output:runner:reason:)`` if it cannot be compiled or run.
  public func check(_ artefact: Artefact) throws -> GoldenCheck? {
    try seal(of: artefact)?.check(
      artefact, as: "model.swift", by: Runner("swiftc", versionOption: "-version")
    ) { runner, source, scratch in
      let program = scratch.path("model")
      _ = try runner.run(
        ["-swift-version", "6", "-parse-as-library", "-D", "LOGIT_SELF_TEST", "-o", program, source],
        in: scratch, checking: artefact.path)
      return try runner.run(program, [], in: scratch, checking: artefact.path)
    }
  }
}

/// The text of a file of Swift.
struct SwiftFile {
  let text: String

  init(_ request: ExportRequest, _ code: ScoringCode) {
    var names = SourceNames()
    let type = names.name(request.name, or: "model").split(separator: "_").map(\.capitalized).joined()
    let language = SwiftLanguage(isEncoded: code.isEncoded)
    let body = SourceBody(code, language)
    let provenance = SourceProvenance(
      request, code,
      usage: [
        code.isEncoded
          ? "\(type).probabilities(of: x) takes a number for each of \(type).columns."
          : "\(type).probabilities(of: row) takes a \(type).Row; nil and NaN are missing values.",
        "It gives the probability of each of \(type).classes; all are NaN for a row that the model refuses,",
        "for which predict gives nil.",
      ])
    func texts(_ values: [String]) -> String {
      "[\(values.map { language.string($0) }.joined(separator: ", "))]"
    }
    let argument = code.isEncoded ? "x: [Double]" : "row: Row"
    let function =
      ["static func probabilities(of \(argument)) -> [Double] {"] + body.statements.map { "  \($0)" } + [
        "}", "",
      ]
    let used = (body.constants + function).joined(separator: "\n")
    var lines = provenance.lines.map { "// \($0)" } + ["// \(SourceSeal.placeholder)"]
    lines += [
      "#if canImport(Darwin)", "import Darwin", "#elseif canImport(Musl)", "import Musl",
      "#elseif canImport(Glibc)",
      "import Glibc", "#else", "import Foundation", "#endif", "",
    ]
    var inner = [
      "static let classes = \(texts(code.head.classNames))",
      "static let columns: [String] = \(texts(code.inputs.map(\.name)))",
      "",
    ]
    if !code.isEncoded { inner += Self.row(body.inputs, code) }
    inner +=
      function + Self.decision(code.head, argument) + body.constants + (body.constants.isEmpty ? [] : [""])
    for helper in SwiftHelpers.all where helper.names.contains(where: { used.contains("\($0)(") }) {
      inner += helper.lines + [""]
    }
    while inner.last == "" { inner.removeLast() }
    lines += ["enum \(type) {"] + inner.map { $0.isEmpty ? "" : "  \($0)" } + ["}", ""]
    lines += Self.test(request.golden, code, body.inputs, type, language)
    text = lines.joined(separator: "\n") + "\n"
  }

  private static func row(_ inputs: [InputName], _ code: ScoringCode) -> [String] {
    var lines = ["struct Row {"]
    for (input, own) in zip(inputs, code.inputs) {
      let name = input.identifier == input.column ? "" : "  // \(SourceProvenance.text(input.column))"
      let type =
        switch own.kind {
        case .number: "Double"
        case .boolean: "Bool"
        case .text: "String"
        }
      lines.append("  var \(input.identifier): \(type)?\(name)")
    }
    return lines + ["}", ""]
  }

  private static func decision(_ head: CodeHead, _ argument: String) -> [String] {
    let count = head.classNames.count
    let value = argument.split(separator: ":")[0]
    var lines = [
      "static func predict(_ \(argument)) -> String? {", "  let p = probabilities(of: \(value))",
      "  if p[0].isNaN { return nil }",
    ]
    if let threshold = head.rule.threshold(classCount: count) {
      lines.append("  return classes[p[1] > \(threshold.sourceText) ? 1 : 0]")
    } else if case .leastCost(let costs) = head.rule {
      let rows = (0..<count).map { actual in
        "[" + (0..<count).map { costs[actual: actual, predicted: $0].sourceText }.joined(separator: ", ")
          + "]"
      }
      lines += [
        "  let costs: [[Double]] = [\(rows.joined(separator: ", "))]",
        "  func cost(_ predicted: Int) -> Double { p.indices.reduce(0) { $0 + p[$1] * costs[$1][predicted] } }",
        "  return classes[p.indices.dropFirst().reduce(0) { cost($1) < cost($0) ? $1 : $0 }]",
      ]
    } else {
      lines.append("  return classes[p.indices.dropFirst().reduce(0) { p[$1] > p[$0] ? $1 : $0 }]")
    }
    return lines + ["}", ""]
  }

  private static func test(
    _ golden: GoldenRows, _ code: ScoringCode, _ inputs: [InputName], _ type: String,
    _ language: SwiftLanguage
  ) -> [String] {
    let values: [String] =
      code.isEncoded
      ? golden.encoded.map { "[\($0.map { language.literal($0) }.joined(separator: ", "))]" }
      : golden.rows.map { row in
        let parts = zip(zip(row, code.inputs), inputs).map { pair, name in
          "\(name.identifier): \(Self.value(pair.0, pair.1.kind, language))"
        }
        return "\(type).Row(\(parts.joined(separator: ", ")))"
      }
    return [
      "#if LOGIT_SELF_TEST", "// Synthetic rows with the probabilities of the model itself.", "@main",
      "enum SelfTest {",
      "  static func main() {", "    let rows: [\(code.isEncoded ? "[Double]" : "\(type).Row")] = [",
    ] + values.map { "      \($0)," } + ["    ]", "    let expected: [[Double]] = ["]
      + golden.probabilities.map { "      [\($0.map { language.literal($0) }.joined(separator: ", "))]," } + [
        "    ]", "    for n in rows.indices {", "      let found = \(type).probabilities(of: rows[n])",
        "      var largest = 0.0", "      for k in found.indices {",
        "        let difference = abs(found[k] - expected[n][k])",
        "        if !(difference <= largest) { largest = difference }", "      }",
        "      print(\"row\", n + 1, largest)",
        "    }", "  }", "}", "#endif",
      ]
  }

  private static func value(_ cell: TableCell, _ kind: CodeInput.Kind, _ language: SwiftLanguage) -> String {
    switch cell {
    case .missing: "nil"
    case .boolean(let value) where kind == .boolean: value ? "true" : "false"
    default: cell.source(kind, language, missingText: "nil")
    }
  }
}

extension Substring {
  fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst() }
}
