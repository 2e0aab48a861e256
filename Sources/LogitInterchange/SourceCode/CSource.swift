import Logit

/// A function in C: `model_probabilities`, with a structure for a row.
///
/// It needs nothing but the mathematical functions and `strcmp`. Compiled with `-DLOGIT_SELF_TEST` the file
/// is a program that runs its golden rows and prints the largest difference of each.
public struct CSource: ExportFormat {
  /// `c`
  public let word = "c"
  /// `C`
  public let name = "C"
  /// `c`
  public let fileExtension = "c"

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
    return SourceSeal.seal(try CFile(request, code).text, golden: request.golden, notes: code.notes)
  }

  /// Whether a file is such a function as it was written.
  ///
  /// - Parameter artefact: The file.
  /// - Returns: Whether its seal is right.
  public func recognizes(_ artefact: Artefact) -> Bool { seal(of: artefact) != nil }

  private func seal(of artefact: Artefact) -> SourceSeal? {
    SourceSeal(artefact, start: "/*", end: fileExtension)
  }

  /// Compiles the file with `cc` and runs its test.
  ///
  /// - Parameter artefact: The file.
  /// - Returns: What was found; `nil` without `cc`.
  /// - Throws: ``InterchangeError/notRun(output:runner:reason:)`` if it cannot be compiled or run.
  public func check(_ artefact: Artefact) throws -> GoldenCheck? {
    try seal(of: artefact)?.check(
      artefact, as: "model.c", by: Runner("cc", versionOption: "-dumpversion")
    ) { runner, source, scratch in
      let program = scratch.path("model")
      _ = try runner.run(
        ["-std=c99", "-O1", "-DLOGIT_SELF_TEST", "-o", program, source, "-lm"], in: scratch,
        checking: artefact.path)
      return try runner.run(program, [], in: scratch, checking: artefact.path)
    }
  }
}

/// The text of a file of C.
struct CFile {
  let text: String

  init(_ request: ExportRequest, _ code: ScoringCode) throws {
    var names = SourceNames()
    let prefix = names.name(request.name, or: "model")
    let language = CLanguage(prefix: prefix, isEncoded: code.isEncoded)
    let body = SourceBody(code, language)
    let count = code.head.classNames.count
    let argument = code.isEncoded ? "const double x[\(code.inputs.count)]" : "const \(prefix)_row *row"
    let provenance = SourceProvenance(
      request, code,
      usage: [
        "\(prefix)_probabilities fills in the probability of each class, \(prefix)_class gives the number of one.",
        "All are NaN for a row that the model refuses, whose class is -1.",
      ])
    var lines = ["/*"] + provenance.lines.map { " * \($0)" } + [" * \(SourceSeal.placeholder)", " */"]
    lines += ["#include <math.h>", "#include <string.h>", ""]
    if !code.isEncoded { lines += Self.row(body.inputs, code, prefix) }
    lines += [
      "const char *const \(prefix)_classes[\(count)] = {"
        + code.head.classNames.map { language.string($0) }.joined(separator: ", ") + "};", "",
    ]
    let function =
      ["void \(prefix)_probabilities(\(argument), double probabilities[\(count)]) {"]
      + body.statements.map { $0.isEmpty ? "" : "  \($0)" } + ["}", ""]
    let used = (body.constants + function).joined(separator: "\n")
    for helper in CHelpers.all(prefix) where used.contains("\(prefix)_\(helper.name)(") {
      lines += helper.lines + [""]
    }
    lines += body.constants + (body.constants.isEmpty ? [] : [""]) + function
    lines += Self.decision(code.head, prefix)
    lines += Self.test(request.golden, code, prefix, language)
    text = lines.joined(separator: "\n") + "\n"
  }

  private static func row(_ inputs: [InputName], _ code: ScoringCode, _ prefix: String) -> [String] {
    var lines = ["typedef struct {"]
    for (input, own) in zip(inputs, code.inputs) {
      let name = input.identifier == input.column ? "" : "; \(SourceProvenance.text(input.column))"
      switch own.kind {
      case .number: lines.append("  double \(input.identifier); /* NaN where it is missing\(name) */")
      case .boolean:
        lines.append("  double \(input.identifier); /* 0, 1, or NaN where it is missing\(name) */")
      case .text:
        lines.append("  const char *\(input.identifier); /* UTF-8, or NULL where it is missing\(name) */")
      }
    }
    return lines + ["} \(prefix)_row;", ""]
  }

  private static func decision(_ head: CodeHead, _ prefix: String) -> [String] {
    let count = head.classNames.count
    let start = [
      "/* -1 for a row that the model refuses */",
      "int \(prefix)_class(const double probabilities[\(count)]) {",
      "  if (isnan(probabilities[0])) return -1;",
    ]
    if let threshold = head.rule.threshold(classCount: count) {
      return start + ["  return probabilities[1] > \(threshold.sourceText) ? 1 : 0;", "}", ""]
    }
    if case .leastCost(let costs) = head.rule {
      let rows = (0..<count).map { actual in
        "{" + (0..<count).map { costs[actual: actual, predicted: $0].sourceText }.joined(separator: ", ")
          + "}"
      }
      return start + [
        "  static const double costs[\(count)][\(count)] = {\(rows.joined(separator: ", "))};",
        "  double least = INFINITY;", "  int best = 0;", "  for (int i = 0; i < \(count); i++) {",
        "    double cost = 0;",
        "    for (int k = 0; k < \(count); k++) cost += probabilities[k] * costs[k][i];",
        "    if (cost < least) { least = cost; best = i; }", "  }", "  return best;", "}", "",
      ]
    }
    return start + [
      "  int best = 0;",
      "  for (int i = 1; i < \(count); i++) if (probabilities[i] > probabilities[best]) best = i;",
      "  return best;", "}",
      "",
    ]
  }

  private static func test(
    _ golden: GoldenRows, _ code: ScoringCode, _ prefix: String, _ language: CLanguage
  ) -> [String] {
    let (rows, count) = (golden.probabilities.count, code.head.classNames.count)
    let values: [[String]] =
      code.isEncoded
      ? golden.encoded.map { $0.map { language.literal($0) } }
      : golden.rows.map { row in
        zip(row, code.inputs).map { $0.source($1.kind, language, missingText: "NULL") }
      }
    let type = code.isEncoded ? "double rows[\(rows)][\(code.inputs.count)]" : "\(prefix)_row rows[\(rows)]"
    return [
      "#ifdef LOGIT_SELF_TEST", "#include <stdio.h>",
      "/* Synthetic rows with the probabilities of the model itself. */", "int main(void) {",
      "  static const \(type) = {",
    ] + values.map { "    {\($0.joined(separator: ", "))}," } + [
      "  };", "  static const double expected[\(rows)][\(count)] = {",
    ] + golden.probabilities.map { "    {\($0.map { language.literal($0) }.joined(separator: ", "))}," } + [
      "  };", "  for (int n = 0; n < \(rows); n++) {", "    double probabilities[\(count)], largest = 0;",
      "    \(prefix)_probabilities(\(code.isEncoded ? "rows[n]" : "&rows[n]"), probabilities);",
      "    for (int k = 0; k < \(count); k++) {",
      "      double difference = fabs(probabilities[k] - expected[n][k]);",
      "      if (!(difference <= largest)) largest = difference;", "    }",
      "    printf(\"row %d %.17g\\n\", n + 1, largest);", "  }", "  return 0;", "}", "#endif",
    ]
  }
}
