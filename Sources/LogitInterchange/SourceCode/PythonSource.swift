import Logit

/// A function in Python: `probabilities(row)`, which takes a dictionary.
///
/// It needs nothing but Python 3's own `math`. Run as a program, the file runs its golden rows and prints the
/// largest difference of each.
public struct PythonSource: ExportFormat {
  /// `python`
  public let word = "python"
  /// `Python`
  public let name = "Python"
  /// `py`
  public let fileExtension = "py"

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
    return SourceSeal.seal(PythonFile(request, code).text, golden: request.golden, notes: code.notes)
  }

  /// Whether a file is such a function as it was written.
  ///
  /// - Parameter artefact: The file.
  /// - Returns: Whether its seal is right.
  public func recognizes(_ artefact: Artefact) -> Bool { seal(of: artefact) != nil }

  private func seal(of artefact: Artefact) -> SourceSeal? {
    SourceSeal(artefact, start: "# ", end: fileExtension)
  }

  /// Runs the file's test with `python3`, apart from what is installed and the folder it is in.
  ///
  /// - Parameter artefact: The file.
  /// - Returns: What was found; `nil` without `python3`.
  /// - Throws: ``InterchangeError/notRun(output:runner:reason:)`` if it cannot be run.
  public func check(_ artefact: Artefact) throws -> GoldenCheck? {
    try seal(of: artefact)?.check(
      artefact, as: "model.py", by: Runner("python3", versionOption: "-V")
    ) { runner, source, scratch in
      try runner.run(["-I", "-B", source], in: scratch, checking: artefact.path)
    }
  }
}

/// The text of a file of Python.
struct PythonFile {
  let text: String

  init(_ request: ExportRequest, _ code: ScoringCode) {
    let language = PythonLanguage(isEncoded: code.isEncoded)
    let body = SourceBody(code, language)
    let provenance = SourceProvenance(
      request, code,
      usage: [
        code.isEncoded
          ? "probabilities(x) takes a list of numbers, one for each of FEATURES."
          : "probabilities(row) takes a dictionary with each of COLUMNS; None and NaN are missing values.",
        "It gives the probability of each of CLASSES; all are NaN for a row that the model refuses,",
        "for which predict gives None.",
      ])
    func texts(_ values: [String]) -> String {
      "(" + values.map { language.string($0) + "," }.joined(separator: " ") + ")"
    }
    var lines = provenance.lines.map { "# \($0)" } + ["# \(SourceSeal.placeholder)"]
    lines += ["import math", "", "CLASSES = \(texts(code.head.classNames))"]
    lines += ["\(code.isEncoded ? "FEATURES" : "COLUMNS") = \(texts(code.inputs.map(\.name)))", ""]
    let function =
      ["def probabilities(\(code.isEncoded ? "x" : "row")):"] + body.statements.map { "    \($0)" } + [
        "", "",
      ]
    let used = (body.constants + function).joined(separator: "\n")
    for helper in PythonHelpers.all where used.contains("\(helper.name)(") {
      lines += [""] + helper.lines + [""]
    }
    lines += body.constants + ["", ""] + function
    lines += Self.decision(code.head) + Self.test(request.golden, code, language)
    text = lines.joined(separator: "\n") + "\n"
  }

  private static func decision(_ head: CodeHead) -> [String] {
    let count = head.classNames.count
    let argument = "row"
    var lines = ["def predict(\(argument)):", "    p = probabilities(\(argument))"]
    lines += ["    if math.isnan(p[0]):", "        return None"]
    if let threshold = head.rule.threshold(classCount: count) {
      lines.append("    return CLASSES[1 if p[1] > \(threshold.sourceText) else 0]")
    } else if case .leastCost(let costs) = head.rule {
      let rows = (0..<count).map { actual in
        "(" + (0..<count).map { costs[actual: actual, predicted: $0].sourceText }.joined(separator: ", ")
          + ")"
      }
      lines += [
        "    costs = (\(rows.joined(separator: ", ")))",
        "    return CLASSES[min(range(\(count)), key=lambda i: sum(p[k] * costs[k][i] for k in range(\(count))))]",
      ]
    } else {
      lines.append("    return CLASSES[max(range(\(count)), key=lambda i: p[i])]")
    }
    return lines + ["", ""]
  }

