import Logit
import LogitData
import LogitFiles

/// The fields of a document of PMML: columns, and what is derived of them.
struct PMMLFields {
  static let supported =
    "RegressionModel and NeuralNetwork for classes; columns, Apply of + - * / with constants, NormContinuous of one "
    + "line, NormDiscrete, MapValues, `if` of a column's value, and values for missing ones"

  struct Column {
    let name: String
    let type: String
    let isCategorical: Bool
    /// The values that are listed.
    let values: [String]
  }

  let source: String
  let columns: [String: Column]
  /// The column of the classes; `nil` if there is none, or more than one.
  let target: String?
  private let derived: [String: XMLElement]
  /// What becomes of values besides.
  var rules = ColumnRules()
  /// The columns that have a value where an expression counts.
  var guarded: Set<String> = []
  /// The columns whose numbers are bounded.
  private(set) var bounded: [String] = []
  private var resolved: [String: ColumnSum] = [:]
  /// The derived fields that are being worked out.
  private var open: Set<String> = []
  private var depth = 0
  private var termCount = 0

  /// How many fields and expressions stand within each other at most, and how many terms all sums may have.
  private static let (mostNested, mostTerms) = (200, 1 << 24)

  init(_ root: XMLElement, _ model: XMLElement, source: String) throws {
    self.source = source
    var columns: [String: Column] = [:]
    for field in root.child("DataDictionary")?.children("DataField") ?? [] {
      guard let name = field["name"], columns[name] == nil else {
        throw Self.damaged(source, field, expected: "a name of its own", found: "none")
      }
      columns[name] = Column(
        name: name, type: field["dataType"] ?? "", isCategorical: field["optype"] != "continuous",
        values: field.children("Value").filter { $0["property"] ?? "valid" == "valid" }.compactMap {
          $0["value"]
        })
    }
    self.columns = columns
    rules.wholeNumbers = Set(columns.values.filter { $0.type == "integer" }.map(\.name))
    rules.truthValues = Set(columns.values.filter { $0.type == "boolean" }.map(\.name))
    rules.numbers = Set(columns.values.filter { !$0.isCategorical }.map(\.name)).union(rules.truthValues)
    let own = [root.child("TransformationDictionary"), model.child("LocalTransformations")].compactMap(\.self)
    var derived: [String: XMLElement] = [:]
    for field in own.flatMap({ $0.children("DerivedField") }) {
      if let name = field["name"] { derived[name] = field }
    }
    self.derived = derived
    let targets = Self.targets(of: model)
    target = targets.count == 1 ? targets.first : nil
    let mined = model.child("MiningSchema")?.children("MiningField") ?? []
    let treatments = Dictionary(mined.map { ($0["name"] ?? "", $0) }) { first, _ in first }
    for field in root.child("DataDictionary")?.children("DataField") ?? [] {
      guard let name = field["name"], !targets.contains(name) else { continue }
      try check(field, treatments[name])
    }
    for field in mined {
      guard let name = field["name"], let text = field["missingValueReplacement"] else { continue }
      guard let number = Double(text), columns[name]?.isCategorical == false else {
        throw unsupported("a text for missing values of \"\(name.shortened)\"")
      }
      rules.replacements[name] = number
    }
  }

  /// The names of the columns that a model predicts.
  static func targets(of model: XMLElement) -> Set<String> {
    let mined = model.child("MiningSchema")?.children("MiningField") ?? []
    return Set(mined.filter { ["target", "predicted"].contains($0["usageType"]) }.compactMap { $0["name"] })
  }

  /// Refuses what becomes of some values of a column before a model takes it.
  private mutating func check(_ field: XMLElement, _ mined: XMLElement?) throws {
    let name = (field["name"] ?? "").shortened
    for value in field.children("Value") {
      let property = value["property"] ?? "valid"
      guard property == "valid" else {
        throw unsupported("a value of \"\(name)\" that counts as \(property.shortened) (line \(value.line))")
      }
    }
    guard let mined else { return }
    if let outliers = mined["outliers"], outliers != "asIs" {
      throw unsupported(
        "outliers \"\(outliers.shortened)\" of the column \"\(name)\" (line \(mined.line))")
    }
    guard field["optype"] == "continuous", field.child("Interval") != nil || field.child("Value") != nil
    else { return }
    let treatment = mined["invalidValueTreatment"] ?? "returnInvalid"
    guard ["returnInvalid", "asIs"].contains(treatment) else {
      throw unsupported(
        "invalidValueTreatment \"\(treatment.shortened)\" of the column \"\(name)\" (line \(mined.line))")
    }
    if treatment == "returnInvalid" { bounded.append(name) }
  }

