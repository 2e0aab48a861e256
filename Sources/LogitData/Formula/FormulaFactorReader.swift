import LogitFiles

/// Makes factors of what a formula's functions and names stand for.
struct FormulaFactorReader {
  /// The formula, for messages.
  let formula: String
  /// The columns that may be used; `nil` for any.
  private let columns: [String]?
  private let known: Set<String>
  /// Columns that may not be used, and what they are instead.
  private let taken: [String: String]

  /// How deep a number's expression may be: deeper ones come from no person.
  private static let largestDepth = 200
  /// The most columns of a polynomial or a spline.
  static let largestCount = 1000

  /// The functions that are offered, as messages tell them.
  static let functions = [
    "log", "log2", "log10", "exp", "sqrt", "abs", "scale", "center", "I", "poly", "bs", "C", "Q",
  ]

  init(formula: String, columns: [String]? = nil, taken: [String: String] = [:]) {
    (self.formula, self.columns, self.taken) = (formula, columns, taken)
    known = Set(columns ?? [])
  }

  /// Where characters of the formula stand.
  func place(_ characters: Range<Int>) -> FormulaPlace {
    FormulaPlace(formula: formula, characters: characters)
  }

  func error(_ characters: Range<Int>, _ message: String) -> FormulaError {
    place(characters).error(.sentence(message))
  }

  /// A column, if it may be used.
  func column(_ name: String, _ place: Range<Int>) throws -> String {
    if let reason = taken[name] {
      throw error(place, "\"\(name.shortened)\" \(reason); remove it here.")
    }
    guard let columns, !known.contains(name) else { return name }
    throw self.place(place).error(.unknownColumn(name, isPredictor: true, known: columns))
  }

  /// The factor that a name or function is.
  func factor(_ node: FormulaNode) throws -> FormulaFactor {
    if case .name(let name) = node.kind {
      return FormulaFactor(name: name, kind: .column(try column(name, node.place)), place: place(node.place))
    }
    guard case .call(let call) = node.kind else {
      throw error(node.place, "A column or a function of columns is needed here.")
    }
    switch call.function {
    case "Q":
      let name = try column(try quotedName(call, node.place), node.place)
      return FormulaFactor(name: name, kind: .column(name), place: place(node.place))
    case "C": return try category(call, node.place)
    case "poly": return try polynomial(call, node.place)
    case "bs": return try spline(call, node.place)
    default:
      let value = try number(node)
      return FormulaFactor(name: call.text, kind: .number(value), place: place(node.place))
    }
  }

  /// The column of `Q("body mass")`.
  private func quotedName(_ call: FormulaCall, _ place: Range<Int>) throws -> String {
    guard call.arguments.count == 1, call.arguments[0].label == nil,
      case .text(let name) = call.arguments[0].value.kind
    else { throw error(place, "Q takes the name of a column in quotes, Q(\"body mass\").") }
    return name
  }

  /// `C(x)`, `C(x, "reference")`
  private func category(_ call: FormulaCall, _ place: Range<Int>) throws -> FormulaFactor {
    guard let first = call.arguments.first, first.label == nil, let name = first.value.columnName else {
      throw error(
        call.arguments.first?.value.place ?? place, "C takes a column, C(x) or C(x, \"reference\"); name one."
      )
    }
    let column = try column(name, first.value.place)
    guard call.arguments.count > 1 else {
      return FormulaFactor(name: column, kind: .category(column, reference: nil), place: self.place(place))
    }
    let second = call.arguments[1].value
    guard call.arguments.count == 2, call.arguments[1].label == nil, let reference = second.level else {
      throw error(
        second.place.lowerBound..<call.arguments[call.arguments.count - 1].value.place.upperBound,
        "The second argument of C is the reference level, C(\(column.formulaName), \"reference\"); other contrasts "
          + "are not offered.")
    }
    return FormulaFactor(
      name: column, kind: .category(column, reference: reference), place: self.place(place))
  }

