import Logit
package import LogitClassifier

/// A function in JavaScript, in an object of the model's name: `model.probabilities(row)`.
///
/// It needs nothing, and runs in a page as in Node. Run by Node as a program, the file runs its golden rows
/// and prints the largest difference of each.
public struct JavaScriptSource: ExportFormat {
  /// `javascript`
  public let word = "javascript"
  /// `JavaScript`
  public let name = "JavaScript"
  /// `js`
  public let fileExtension = "js"

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
    return SourceSeal.seal(JavaScriptFile(request, code).text, golden: request.golden, notes: code.notes)
  }

  /// The function alone, for a page: without comments and golden rows.
  ///
  /// - Parameters:
  ///   - classifier: The classifier.
  ///   - name: The name of the object that the function is in.
  /// - Returns: A statement that declares it.
  /// - Throws: ``InterchangeError/inexpressible(format:item:remedy:)`` as ``encode(_:)``.
  package static func declaration(of classifier: Classifier, name: String) throws -> String {
    let none = GoldenRows(columns: [], rows: [], encoded: [], probabilities: [])
    let request = ExportRequest(
      classifier: classifier, name: name, dialect: nil, isEncoded: false, golden: none)
    let code = try ScoringCode(request, format: JavaScriptSource().name)
    return JavaScriptFile(request, code).declaration
  }

  /// Whether a file is such a function as it was written.
  ///
  /// - Parameter artefact: The file.
  /// - Returns: Whether its seal is right.
  public func recognizes(_ artefact: Artefact) -> Bool { seal(of: artefact) != nil }

  private func seal(of artefact: Artefact) -> SourceSeal? {
    SourceSeal(artefact, start: "// ", end: fileExtension)
  }

  /// Runs the file's test with `node`.
  ///
  /// - Parameter artefact: The file.
  /// - Returns: What was found; `nil` without `node`.
  /// - Throws: ``InterchangeError/notRun(output:runner:reason:)`` if it cannot be run.
  public func check(_ artefact: Artefact) throws -> GoldenCheck? {
    // A package file further up could say that files are modules; the ending cjs says that this is none.
    try seal(of: artefact)?.check(
      artefact, as: "model.cjs", by: Runner("node", versionOption: "-v")
    ) { runner, source, scratch in try runner.run([source], in: scratch, checking: artefact.path) }
  }
}

/// The text of a file of JavaScript.
struct JavaScriptFile {
  let text: String
  /// The statement in it that declares the object, without comments and golden rows.
  let declaration: String

  init(_ request: ExportRequest, _ code: ScoringCode) {
    var names = SourceNames()
    let name = names.name(request.name, or: "model")
    let language = JavaScriptLanguage(isEncoded: code.isEncoded)
    let body = SourceBody(code, language)
    let provenance = SourceProvenance(
      request, code,
      usage: [
        code.isEncoded
          ? "\(name).probabilities(x) takes an array of numbers, one for each of \(name).columns."
          : "\(name).probabilities(row) takes an object with each of \(name).columns; null, undefined and NaN are missing.",
        "It gives the probability of each of \(name).classes; all are NaN for a row that the model refuses,",
        "for which \(name).predict gives null.",
      ])
    let inner = Self.inner(code, body, language)
    let test = Self.test(request.golden, code, language)
    func object(_ lines: [String], _ members: String) -> [String] {
      ["const \(name) = (() => {"]
        + (lines + ["return { \(members) };"]).map { $0.isEmpty ? "" : "  \($0)" } + ["})();", ""]
    }
    let lines =
      provenance.lines.map { "// \($0)" } + ["// \(SourceSeal.placeholder)"]
      + object(inner + test, "classes, columns, probabilities, predict, selfTest") + [
        "if (typeof module !== \"undefined\") {", "  module.exports = \(name);",
        "  if (typeof require !== \"undefined\" && require.main === module) console.log(\(name).selfTest().join(\"\\n\"));",
        "}",
      ]
    text = lines.joined(separator: "\n") + "\n"
    let code = inner.filter { !$0.isEmpty && !$0.drop { $0 == " " }.hasPrefix("//") }
    declaration = object(code, "classes, columns, probabilities, predict").joined(separator: "\n")
  }