  private static func test(_ golden: GoldenRows, _ code: ScoringCode, _ language: PythonLanguage) -> [String]
  {
    let values: [[String]] =
      code.isEncoded
      ? golden.encoded.map { $0.map { language.literal($0) } }
      : golden.rows.map { row in
        zip(row, code.inputs).map {
          $0 == .missing ? "None" : $0.source($1.kind, language, missingText: "None")
        }
      }
    return [
      "# Synthetic rows with the probabilities of the model itself.", "def self_test():", "    rows = (",
    ] + values.map { "        (\($0.joined(separator: ", ")),)," } + ["    )", "    expected = ("]
      + golden.probabilities.map { "        (\($0.map { language.literal($0) }.joined(separator: ", ")),)," }
      + [
        "    )", "    for n, (row, wanted) in enumerate(zip(rows, expected)):",
        code.isEncoded
          ? "        found = probabilities(row)" : "        found = probabilities(dict(zip(COLUMNS, row)))",
        "        differences = [abs(a - b) for a, b in zip(found, wanted)]",
        "        largest = math.nan if any(map(math.isnan, differences)) else max(differences)",
        "        print(\"row\", n + 1, repr(largest))", "", "",
        "if __name__ == \"__main__\":", "    self_test()",
      ]
  }
}

/// Python's spelling of scoring functions.
struct PythonLanguage: SourceLanguage {
  let isEncoded: Bool

  var ownNames: [String] { [] }

  func literal(_ value: Double) -> String { value.isNaN ? "math.nan" : value.sourceText }

  func string(_ text: String) -> String {
    text.quoted { $0.value < 0x10000 ? "\\u" + $0.value.hexadecimal(4) : "\\U" + $0.value.hexadecimal(8) }
  }

  func comment(_ text: String) -> String { "# \(SourceProvenance.text(text))" }
  func call(_ function: CodeFunction, _ argument: String) -> String {
    switch function {
    case .abs: "abs(\(argument))"
    // Outside of their ranges Python's own raise errors, where other languages give what IEEE 754 has.
    case .log, .log2, .log10: "_log(math.\(function.rawValue), \(argument))"
    case .sqrt: "_sqrt(\(argument))"
    case .exp: "_exp(\(argument))"
    case .tanh: "math.tanh(\(argument))"
    }
  }
  func power(_ base: String, _ exponent: String) -> String { "_power(\(base), \(exponent))" }
  func quotient(_ dividend: String, _ divisor: String) -> String { "_quotient(\(dividend), \(divisor))" }
  func finite(_ value: String) -> String { "_present(\(value), \(literal(.nan)))" }

  func present(_ input: InputName, _ kind: CodeInput.Kind, _ replacement: String) -> String {
    isEncoded ? "x[\(input.place)]" : "_present(row[\(string(input.column))], \(replacement))"
  }

  func isMissing(_ input: InputName, _ kind: CodeInput.Kind) -> String {
    "_is_missing(row[\(string(input.column))])"
  }
  func number(_ name: String, _ value: String) -> [String] { ["\(name) = \(value)"] }

  func sum(_ name: String, _ constant: String, _ terms: [(value: String, of: String)]) -> [String] {
    ["\(name) = \(constant)"] + terms.map { "\(name) += \($0.value)" }
  }

  func vector(_ name: String, _ values: [String]) -> [String] {
    name == "x" && isEncoded ? [] : ["\(name) = ["] + values.map { "    \($0)," } + ["]"]
  }

  func layer(
    _ name: String, of vector: String, kernel: String, bias: String, count: Int, _ activation: CodeActivation
  ) -> [String] {
    let line = "\(name) = _dense(\(vector), \(kernel), \(bias))"
    return activation == .linear ? [line] : [line, "\(name) = [\(activation.python) for v in \(name)]"]
  }

  func choice(_ name: String, _ choice: CodeChoice, _ input: InputName, _ kind: CodeInput.Kind) -> [String] {
    let value = "row[\(string(input.column))]"
    func cases(_ labels: [String]) -> [String] {
      ["\(name) = {"] + zip(labels, choice.places).map { "    \($0): \($1)," }
        + choice.missingWords.map { string($0) }.filter { !labels.contains($0) }.map {
          "    \($0): \(choice.missing),"
        }
    }
    switch choice.cases {
    case .texts(let texts):
      return cases(texts.map { string($0) }) + [
        "    None: \(choice.missing),", "}.get(_text(\(value)), \(choice.other))",
      ]
    case .numbers(let numbers):
      let other =
        choice.fraction == choice.other
        ? "\(choice.other)" : "\(choice.other) if float(\(value)).is_integer() else \(choice.fraction)"
      return cases(numbers.map(\.sourceText)) + [
        "}.get(float(\(value)), \(other)) if not _is_missing(\(value)) else \(choice.missing)"
      ]
    case .boundaries(let boundaries):
      let list = boundaries.map(\.sourceText).joined(separator: ", ")
      return [
        "boundaries = (\(list)\(boundaries.isEmpty ? "" : ","))",
        "\(name) = \(choice.missing) if _is_missing(\(value)) else _bin(\(value), boundaries)",
      ]
    }
  }