  /// `poly(x, 3)`, `poly(x, 3, raw = TRUE)`
  private func polynomial(_ call: FormulaCall, _ place: Range<Int>) throws -> FormulaFactor {
    let known = ["x", "degree", "raw"]
    let arguments = try arguments(of: call, place, known: known, positional: ["x", "degree"])
    guard let x = arguments["x"] else { throw error(place, "poly needs a column and a degree, poly(x, 2).") }
    let degree = try count(arguments["degree"], "The degree of poly", "poly(x, 2)", in: 1...100, place)
    var isRaw = false
    if let raw = arguments["raw"] {
      guard case .name(let word) = raw.kind, let value = word.truthValue else {
        throw error(raw.place, "raw is TRUE or FALSE.")
      }
      isRaw = value
    }
    return FormulaFactor(
      name: call.text, kind: .polynomial(try number(x), degree: degree, isRaw: isRaw),
      place: self.place(place))
  }

  /// `bs(x, 5)`, `bs(x, df = 5)`
  private func spline(_ call: FormulaCall, _ place: Range<Int>) throws -> FormulaFactor {
    let arguments = try arguments(of: call, place, known: ["x", "df", "degree"], positional: ["x", "df"])
    guard let x = arguments["x"] else {
      throw error(place, "bs needs a column and the number of columns to make, bs(x, 5).")
    }
    if let degree = arguments["degree"], degree.kind != .number(3) {
      throw error(degree.place, "Splines are cubic: another degree than 3 is not offered.")
    }
    let count = try count(arguments["df"], "df of bs", "bs(x, 5)", in: 3...Self.largestCount, place)
    return FormulaFactor(
      name: call.text, kind: .spline(try number(x), count: count), place: self.place(place))
  }

  /// The arguments by their labels.
  private func arguments(
    of call: FormulaCall, _ place: Range<Int>, known: [String], positional: [String]
  ) throws -> [String: FormulaNode] {
    var found: [String: FormulaNode] = [:]
    for argument in call.arguments {
      let free = positional.first { found[$0] == nil }
      guard let label = argument.label ?? free, known.contains(label), found[label] == nil else {
        let name = argument.label.map { "\"\($0)\"" } ?? "Another argument"
        throw error(
          argument.value.place,
          "\(name) is not offered in \(call.function), which takes \(known.joined(separator: ", ")).")
      }
      found[label] = argument.value
    }
    return found
  }

  private func count(
    _ node: FormulaNode?, _ name: String, _ example: String, in range: ClosedRange<Int>, _ place: Range<Int>
  ) throws -> Int {
    guard let node, case .number(let number) = node.bare.kind, let count = Int(exactly: number),
      range.contains(count)
    else {
      throw error(
        node?.place ?? place,
        "\(name) is a whole number from \(range.lowerBound) to \(range.upperBound), as in \(example).")
    }
    return count
  }
}

// MARK: - Numbers

extension FormulaFactorReader {
  /// The number that a part of a formula is worked out as.
  func number(_ node: FormulaNode) throws -> NumericExpression {
    let expression = try value(node)
    guard expression.depth <= Self.largestDepth else {
      throw error(
        node.place,
        "More than \(Self.largestDepth) numbers are worked out of each other here; make a column of part.")
    }
    return expression
  }

  private func value(_ node: FormulaNode) throws -> NumericExpression {
    switch node.kind {
    case .name(let name): return .column(try column(name, node.place))
    case .number(let number): return .number(number)
    case .group(let inner): return try value(inner)
    case .negative(let inner): return .negative(try value(inner))
    case .power(let base, let exponent): return .operation(.power, try value(base), try value(exponent))
    case .chain(let first, let links):
      guard links.count < Self.largestDepth else {
        throw error(
          node.place,
          "More than \(Self.largestDepth) numbers are worked out of each other here; make a column of part.")
      }
      return try links.reduce(try value(first)) { left, link in
        guard let mark = NumericOperator(rawValue: link.mark) else {
          throw error(
            link.place,
            "\"\(link.mark)\" makes products of terms; within a function write * for a product of numbers.")
        }
        return .operation(mark, left, try value(link.node))
      }
    case .call(let call): return try value(call, node.place)
    case .text:
      throw error(node.place, "A text in quotes is no number; put the name of a column in backquotes (`).")
    case .all: throw error(node.place, "\".\" stands for several columns; name one within a function.")
    }
  }