  /// What a user should know of the columns.
  ///
  /// - Parameter hasCategories: Whether any is one of categories.
  func notes(hasCategories: Bool) -> [String] {
    var notes: [String] = []
    if hasCategories {
      notes.append("Categories that the file does not name count as it says of unknown ones, or for nothing.")
    }
    if !bounded.isEmpty {
      notes.append(
        "Numbers outside of the intervals of \(DataError.list(bounded)) are predicted like others.")
    }
    return notes
  }

  func unsupported(_ item: String) -> InterchangeError {
    .unsupported(source: source, item: item, supported: Self.supported)
  }

  static func damaged(
    _ source: String, _ element: XMLElement, expected: String, found: String
  ) -> FileError {
    .damaged(
      source: source, item: "<\(element.name)> in line \(element.line)", expected: expected, found: found,
      remedy: "the file is damaged or of another kind, so use another one")
  }

  /// A finite number of an attribute.
  func number(_ element: XMLElement, _ attribute: String, default usual: Double? = nil) throws -> Double {
    guard let text = element[attribute] else {
      if let usual { return usual }
      throw Self.damaged(source, element, expected: "a number for \(attribute)", found: "none")
    }
    guard let number = Double(text), number.isFinite else {
      throw Self.damaged(
        source, element, expected: "a number for \(attribute)", found: "\"\(text.shortened.onOneLine)\"")
    }
    return number
  }

  // MARK: Values

  /// What a field is.
  mutating func sum(of name: String, _ element: XMLElement) throws -> ColumnSum {
    if let known = resolved[name] { return try counted(known, element) }
    if let field = derived[name] {
      guard open.insert(name).inserted, let expression = field.children.last else {
        throw Self.damaged(
          source, field, expected: "a value that is made of other fields",
          found: "one made of itself, or none")
      }
      let sum = try self.sum(expression)
      open.remove(name)
      resolved[name] = sum
      return sum
    }
    guard let column = columns[name] else {
      throw Self.damaged(source, element, expected: "a field that exists", found: "\"\(name.shortened)\"")
    }
    guard ["double", "float", "integer"].contains(column.type) else {
      throw unsupported("the field \"\(name.shortened)\" of the type \(column.type) as a number")
    }
    return ColumnSum(.number(name))
  }

  /// The sum, if all so far do not have more terms than a model can need.
  private mutating func counted(_ sum: ColumnSum, _ element: XMLElement) throws -> ColumnSum {
    termCount += sum.sources.count
    guard termCount <= Self.mostTerms else {
      throw unsupported("sums of more than \(Self.mostTerms) terms (line \(element.line))")
    }
    return sum
  }

  /// What an expression is.
  mutating func sum(_ expression: XMLElement) throws -> ColumnSum {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.mostNested else {
      throw unsupported(
        "more than \(Self.mostNested) fields and expressions within each other (line \(expression.line))")
    }
    let sum = try counted(value(of: expression), expression)
    rules.noteScale(of: sum)
    return sum
  }

  private mutating func value(of expression: XMLElement) throws -> ColumnSum {
    switch expression.name {
    case "Constant":
      guard let number = Double(expression.text.trimmed), number.isFinite else {
        throw Self.damaged(
          source, expression, expected: "a number", found: expression.text.shortened.onOneLine)
      }
      return ColumnSum(constant: number)
    case "FieldRef":
      let name = try self.name(expression)
      if let missing = expression["mapMissingTo"] { try replace(name, by: missing, expression) }
      return try sum(of: name, expression)
    case "Apply": return try apply(expression)
    case "NormContinuous": return try line(expression)
    case "NormDiscrete":
      guard let value = expression["value"] else {
        throw Self.damaged(source, expression, expected: "a value", found: "none")
      }
      if let missing = expression["mapMissingTo"], Double(missing) != 0 {
        throw unsupported("mapMissingTo of NormDiscrete (line \(expression.line))")
      }
      let name = try self.name(expression)
      // Without a number for missing values the result is missing.
      if expression["mapMissingTo"] == nil { rules.refusesMissing.insert(name) }
      return try ColumnSum(category(name, value, expression))
    case "MapValues": return try map(expression)
    default: throw unsupported("<\(expression.name)> (line \(expression.line))")
    }
  }

  private func name(_ element: XMLElement) throws -> String {
    guard let name = element["field"] ?? element["name"] else {
      throw Self.damaged(source, element, expected: "the name of a field", found: "none")
    }
    return name
  }