  /// The lines of the object but for its test.
  private static func inner(_ code: ScoringCode, _ body: SourceBody, _ language: JavaScriptLanguage)
    -> [String]
  {
    func texts(_ values: [String]) -> String {
      "[\(values.map { language.string($0) }.joined(separator: ", "))]"
    }
    let argument = code.isEncoded ? "x" : "row"
    let function = ["function probabilities(\(argument)) {"] + body.statements.map { "  \($0)" } + ["}", ""]
    let used = (body.constants + function).joined(separator: "\n")
    var lines = [
      "\"use strict\";", "const classes = \(texts(code.head.classNames));",
      "const columns = \(texts(code.inputs.map(\.name)));", "",
    ]
    for helper in JavaScriptHelpers.all where helper.isNeeded(used) { lines += helper.lines + [""] }
    return lines + body.constants + [""] + function + decision(code.head, argument)
  }

  private static func decision(_ head: CodeHead, _ argument: String) -> [String] {
    let count = head.classNames.count
    var lines = ["function predict(\(argument)) {", "  const p = probabilities(\(argument));"]
    lines.append("  if (Number.isNaN(p[0])) return null;")
    if let threshold = head.rule.threshold(classCount: count) {
      lines.append("  return classes[p[1] > \(threshold.sourceText) ? 1 : 0];")
    } else if case .leastCost(let costs) = head.rule {
      let rows = (0..<count).map { actual in
        "[" + (0..<count).map { costs[actual: actual, predicted: $0].sourceText }.joined(separator: ", ")
          + "]"
      }
      lines += [
        "  const costs = [\(rows.joined(separator: ", "))];",
        "  const expected = classes.map((_, i) => p.reduce((sum, share, k) => sum + share * costs[k][i], 0));",
        "  return classes[expected.indexOf(Math.min(...expected))];",
      ]
    } else {
      lines.append("  return classes[p.indexOf(Math.max(...p))];")
    }
    return lines + ["}", ""]
  }

  private static func test(_ golden: GoldenRows, _ code: ScoringCode, _ language: JavaScriptLanguage)
    -> [String]
  {
    let values: [[String]] =
      code.isEncoded
      ? golden.encoded.map { $0.map { language.literal($0) } }
      : golden.rows.map { row in
        zip(row, code.inputs).map {
          $0 == .missing ? "null" : $0.source($1.kind, language, missingText: "null")
        }
      }
    return [
      "// Synthetic rows with the probabilities of the model itself.", "function selfTest() {",
      "  const rows = [",
    ]
      + values.map { "    [\($0.joined(separator: ", "))]," } + ["  ];", "  const expected = ["]
      + golden.probabilities.map { "    [\($0.map { language.literal($0) }.joined(separator: ", "))]," } + [
        "  ];", "  return rows.map((values, n) => {",
        code.isEncoded
          ? "    const found = probabilities(values);"
          : "    const found = probabilities(Object.fromEntries(columns.map((column, i) => [column, values[i]])));",
        "    return `row ${n + 1} ${Math.max(...found.map((share, k) => Math.abs(share - expected[n][k])))}`;",
        "  });", "}",
        "",
      ]
  }
}

/// JavaScript's spelling of scoring functions.
struct JavaScriptLanguage: SourceLanguage {
  let isEncoded: Bool

  var ownNames: [String] { [] }

  func literal(_ value: Double) -> String { value.isNaN ? "NaN" : value.sourceText }

  func string(_ text: String) -> String {
    // In a page, the end of a script ends it even in a text.
    text.quoted {
      $0.value < 0x10000 ? "\\u" + $0.value.hexadecimal(4) : "\\u{" + $0.value.hexadecimal(1) + "}"
    }
    .replacingScalars("</", with: "<\\/").replacingScalars("<!--", with: "<\\!--")
  }

  func comment(_ text: String) -> String { "// \(SourceProvenance.text(text))" }
  func call(_ function: CodeFunction, _ argument: String) -> String {
    "Math.\(function.rawValue)(\(argument))"
  }
  func power(_ base: String, _ exponent: String) -> String { "Math.pow(\(base), \(exponent))" }
  func finite(_ value: String) -> String { "finite(\(value))" }

  private func given(_ input: InputName) -> String { "row, \(string(input.column))" }

  func present(_ input: InputName, _ kind: CodeInput.Kind, _ replacement: String) -> String {
    isEncoded ? "x[\(input.place)]" : "present(\(given(input)), \(replacement))"
  }

  func isMissing(_ input: InputName, _ kind: CodeInput.Kind) -> String {
    "(Number.isFinite(numberOf(\(given(input)))) ? 0 : 1)"
  }
  func number(_ name: String, _ value: String) -> [String] { ["const \(name) = \(value);"] }