  private func value(_ call: FormulaCall, _ place: Range<Int>) throws -> NumericExpression {
    switch call.function {
    case "Q": return .column(try column(try quotedName(call, place), place))
    case "I": return try value(try only(call, place))
    case "scale": return .scale(try value(try only(call, place)), divides: true)
    case "center": return .scale(try value(try only(call, place)), divides: false)
    case "poly", "bs", "C":
      throw error(
        call.functionPlace, "\(call.function) is a term of its own and cannot stand within a function.")
    default:
      guard let function = NumericFunction(rawValue: call.function) else { throw unknownFunction(call) }
      return .call(function, try value(try only(call, place)))
    }
  }

  /// The only argument of a function.
  private func only(_ call: FormulaCall, _ place: Range<Int>) throws -> FormulaNode {
    guard call.arguments.count == 1, call.arguments[0].label == nil else {
      let hint =
        call.function == "log" && call.arguments.count == 2 ? "; log2 and log10 have other bases" : ""
      throw error(place, "\(call.function) takes one number, \(call.function)(x)\(hint).")
    }
    return call.arguments[0].value
  }

  private func unknownFunction(_ call: FormulaCall) -> FormulaError {
    let column = call.arguments.lazy.compactMap(\.value.columnName).first
    if let model = OtherModel(function: call.function) {
      return place(call.functionPlace).error(.otherModel(model, column: column))
    }
    if let use = RegressionColumnUse(rawValue: call.function) {
      return place(call.functionPlace).error(.use(use, function: call.function, column: column))
    }
    return error(call.functionPlace, Self.reason(against: call.function))
  }

  /// Why a function is not offered, and what is.
  private static func reason(against name: String) -> String {
    switch name {
    case "factor", "as.factor", "ordered", "as.ordered":
      return "\(name) is called C here; write C(x), or C(x, \"reference\")."
    case "Treatment", "Sum", "Poly", "Helmert", "Diff", "contr.treatment", "contr.sum", "relevel":
      return "\(name) is not offered: categories have a reference; write C(x, \"reference\")."
    case "s", "te", "ti", "t2", "lo":
      return "Smooth terms, \(name)(), are not offered; write bs(x, df) or poly(x, k)."
    case "ns", "cr", "cc", "rcs": return "\(name)() is not offered; write bs(x, df), or poly(x, k)."
    case "cbind":
      return "cbind stands before ~ only, for an outcome of counts; write the columns with + between."
    default: break
    }
    let last = name.split(separator: ".").last.map(String.init) ?? name
    if last != name, functions.contains(last) { return "\(name) is called \(last) here; write \(last)(x)." }
    if ["ln", "standardize", "absolute"].contains(last) {
      return "\(name) is called \(["ln": "log", "standardize": "scale"][last] ?? "abs") here."
    }
    let nearest = last.nearest(among: functions)
    return "There is no function \"\(name.shortened)\"\(nearest.suggestion)"
      + (nearest != nil ? "" : " The functions are \(functions.joined(separator: ", ")).")
  }
}

extension OtherModel {
  /// The model that a function of R's packages belongs to.
  init?(function: String) {
    switch function {
    case "probit", "cloglog", "cauchit", "loglog": self = .link
    case "strata", "stratum", "matched", "clogit": self = .conditional
    case "frailty", "random", "ranef", "re": self = .mixed
    case "svydesign", "svyglm", "svy", "survey": self = .survey
    case "mi", "mice", "imp", "imputed": self = .imputations
    default: return nil
    }
  }
}

extension FormulaNode {
  /// The column that it names, if it is nothing but a column.
  var columnName: String? {
    let node = bare
    if case .name(let name) = node.kind { return name }
    guard case .call(let call) = node.kind, call.function == "Q", call.arguments.count == 1,
      call.arguments[0].label == nil, case .text(let name) = call.arguments[0].value.kind
    else { return nil }
    return name
  }

  /// The level that it names.
  fileprivate var level: String? {
    switch bare.kind {
    case .text(let text): text
    case .number(let number): number.shortText
    case .negative(let inner): inner.level.map { "-" + $0 }
    case .name(let word): word.truthValue.map { "\($0)" }
    default: nil
    }
  }
}

extension String {
  /// What R's and Python's words for truth values mean.
  fileprivate var truthValue: Bool? {
    switch self {
    case "TRUE", "True", "true", "T": true
    case "FALSE", "False", "false", "F": false
    default: nil
    }
  }
}