  private mutating func replace(_ name: String, by text: String, _ element: XMLElement) throws {
    guard let number = Double(text), number.isFinite, columns[name] != nil,
      rules.replacements[name] ?? number == number
    else { throw unsupported("mapMissingTo of the field \"\(name.shortened)\" (line \(element.line))") }
    rules.replacements[name] = number
  }

  /// An indicator of a column's value.
  mutating func category(_ name: String, _ value: String, _ element: XMLElement) throws -> ColumnSum.Source {
    guard let column = columns[name] else {
      throw Self.damaged(source, element, expected: "a column", found: "\"\(name.shortened)\"")
    }
    guard ["string", "integer", "double"].contains(column.type) else {
      throw unsupported("the column \"\(name.shortened)\" of the type \(column.type) as a category")
    }
    guard column.type != "string" else { return .category(name, value: value) }
    rules.wholeNumbers.insert(name)
    guard let number = Int(value) ?? Double(value).flatMap({ Int(exactly: $0) }) else {
      throw Self.damaged(
        source, element, expected: "a whole number, as the column \"\(name.shortened)\" holds them",
        found: "\"\(value.shortened.onOneLine)\"")
    }
    return .category(name, value: "\(number)")
  }

  private mutating func apply(_ element: XMLElement) throws -> ColumnSum {
    let function = element["function"] ?? ""
    if function == "if", let sum = try conditional(element) { return sum }
    guard ["+", "-", "*", "/"].contains(function), element.children.count == 2,
      element["mapMissingTo"] == nil, element["defaultValue"] == nil
    else { throw unsupported("the function \"\(function.shortened)\" (line \(element.line))") }
    var (left, right) = (try sum(element.children[0]), try sum(element.children[1]))
    switch function {
    case "+": left.add(right)
    case "-": left.add(right, times: -1)
    case "*" where right.isConstant: left = left.times(right.constant)
    case "*" where left.isConstant: (left, right) = (right.times(left.constant), left)
    case "/" where right.isConstant && right.constant != 0: left = left.times(1 / right.constant)
    default: throw unsupported("the function \"\(function)\" of two columns (line \(element.line))")
    }
    return left
  }

  /// A number on a straight line.
  private mutating func line(_ element: XMLElement) throws -> ColumnSum {
    let norms = element.children("LinearNorm")
    guard norms.count == 2, element["outliers"] ?? "asIs" == "asIs" else {
      throw unsupported("a NormContinuous that is no straight line (line \(element.line))")
    }
    let (x, y) = (
      try norms.map { try number($0, "orig") }, try norms.map { try number($0, "norm") }
    )
    guard x[0] != x[1] else {
      throw Self.damaged(source, element, expected: "two points of a line", found: "one twice")
    }
    let slope = (y[1] - y[0]) / (x[1] - x[0])
    let field = try name(element)
    if let missing = element["mapMissingTo"] {
      guard slope != 0, let number = Double(missing) else {
        throw unsupported("mapMissingTo of NormContinuous (line \(element.line))")
      }
      try replace(field, by: "\(x[0] + (number - y[0]) / slope)", element)
    }
    var sum = try self.sum(of: field, element).times(slope)
    sum.constant += y[0] - slope * x[0]
    return sum
  }

  /// A number for each value of a column.
  private mutating func map(_ element: XMLElement) throws -> ColumnSum {
    guard let output = element["outputColumn"], let table = element.child("InlineTable"),
      element.children("FieldColumnPair").count == 1, let pair = element.child("FieldColumnPair"),
      let field = pair["field"], let column = pair["column"]
    else { throw unsupported("a MapValues of several columns (line \(element.line))") }
    // A row without a result is refused.
    let (hasOther, hasMissing) = (element["defaultValue"] != nil, element["mapMissingTo"] != nil)
    if !hasOther { rules.refusesUnknown.insert(field) }
    if !hasMissing { rules.refusesMissing.insert(field) }
    let other = try number(element, "defaultValue", default: 0)
    var sum = ColumnSum(constant: other)
    if hasMissing {
      sum.add(.missing(field), try number(element, "mapMissingTo") - other)
    }
    for row in table.children("row") {
      guard let key = row.child(column)?.text, let text = row.child(output)?.text,
        let weight = Double(text.trimmed), weight.isFinite
      else { throw Self.damaged(source, row, expected: "a value and a number", found: "others") }
      sum.add(try category(field, key, row), weight - other)
    }
    return sum
  }
}

extension String {
  /// The text without blanks around it.
  fileprivate var trimmed: String {
    let scalars = unicodeScalars.drop { $0.properties.isWhitespace }
    var kept = Substring(scalars)
    while let last = kept.unicodeScalars.last, last.properties.isWhitespace {
      kept.unicodeScalars.removeLast()
    }
    return String(kept)
  }
}