  func sum(_ name: String, _ constant: String, _ terms: [(value: String, of: String)]) -> [String] {
    ["let \(name) = \(constant);"] + terms.map { "\(name) += \($0.value);" }
  }

  func vector(_ name: String, _ values: [String]) -> [String] {
    name == "x" && isEncoded ? [] : ["const \(name) = ["] + values.map { "  \($0)," } + ["];"]
  }

  func layer(
    _ name: String, of vector: String, kernel: String, bias: String, count: Int, _ activation: CodeActivation
  ) -> [String] {
    let value = "dense(\(vector), \(kernel), \(bias))"
    guard activation != .linear else { return ["const \(name) = \(value);"] }
    let formula = activation.formula(
      "v", exp: "Math.exp", expm1: "Math.expm1", log1p: "Math.log1p", tanh: "Math.tanh", abs: "Math.abs")
    return ["const \(name) = \(value).map((v) => \(formula));"]
  }

  func choice(_ name: String, _ choice: CodeChoice, _ input: InputName, _ kind: CodeInput.Kind) -> [String] {
    var lines = ["let \(name) = \(choice.other);"]
    switch choice.cases {
    case .texts(let texts):
      lines.append("switch (textOf(\(given(input)))) {")
      lines += zip(texts, choice.places).map { "  case \(string($0)): \(name) = \($1); break;" }
      lines += choice.missingWords.filter { !texts.contains($0) }.map { "  case \(string($0)):" }
      lines += ["  case null: \(name) = \(choice.missing); break;", "}"]
    case .numbers(let numbers):
      lines.append("switch (present(\(given(input)), null)) {")
      lines += zip(numbers, choice.places).map { "  case \($0.sourceText): \(name) = \($1); break;" }
      lines.append("  case null: \(name) = \(choice.missing); break;")
      if choice.fraction != choice.other {
        lines.append(
          "  default: if (!Number.isInteger(numberOf(\(given(input))))) \(name) = \(choice.fraction);")
      }
      lines.append("}")
    case .boundaries(let boundaries):
      let list = boundaries.map(\.sourceText).joined(separator: ", ")
      lines += [
        "{", "  const value = numberOf(\(given(input)));", "  \(name) = \(choice.missing);",
        "  if (Number.isFinite(value)) \(name) = [\(list)].filter((b) => b <= value).length;", "}",
      ]
    }
    return lines
  }

  func list(_ name: String, _ values: [Double]) -> [String] {
    ["const \(name) = [\(values.map { literal($0) }.joined(separator: ", "))];"]
  }

  func matrix(_ name: String, _ rows: [[Double]]) -> [String] {
    ["const \(name) = ["] + rows.map { "  [\($0.map { literal($0) }.joined(separator: ", "))]," } + ["];"]
  }

  func head(_ head: CodeHead, sums: HeadSums) -> [String] {
    var lines: [String] = []
    if head.isBinary {
      let z = if case .numbers(let names) = sums { names[0] } else { "z[0]" }
      switch head.adjustment?.calibration {
      case nil: lines.append("const p = sigmoid(\(z));")
      case .temperature(let scaling)?:
        lines.append("const p = sigmoid(\(literal(1 / scaling.temperature)) * \(z));")
      case .platt(let curves)?:
        lines.append(
          "const p = sigmoid(\(literal(curves[0].slope)) * \(z) + \(literal(curves[0].intercept)));")
      case .isotonic(let curves)?:
        lines += list("scores", curves[0].scores) + list("levels", curves[0].probabilities)
        lines.append("const p = interpolate(scores, levels, \(z));")
      }
      lines.append("const shares = [1 - p, p];")
    } else {
      if case .numbers(let names) = sums { lines.append("const z = [\(names.joined(separator: ", "))];") }
      switch head.adjustment?.calibration {
      case nil: lines.append("const shares = softmax(z, 1);")
      case .temperature(let scaling)?:
        lines.append("const shares = softmax(z, \(literal(1 / scaling.temperature)));")
      case .platt(let curves)?:
        lines +=
          ["const curves = ["] + curves.map { "  [\(literal($0.slope)), \(literal($0.intercept))]," } + [
            "];", "const shares = normalized(curves.map(([a, b], i) => sigmoid(a * logOdds(z, i) + b)));",
          ]
      case .isotonic(let curves)?:
        lines.append("const curves = [")
        for curve in curves {
          lines.append("  [[\(curve.scores.map { literal($0) }.joined(separator: ", "))],")
          lines.append("   [\(curve.probabilities.map { literal($0) }.joined(separator: ", "))]],")
        }
        lines += [
          "];", "const shares = normalized(curves.map(([a, b], i) => interpolate(a, b, logOdds(z, i))));",
        ]
      }
    }
    guard let ratios = head.ratios else { return lines + ["return shares;"] }
    return lines + [
      "const ratios = [\(ratios.map { literal($0) }.joined(separator: ", "))]; // the true shares of classes",
      "return normalized(shares.map((share, i) => share * ratios[i]));",
    ]
  }
}

