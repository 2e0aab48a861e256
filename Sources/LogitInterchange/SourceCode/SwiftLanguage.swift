import Logit

/// Swift's spelling of scoring functions.
struct SwiftLanguage: SourceLanguage {
  let isEncoded: Bool

  var ownNames: [String] { [] }

  func literal(_ value: Double) -> String { value.isNaN ? "Double.nan" : value.sourceText }

  func string(_ text: String) -> String { text.quoted { "\\u{" + $0.value.hexadecimal(1) + "}" } }

  func comment(_ text: String) -> String { "// \(SourceProvenance.text(text))" }
  func call(_ function: CodeFunction, _ argument: String) -> String { "\(function.rawValue)(\(argument))" }
  func power(_ base: String, _ exponent: String) -> String { "pow(\(base), \(exponent))" }
  func finite(_ value: String) -> String { "present(\(value), \(literal(.nan)))" }

  func present(_ input: InputName, _ kind: CodeInput.Kind, _ replacement: String) -> String {
    isEncoded ? "x[\(input.place)]" : "present(row.\(input.identifier), \(replacement))"
  }

  func isMissing(_ input: InputName, _ kind: CodeInput.Kind) -> String {
    "present(row.\(input.identifier), Double.nan).isNaN ? 1.0 : 0.0"
  }
  func number(_ name: String, _ value: String) -> [String] { ["let \(name): Double = \(value)"] }

  func sum(_ name: String, _ constant: String, _ terms: [(value: String, of: String)]) -> [String] {
    ["\(terms.isEmpty ? "let" : "var") \(name): Double = \(constant)"]
      + terms.map { "\(name) += \($0.value)" }
  }

  func vector(_ name: String, _ values: [String]) -> [String] {
    name == "x" && isEncoded ? [] : ["let \(name): [Double] = ["] + values.map { "  \($0)," } + ["]"]
  }

  func layer(
    _ name: String, of vector: String, kernel: String, bias: String, count: Int, _ activation: CodeActivation
  ) -> [String] {
    let value = "dense(\(vector), \(kernel), \(bias))"
    guard activation != .linear else { return ["let \(name) = \(value)"] }
    let formula = activation.formula(
      "v", exp: "exp", expm1: "expm1", log1p: "log1p", tanh: "tanh", abs: "abs")
    return ["let \(name) = \(value).map { (v: Double) -> Double in \(formula) }"]
  }

  func choice(_ name: String, _ choice: CodeChoice, _ input: InputName, _ kind: CodeInput.Kind) -> [String] {
    let value = "row.\(input.identifier)"
    switch choice.cases {
    case .texts(let texts):
      // Texts are the same if their bytes are, where == would take composed characters for others.
      let words = choice.missingWords.filter { !texts.contains($0) }
      let cases = texts + words
      let places = choice.places + words.map { _ in choice.missing }
      let tests = zip(cases, places).map { "} else if same(\(value), \(string($0))) {\n    \(name) = \($1)" }
      return [
        "let \(name): Int", "if \(value) == nil {", "  \(name) = \(choice.missing)",
      ]
        + tests.flatMap {
          $0.split(separator: "\n").map { $0.hasPrefix("    ") ? String($0.dropFirst(2)) : String($0) }
        } + [
          "} else {", "  \(name) = \(choice.other)", "}",
        ]
    case .numbers(let numbers):
      let whole =
        choice.fraction == choice.other
        ? "\(choice.other)" : "v == v.rounded() ? \(choice.other) : \(choice.fraction)"
      return [
        "let \(name): Int", "switch present(\(value), Double.nan) {",
        "case let v where v.isNaN: \(name) = \(choice.missing)",
      ]
        + zip(numbers, choice.places).map { "case \($0.sourceText): \(name) = \($1)" } + [
          whole.hasPrefix("v") ? "case let v: \(name) = \(whole)" : "default: \(name) = \(whole)", "}",
        ]
    case .boundaries(let boundaries):
      return [
        "let \(name): Int", "switch present(\(value), Double.nan) {",
        "case let v where v.isNaN: \(name) = \(choice.missing)",
      ]
        + boundaries.enumerated().map { "case let v where v < \($1.sourceText): \(name) = \($0)" } + [
          "default: \(name) = \(boundaries.count)", "}",
        ]
    }
  }

  func list(_ name: String, _ values: [Double]) -> [String] {
    ["private static let \(name): [Double] = [\(values.map { literal($0) }.joined(separator: ", "))]"]
  }

  func matrix(_ name: String, _ rows: [[Double]]) -> [String] {
    ["private static let \(name): [[Double]] = ["]
      + rows.map { "  [\($0.map { literal($0) }.joined(separator: ", "))]," }
      + ["]"]
  }

