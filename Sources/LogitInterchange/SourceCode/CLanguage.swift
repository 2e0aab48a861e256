import Logit

/// C's spelling of scoring functions.
struct CLanguage: SourceLanguage {
  let prefix: String
  let isEncoded: Bool

  var ownNames: [String] {
    (CHelpers.all("").map(\.name) + ["row", "class", "classes", "probabilities"]).map { "\(prefix)_\($0)" }
  }

  func literal(_ value: Double) -> String { value.isNaN ? "NAN" : value.sourceText }

  func string(_ text: String) -> String {
    var literal = "\""
    var before: UInt8 = 0
    for byte in text.utf8 {
      defer { before = byte }
      switch byte {
      // What begins or ends a comment elsewhere does neither in a text, but editors are not so sure.
      case UInt8(ascii: "/") where before == UInt8(ascii: "*"): literal += "\\057"
      case UInt8(ascii: "*") where before == UInt8(ascii: "/"): literal += "\\052"
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "?"):
        literal += "\\" + String(UnicodeScalar(byte))
      case 0x20..<0x7F: literal += String(UnicodeScalar(byte))
      default:
        // Three octal digits end by themselves, where hexadecimal ones would go on.
        let digits = String(byte, radix: 8)
        literal += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
      }
    }
    return literal + "\""
  }

  func comment(_ text: String) -> String { "/* \(SourceProvenance.text(text)) */" }

  func call(_ function: CodeFunction, _ argument: String) -> String {
    "\(function == .abs ? "fabs" : function.rawValue)(\(argument))"
  }

  func power(_ base: String, _ exponent: String) -> String { "pow(\(base), \(exponent))" }

  func finite(_ value: String) -> String { "\(prefix)_present(\(value), \(literal(.nan)))" }

  func present(_ input: InputName, _ kind: CodeInput.Kind, _ replacement: String) -> String {
    isEncoded ? "x[\(input.place)]" : "\(prefix)_present(row->\(input.identifier), \(replacement))"
  }

  func isMissing(_ input: InputName, _ kind: CodeInput.Kind) -> String {
    "\(prefix)_is_missing(row->\(input.identifier))"
  }

  func number(_ name: String, _ value: String) -> [String] { ["const double \(name) = \(value);"] }

  func sum(_ name: String, _ constant: String, _ terms: [(value: String, of: String)]) -> [String] {
    // In groups, so that a processor need not wait for one addition to begin with the next.
    let groups = stride(from: 0, to: terms.count, by: 4).map { start in
      let group = terms[start..<min(start + 4, terms.count)].map(\.value).joined(separator: "\n      + ")
      return "(\(group.replacingScalars("+ -", with: "- ")))"
    }
    guard !groups.isEmpty else { return ["const double \(name) = \(constant);"] }
    return "const double \(name) = \(constant)\n    + \(tree(groups[...]));".split(separator: "\n").map(
      String.init)
  }

  /// Sums of sums, so that their depth grows with the logarithm of their number.
  private func tree(_ groups: ArraySlice<String>) -> String {
    guard groups.count > 1 else { return groups.first ?? "" }
    let middle = groups.startIndex + groups.count / 2
    return "(\(tree(groups[..<middle]))\n    + \(tree(groups[middle...])))"
  }

  func given(_ input: InputName) -> String? { "row->\(input.identifier)" }

  func carefully(
    _ sums: [String], fast: [[String]], numbers: [String], careful: [[String]]
  ) -> [String] {
    // The sums are variables, which are worked out anew.
    let first = fast.flatMap { lines in
      ["double" + lines[0].dropFirst("const double".count)] + lines.dropFirst()
    }
    let again = careful.flatMap { lines in
      [String(lines[0].dropFirst("const double ".count))] + lines.dropFirst()
    }
    return first + ["if (!isfinite(\(sums.joined(separator: " + ")))) { /* a number is missing */"]
      + (numbers + again).map { "  \($0)" } + ["}"]
  }

  func vector(_ name: String, _ values: [String]) -> [String] {
    guard name != "x" || !isEncoded else { return [] }
    return ["const double \(name)[\(values.count)] = {"] + values.map { "  \($0)," } + ["};"]
  }

  func layer(
    _ name: String, of vector: String, kernel: String, bias: String, count: Int, _ activation: CodeActivation
  ) -> [String] {
    let lines = [
      "double \(name)[\(count)];",
      "\(prefix)_dense(\(vector), sizeof \(kernel) / sizeof *\(kernel), &\(kernel)[0][0], \(bias), \(count), \(name));",
    ]
    guard activation != .linear else { return lines }
    return lines + ["for (int i = 0; i < \(count); i++) \(name)[i] = \(activation.c("\(name)[i]"));"]
  }

  func choice(_ name: String, _ choice: CodeChoice, _ input: InputName, _ kind: CodeInput.Kind) -> [String] {
    let value = "row->\(input.identifier)"
    var lines = ["int \(name) = \(choice.other); \(comment(input.column))"]
    switch choice.cases {
    case .texts(let texts):
      lines.append("if (!\(value)) \(name) = \(choice.missing);")
      for (text, place) in zip(texts, choice.places) {
        lines.append("else if (!strcmp(\(value), \(string(text)))) \(name) = \(place);")
      }
      for word in choice.missingWords where !texts.contains(word) {
        lines.append("else if (!strcmp(\(value), \(string(word)))) \(name) = \(choice.missing);")
      }
    case .numbers(let numbers):
      lines.append("if (!isfinite(\(value))) \(name) = \(choice.missing);")
      for (number, place) in zip(numbers, choice.places) {
        lines.append("else if (\(value) == \(number.sourceText)) \(name) = \(place);")
      }
      if choice.fraction != choice.other {
        lines.append("else if (\(value) != floor(\(value))) \(name) = \(choice.fraction);")
      }
    case .boundaries(let boundaries):
      lines.append("if (!isfinite(\(value))) \(name) = \(choice.missing);")
      for (place, boundary) in boundaries.enumerated() {
        lines.append("else if (\(value) < \(boundary.sourceText)) \(name) = \(place);")
      }
      lines.append("else \(name) = \(boundaries.count);")
    }
    return lines
  }

  func list(_ name: String, _ values: [Double]) -> [String] {
    [
      "static const double \(name)[\(values.count)] = {\(values.map { literal($0) }.joined(separator: ", "))};"
    ]
  }

  func matrix(_ name: String, _ rows: [[Double]]) -> [String] {
    ["static const double \(name)[\(rows.count)][\(rows[0].count)] = {"]
      + rows.map { "  {\($0.map { literal($0) }.joined(separator: ", "))}," } + ["};"]
  }

  func head(_ head: CodeHead, sums: HeadSums) -> [String] {
    var lines: [String] = []
    let count = head.classNames.count
    if head.isBinary {
      let z = if case .numbers(let names) = sums { names[0] } else { "z[0]" }
      let probability: String
      switch head.adjustment?.calibration {
      case nil: probability = "\(prefix)_sigmoid(\(z))"
      case .temperature(let scaling)?:
        probability = "\(prefix)_sigmoid(\(literal(1 / scaling.temperature)) * \(z))"
      case .platt(let curves)?:
        probability =
          "\(prefix)_sigmoid(\(literal(curves[0].slope)) * \(z) + \(literal(curves[0].intercept)))"
      case .isotonic(let curves)?:
        lines += corners(curves[0].scores, curves[0].probabilities, "")
        probability = "\(prefix)_interpolate(scores, shares, \(curves[0].scores.count), \(z))"
      }
      lines += ["const double p = \(probability);"]
      guard let ratios = head.ratios else {
        return lines + ["probabilities[0] = 1.0 - p;", "probabilities[1] = p;"]
      }
      return lines + [
        "/* the true shares of classes */",
        "const double total = \(literal(ratios[0])) * (1.0 - p) + \(literal(ratios[1])) * p;",
        "probabilities[1] = \(literal(ratios[1])) * p / total;", "probabilities[0] = 1.0 - probabilities[1];",
      ]
    }
    if case .numbers(let names) = sums {
      lines.append("const double z[\(count)] = {\(names.joined(separator: ", "))};")
    }
    lines += classes(head, count)
    if let ratios = head.ratios {
      lines += [
        "/* the true shares of classes */",
        "static const double ratios[\(count)] = {\(ratios.map { literal($0) }.joined(separator: ", "))};",
        "for (int i = 0; i < \(count); i++) probabilities[i] *= ratios[i];",
        "\(prefix)_normalize(probabilities, \(count));",
      ]
    }
    return lines
  }

  /// The probabilities of several classes, calibrated.
  private func classes(_ head: CodeHead, _ count: Int) -> [String] {
    switch head.adjustment?.calibration {
    case nil: return ["\(prefix)_softmax(z, \(count), 1.0, probabilities);"]
    case .temperature(let scaling)?:
      return ["\(prefix)_softmax(z, \(count), \(literal(1 / scaling.temperature)), probabilities);"]
    case .platt(let curves)?:
      return curves.enumerated().map { label, curve in
        "probabilities[\(label)] = \(prefix)_sigmoid("
          + "\(literal(curve.slope)) * \(prefix)_log_odds(z, \(count), \(label)) + \(literal(curve.intercept)));"
      } + ["\(prefix)_normalize(probabilities, \(count));"]
    case .isotonic(let curves)?:
      return curves.enumerated().flatMap { label, curve in
        corners(curve.scores, curve.probabilities, "_\(label)") + [
          "probabilities[\(label)] = \(prefix)_interpolate(scores_\(label), shares_\(label), "
            + "\(curve.scores.count), \(prefix)_log_odds(z, \(count), \(label)));"
        ]
      } + ["\(prefix)_normalize(probabilities, \(count));"]
    }
  }

  private func corners(_ scores: [Double], _ shares: [Double], _ suffix: String) -> [String] {
    list("scores\(suffix)", scores) + list("shares\(suffix)", shares)
  }
}