/// The functions of JavaScript that scoring functions use, of which a file has those that it needs.
enum JavaScriptHelpers {
  struct Helper {
    let name: String
    let users: [String]
    let lines: [String]

    func isNeeded(_ text: String) -> Bool { ([name] + users).contains { text.contains("\($0)(") } }
  }

  /// All of them.
  static let all: [Helper] = [
    Helper(
      name: "given", users: ["numberOf", "textOf", "present"],
      lines: [
        "function given(row, column) {",
        "  if (!(column in row)) throw new TypeError(`the row has no column ${column}`);",
        "  return row[column];", "}",
      ]),
    Helper(
      name: "numberOf", users: ["present"],
      lines: [
        "function numberOf(row, column) {", "  const value = given(row, column);",
        "  if (value === null || value === undefined) return NaN;",
        "  if (typeof value === \"number\") return value;",
        "  if (typeof value === \"boolean\" || typeof value === \"bigint\") return Number(value);",
        "  throw new TypeError(`column ${column} needs a number, not ${typeof value}`);", "}",
      ]),
    Helper(
      name: "present", users: [],
      lines: [
        "function present(row, column, missing) {", "  const value = numberOf(row, column);",
        "  return Number.isFinite(value) ? value : missing;", "}",
      ]),
    Helper(
      name: "textOf", users: [],
      lines: [
        "function textOf(row, column) {", "  const value = given(row, column);",
        "  if (value === null || value === undefined || Number.isNaN(value)) return null;",
        "  if (typeof value === \"string\") return value;",
        "  throw new TypeError(`column ${column} needs a text, not ${typeof value}`);", "}",
      ]),
    Helper(
      name: "dense", users: [],
      lines: [
        "function dense(inputs, kernel, bias) {",
        "  return bias.map((start, j) => inputs.reduce((sum, value, i) => sum + value * kernel[i][j], start));",
        "}",
      ]),
    Helper(
      name: "finite", users: [],
      lines: ["function finite(value) { return Number.isFinite(value) ? value : NaN; }"]),
    Helper(name: "sigmoid", users: [], lines: ["function sigmoid(z) { return 1 / (1 + Math.exp(-z)); }"]),
    Helper(
      name: "interpolate", users: [],
      lines: [
        "// The share at a score, on straight lines between corners.",
        "function interpolate(scores, levels, score) {",
        "  if (Number.isNaN(score)) return score;", "  if (score < scores[0]) return levels[0];",
        "  for (let i = 1; i < scores.length; i++) {", "    if (score < scores[i]) {",
        "      const part = (score - scores[i - 1]) / (scores[i] - scores[i - 1]);",
        "      return levels[i - 1] + part * (levels[i] - levels[i - 1]);", "    }", "  }",
        "  return levels[levels.length - 1];", "}",
      ]),
    Helper(
      name: "logOdds", users: [],
      lines: [
        "// The log-odds of a class against all others.", "function logOdds(z, label) {",
        "  const others = z.filter((_, i) => i !== label);", "  const greatest = Math.max(...others);",
        "  return z[label] - greatest - Math.log(others.reduce((sum, v) => sum + Math.exp(v - greatest), 0));",
        "}",
      ]),
    Helper(
      name: "normalized", users: [],
      lines: [
        "// Divided by the sum; equal shares where all are 0.", "function normalized(shares) {",
        "  const sum = shares.reduce((a, b) => a + b, 0);",
        "  return shares.map((share) => (sum === 0 ? 1 / shares.length : share / sum));", "}",
      ]),
    Helper(
      name: "softmax", users: [],
      lines: [
        "function softmax(z, factor) {", "  const greatest = Math.max(...z);",
        "  const powers = z.map((v) => Math.exp(factor * (v - greatest)));",
        "  const sum = powers.reduce((a, b) => a + b, 0);", "  return powers.map((power) => power / sum);",
        "}",
      ]),
  ]
}
