// Numbers by a condition: `if` of whether a column has a value, of what its value is, or of whether a number is
// finite.

extension PMMLFields {
  /// What an `if` is; `nil` for a condition that no sum of columns can say.
  mutating func conditional(_ element: XMLElement) throws -> ColumnSum? {
    guard element["mapMissingTo"] == nil, element["defaultValue"] == nil,
      let test = element.children.first, test.name == "Apply", test["mapMissingTo"] == nil,
      (2...3).contains(element.children.count)
    else { return nil }
    let (then, otherwise) = (element.children[1], element.children.dropFirst(2).first)
    switch test["function"] {
    case "isMissing":
      guard let otherwise else { return nil }
      return try presence(test, there: otherwise, absent: then)
    case "isNotMissing": return try presence(test, there: then, absent: otherwise)
    case "equal": return try equality(test, equal: then, other: otherwise)
    case "notEqual":
      if let otherwise, let sum = try wholeNumber(test, otherwise) { return sum }
      return try otherwise.flatMap { try equality(test, equal: $0, other: then) }
    case "lessOrEqual": return otherwise == nil ? try finite(test, then) : nil
    default: return nil
    }
  }

  /// The column that a test of presence is about.
  private func column(_ test: XMLElement) -> String? {
    guard test.children.count == 1, let name = reference(test.children[0]), columns[name] != nil else {
      return nil
    }
    return name
  }

  /// The field that an expression is, without a number for missing ones.
  private func reference(_ element: XMLElement) -> String? {
    element.name == "FieldRef" && element["mapMissingTo"] == nil ? element["field"] : nil
  }

  // MARK: Presence

  /// One number where a column has no value, and another elsewhere.
  ///
  /// - Parameter absent: `nil` where the result is missing without a value.
  private mutating func presence(
    _ test: XMLElement, there: XMLElement, absent: XMLElement?
  ) throws -> ColumnSum? {
    guard let name = column(test) else { return nil }
    guard let absent else { return try self.sum(there) }
    let wasGuarded = !guarded.insert(name).inserted
    var sum = try self.sum(there)
    if !wasGuarded { guarded.remove(name) }
    guard let replacement = try self.sum(absent).withoutValue(of: name) else { return nil }
    if sum.sources == [.number(name)], let slope = sum.weights[.number(name)], slope != 0 {
      let number = (replacement - sum.constant) / slope
      guard number.isFinite, rules.replacements[name] ?? number == number else { return nil }
      rules.replacements[name] = number
      return sum
    }
    guard let own = sum.withoutValue(of: name) else { return nil }
    sum.add(.missing(name), replacement - own)
    return sum
  }

  // MARK: Values

  /// One number where a column has a value, and another elsewhere.
  private mutating func equality(
    _ test: XMLElement, equal: XMLElement, other: XMLElement?
  ) throws -> ColumnSum? {
    guard let other, test.children.count == 2, let name = reference(test.children[0]),
      let column = columns[name], test.children[1].name == "Constant"
    else { return nil }
    let (then, otherwise) = (try self.sum(equal), try self.sum(other))
    guard then.isConstant, otherwise.isConstant else { return nil }
    let difference = then.constant - otherwise.constant
    let value = test.children[1].text
    guard column.type == "boolean" else {
      if !guarded.contains(name) { rules.refusesMissing.insert(name) }
      var sum = ColumnSum(constant: otherwise.constant)
      sum.add(try category(name, value, test), difference)
      return sum
    }
    // A truth value is the number 0 or 1.
    guard ["true", "false"].contains(value) else { return nil }
    let isTrue = value == "true"
    var sum = ColumnSum(constant: isTrue ? otherwise.constant : then.constant)
    sum.add(.number(name), isTrue ? difference : -difference)
    return sum
  }

  /// What is made of whole numbers, where others have a number of their own: they count as unknown.
  private mutating func wholeNumber(_ test: XMLElement, _ whole: XMLElement) throws -> ColumnSum? {
    guard test.children.count == 2, let name = reference(test.children[0]), columns[name] != nil,
      test.children[1].name == "Apply", test.children[1]["function"] == "floor",
      test.children[1].children.count == 1, reference(test.children[1].children[0]) == name
    else { return nil }
    let sum = try self.sum(whole)
    return sum.sources.contains(.number(name)) ? nil : sum
  }

  /// A number that is refused where it is infinite, as all are.
  private mutating func finite(_ test: XMLElement, _ value: XMLElement) throws -> ColumnSum? {
    guard test.children.count == 2, test.children[0].name == "Apply",
      test.children[0]["function"] == "abs", test.children[0].children.count == 1,
      let field = reference(value), reference(test.children[0].children[0]) == field,
      test.children[1].name == "Constant", Double(test.children[1].text) == .greatestFiniteMagnitude
    else { return nil }
    return try sum(value)
  }
}

extension ColumnSum {
  /// The sum where a column has no value; `nil` if there are other columns in it, or the column's number.
  fileprivate func withoutValue(of name: String) -> Double? {
    var value = constant
    for source in sources {
      switch source {
      case .category(name, _): continue
      case .missing(name): value += weights[source] ?? 0
      default: return nil
      }
    }
    return value
  }
}