extension CodeActivation {
  fileprivate func c(_ z: String) -> String {
    formula(z, exp: "exp", expm1: "expm1", log1p: "log1p", tanh: "tanh", abs: "fabs")
  }

  /// The activation as an expression of languages with `? :`. No comparison with NaN is true, so that what
  /// is chosen then must be NaN, too: a row that the model refuses must not get a number here.
  func formula(_ z: String, exp: String, expm1: String, log1p: String, tanh: String, abs: String) -> String {
    switch self {
    case .linear: z
    case .relu: "\(z) < 0 ? 0 : \(z)"
    case .relu6: "\(z) > 6 ? 6 : \(z) < 0 ? 0 : \(z)"
    case .leakyReLU(let slope): "\(z) > 0 ? \(z) : \(slope.sourceText) * \(z)"
    case .sigmoid: "1 / (1 + \(exp)(-\(z)))"
    case .hardSigmoid: "\(z) > 3 ? 1 : \(z) < -3 ? 0 : \(z) / 6 + 0.5"
    case .tanh: "\(tanh)(\(z))"
    case .elu: "\(z) > 0 ? \(z) : \(expm1)(\(z))"
    case .selu: "\(z) > 0 ? 1.0507009873554805 * \(z) : 1.7580993408473766 * \(expm1)(\(z))"
    case .silu: "\(z) / (1 + \(exp)(-\(z)))"
    case .softplus: "(\(z) > 0 ? \(z) : 0) + \(log1p)(\(exp)(-\(abs)(\(z))))"
    case .softsign: "\(z) / (1 + \(abs)(\(z)))"
    case .exponential: "\(exp)(\(z))"
    }
  }
}

extension Double {
  /// The shortest text that reads back as the number, with a point or an exponent, so that it is a
  /// floating-point literal.
  var sourceText: String {
    let text = description
    return text.contains(".") || text.contains("e") || text.contains("n") ? text : text + ".0"
  }
}