  func head(_ head: CodeHead, sums: HeadSums) -> [String] {
    var lines: [String] = []
    if head.isBinary {
      let z = if case .numbers(let names) = sums { names[0] } else { "z[0]" }
      switch head.adjustment?.calibration {
      case nil: lines.append("let p = sigmoid(\(z))")
      case .temperature(let scaling)?:
        lines.append("let p = sigmoid(\(literal(1 / scaling.temperature)) * \(z))")
      case .platt(let curves)?:
        lines.append("let p = sigmoid(\(literal(curves[0].slope)) * \(z) + \(literal(curves[0].intercept)))")
      case .isotonic(let curves)?:
        lines += curve(curves[0], "") + ["let p = interpolate(scores, levels, \(z))"]
      }
      lines.append("let shares = [1.0 - p, p]")
    } else {
      if case .numbers(let names) = sums { lines.append("let z = [\(names.joined(separator: ", "))]") }
      switch head.adjustment?.calibration {
      case nil: lines.append("let shares = softmax(z, 1.0)")
      case .temperature(let scaling)?:
        lines.append("let shares = softmax(z, \(literal(1 / scaling.temperature)))")
      case .platt(let curves)?:
        lines +=
          ["let curves: [(Double, Double)] = ["]
          + curves.map { "  (\(literal($0.slope)), \(literal($0.intercept)))," }
        lines += [
          "]", "let shares = normalized(curves.enumerated().map { sigmoid($1.0 * logOdds(z, $0) + $1.1) })",
        ]
      case .isotonic(let curves)?:
        for (label, own) in curves.enumerated() { lines += curve(own, "\(label)") }
        lines.append("let shares = normalized([")
        for label in curves.indices {
          lines.append("  interpolate(scores\(label), levels\(label), logOdds(z, \(label))),")
        }
        lines.append("])")
      }
    }
    guard let ratios = head.ratios else { return lines + ["return shares"] }
    return lines + [
      "let ratios: [Double] = [\(ratios.map { literal($0) }.joined(separator: ", "))]  // the true shares of classes",
      "return normalized(zip(shares, ratios).map { $0 * $1 })",
    ]
  }

  private func curve(_ curve: IsotonicCalibration, _ suffix: String) -> [String] {
    [
      "let scores\(suffix): [Double] = [\(curve.scores.map { literal($0) }.joined(separator: ", "))]",
      "let levels\(suffix): [Double] = [\(curve.probabilities.map { literal($0) }.joined(separator: ", "))]",
    ]
  }
}

/// The functions of Swift that scoring functions use, of which a file has those that it needs.
enum SwiftHelpers {
  struct Helper {
    let names: [String]
    let lines: [String]
  }

  /// All of them.
  static let all: [Helper] = [
    Helper(
      names: ["present"],
      lines: [
        "private static func present(_ value: Double?, _ missing: Double) -> Double {",
        "  guard let value, value.isFinite else { return missing }", "  return value", "}", "",
        "private static func present(_ value: Bool?, _ missing: Double) -> Double {",
        "  value.map { $0 ? 1 : 0 } ?? missing", "}",
      ]),
    Helper(
      names: ["same"],
      lines: [
        "private static func same(_ value: String?, _ text: String) -> Bool {",
        "  value.map { $0.utf8.elementsEqual(text.utf8) } ?? false", "}",
      ]),
    Helper(
      names: ["dense"],
      lines: [
        "private static func dense(_ inputs: [Double], _ kernel: [[Double]], _ bias: [Double]) -> [Double] {",
        "  var sums = bias", "  for (value, weights) in zip(inputs, kernel) {",
        "    for j in sums.indices { sums[j] += value * weights[j] }", "  }", "  return sums", "}",
      ]),
    Helper(
      names: ["sigmoid"], lines: ["private static func sigmoid(_ z: Double) -> Double { 1 / (1 + exp(-z)) }"]),
    Helper(
      names: ["interpolate"],
      lines: [
        "/// The share at a score, on straight lines between corners.",
        "private static func interpolate(_ scores: [Double], _ levels: [Double], _ score: Double) -> Double {",
        "  if score.isNaN { return score }", "  if score < scores[0] { return levels[0] }",
        "  for i in scores.indices.dropFirst() where score < scores[i] {",
        "    let part = (score - scores[i - 1]) / (scores[i] - scores[i - 1])",
        "    return levels[i - 1] + part * (levels[i] - levels[i - 1])", "  }",
        "  return levels[levels.count - 1]", "}",
      ]),
    Helper(
      names: ["logOdds"],
      lines: [
        "/// The log-odds of a class against all others.",
        "private static func logOdds(_ z: [Double], _ label: Int) -> Double {",
        "  var others = z", "  others.remove(at: label)", "  let greatest = others.max() ?? 0",
        "  return z[label] - greatest - log(others.reduce(0) { $0 + exp($1 - greatest) })", "}",
      ]),
    Helper(
      names: ["normalized"],
      lines: [
        "/// Divided by the sum; equal shares where all are 0.",
        "private static func normalized(_ shares: [Double]) -> [Double] {",
        "  let sum = shares.reduce(0, +)",
        "  return shares.map { sum == 0 ? 1 / Double(shares.count) : $0 / sum }", "}",
      ]),
    Helper(
      names: ["softmax"],
      lines: [
        "private static func softmax(_ z: [Double], _ factor: Double) -> [Double] {",
        "  let greatest = z.max() ?? 0",
        "  let powers = z.map { exp(factor * ($0 - greatest)) }", "  let sum = powers.reduce(0, +)",
        "  return powers.map { $0 / sum }", "}",
      ]),
  ]
}