  func list(_ name: String, _ values: [Double]) -> [String] {
    ["\(name) = (\(values.map { literal($0) }.joined(separator: ", ")),)"]
  }

  func matrix(_ name: String, _ rows: [[Double]]) -> [String] {
    ["\(name) = ("] + rows.map { "    (\($0.map { literal($0) }.joined(separator: ", ")),)," } + [")"]
  }

  func head(_ head: CodeHead, sums: HeadSums) -> [String] {
    var lines: [String] = []
    if head.isBinary {
      let z = if case .numbers(let names) = sums { names[0] } else { "z[0]" }
      switch head.adjustment?.calibration {
      case nil: lines.append("p = _sigmoid(\(z))")
      case .temperature(let scaling)?:
        lines.append("p = _sigmoid(\(literal(1 / scaling.temperature)) * \(z))")
      case .platt(let curves)?:
        lines.append("p = _sigmoid(\(literal(curves[0].slope)) * \(z) + \(literal(curves[0].intercept)))")
      case .isotonic(let curves)?:
        lines += list("scores", curves[0].scores) + list("shares", curves[0].probabilities)
        lines.append("p = _interpolate(scores, shares, \(z))")
      }
      lines.append("shares = [1.0 - p, p]")
    } else {
      if case .numbers(let names) = sums { lines.append("z = [\(names.joined(separator: ", "))]") }
      switch head.adjustment?.calibration {
      case nil: lines.append("shares = _softmax(z, 1.0)")
      case .temperature(let scaling)?:
        lines.append("shares = _softmax(z, \(literal(1 / scaling.temperature)))")
      case .platt(let curves)?:
        lines +=
          ["curves = ("] + curves.map { "    (\(literal($0.slope)), \(literal($0.intercept)))," } + [
            ")",
            "shares = _normalized([_sigmoid(a * _log_odds(z, i) + b) for i, (a, b) in enumerate(curves)])",
          ]
      case .isotonic(let curves)?:
        lines += ["curves = ("]
        for curve in curves {
          lines.append("    ((\(curve.scores.map { literal($0) }.joined(separator: ", ")),),")
          lines.append("     (\(curve.probabilities.map { literal($0) }.joined(separator: ", ")),)),")
        }
        lines += [
          ")",
          "shares = _normalized([_interpolate(a, b, _log_odds(z, i)) for i, (a, b) in enumerate(curves)])",
        ]
      }
    }
    guard let ratios = head.ratios else { return lines + ["return shares"] }
    return lines + [
      "ratios = (\(ratios.map { literal($0) }.joined(separator: ", ")))  # the true shares of classes",
      "return _normalized([a * b for a, b in zip(shares, ratios)])",
    ]
  }
}

extension CodeActivation {
  fileprivate var python: String {
    switch self {
    case .linear: "v"
    // No comparison with NaN is true; it must come out as it went in.
    case .relu: "0.0 if v < 0 else v"
    case .relu6: "6.0 if v > 6 else 0.0 if v < 0 else v"
    case .leakyReLU(let slope): "v if v > 0 else \(slope.sourceText) * v"
    case .sigmoid: "_sigmoid(v)"
    case .hardSigmoid: "1.0 if v > 3 else 0.0 if v < -3 else v / 6 + 0.5"
    case .tanh: "math.tanh(v)"
    case .elu: "v if v > 0 else math.expm1(v)"
    case .selu: "1.0507009873554805 * v if v > 0 else 1.7580993408473766 * math.expm1(v)"
    case .silu: "v * _sigmoid(v)"
    case .softplus: "max(v, 0.0) + math.log1p(math.exp(-abs(v)))"
    case .softsign: "v / (1 + abs(v))"
    case .exponential: "_exp(v)"
    }
  }
}

extension String {
  /// The text between quotes, as JavaScript, Python and Swift read it; characters that steer, reverse or end
  /// lines are escaped.
  ///
  /// - Parameter escape: How a character is escaped.
  func quoted(_ escape: (Unicode.Scalar) -> String) -> String {
    var literal = "\""
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0x22, 0x5C: literal += "\\\(scalar)"
      case 0..<0x20, 0x7F...0x9F, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF,
        0xE0000...0xE0FFF:
        literal += escape(scalar)
      default: literal.unicodeScalars.append(scalar)
      }
    }
    return literal + "\""
  }
}

extension UInt32 {
  /// The number in hexadecimal digits, at least so many.
  func hexadecimal(_ count: Int) -> String {
    let digits = String(self, radix: 16)
    return String(repeating: "0", count: Swift.max(count - digits.count, 0)) + digits
  }
}
