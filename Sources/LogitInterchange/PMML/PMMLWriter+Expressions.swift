// What a number is worked out by, in PMML's words. An expression without a value is missing, which makes the
// whole result missing: so rows are refused.

extension PMMLWriter {
  static func apply(_ function: String, _ arguments: [XMLElement]) -> XMLElement {
    XMLElement("Apply", ["function": function], arguments)
  }

  static func constant(_ value: Double) -> XMLElement {
    XMLElement("Constant", ["dataType": "double"], text: text(value))
  }

  mutating func expression(_ number: CodeNumber, _ code: ScoringCode) -> XMLElement {
    switch number {
    case .constant(let value): return Self.constant(value)
    case .input(let input): return XMLElement("FieldRef", ["field": code.inputs[input].name])
    case .present(let input, let replacement): return present(input, replacement, code)
    case .isMissing(let input):
      let field = XMLElement("FieldRef", ["field": code.inputs[input].name])
      return Self.apply("if", [Self.apply("isMissing", [field]), Self.constant(1), Self.constant(0)])
    case .step(let step): return XMLElement("FieldRef", ["field": field(ofStep: step)])
    case .entry(let step, let entries): return entry(step, entries, code)
    case .sum(let parts): return joined("+", parts, code)
    case .product(let parts): return joined("*", parts, code)
    case .quotient(let a, let b): return Self.apply("/", [expression(a, code), expression(b, code)])
    case .power(let a, let b): return Self.apply("pow", [expression(a, code), expression(b, code)])
    case .call(.log2, let inner):
      return Self.apply(
        "/", [Self.apply("ln", [expression(inner, code)]), Self.constant(0.6931471805599453)])
    case .call(let function, let inner):
      return Self.apply(function == .log ? "ln" : function.rawValue, [expression(inner, code)])
    case .finite(let inner):
      let field = derive("value", expression(inner, code))
      let value = XMLElement("FieldRef", ["field": field])
      let largest = Self.constant(Double.greatestFiniteMagnitude)
      return Self.apply(
        "if", [Self.apply("lessOrEqual", [Self.apply("abs", [value]), largest]), value])
    }
  }

  private mutating func joined(_ function: String, _ parts: [CodeNumber], _ code: ScoringCode) -> XMLElement {
    let values = parts.map { expression($0, code) }
    return values.dropFirst().reduce(values.first ?? Self.constant(0)) { Self.apply(function, [$0, $1]) }
  }

  private func present(_ input: Int, _ replacement: Double, _ code: ScoringCode) -> XMLElement {
    let (name, kind) = (code.inputs[input].name, code.inputs[input].kind)
    guard kind == .boolean else {
      return replacement.isNaN
        ? XMLElement("FieldRef", ["field": name])
        : XMLElement("FieldRef", ["field": name, "mapMissingTo": Self.text(replacement)])
    }
    let test = Self.apply(
      "equal",
      [
        XMLElement("FieldRef", ["field": name]),
        XMLElement("Constant", ["dataType": "boolean"], text: "true"),
      ]
    )
    let value = Self.apply("if", [test, Self.constant(1), Self.constant(0)])
    let missing = Self.apply("isMissing", [XMLElement("FieldRef", ["field": name])])
    // Without a second value the result is missing.
    if replacement.isNaN {
      let isThere = Self.apply("isNotMissing", [XMLElement("FieldRef", ["field": name])])
      return Self.apply("if", [isThere, value])
    }
    return Self.apply("if", [missing, Self.constant(replacement), value])
  }

  /// The entry of a list that a column chooses; missing where the row is refused.
  func entry(_ step: Int, _ entries: [Double], _ code: ScoringCode) -> XMLElement {
    guard case .choice(let choice) = code.steps[step].body else { return Self.constant(0) }
    let input = code.inputs[choice.input]
    let missing = entries[choice.missing]
    var map: XMLElement
    switch choice.cases {
    case .boundaries(let boundaries) where boundaries.isEmpty:
      let field = XMLElement("FieldRef", ["field": input.name])
      let values = [missing, entries[0]].map { $0.isNaN ? field : Self.constant($0) }
      return Self.apply("if", [Self.apply("isMissing", [field])] + values)
    case .boundaries(let boundaries):
      map = XMLElement("Discretize", ["field": input.name, "dataType": "double"])
      for place in 0...boundaries.count where !entries[place].isNaN {
        var interval = XMLElement("Interval", ["closure": "closedOpen"])
        if place > 0 {
          interval.attributes.append(.init(name: "leftMargin", value: Self.text(boundaries[place - 1])))
        }
        if place < boundaries.count {
          interval.attributes.append(.init(name: "rightMargin", value: Self.text(boundaries[place])))
        }
        map.children.append(
          XMLElement("DiscretizeBin", ["binValue": Self.text(entries[place])], [interval]))
      }
    case .texts(let texts):
      let words = choice.missingWords.filter { !texts.contains($0) }
      map = Self.map(
        input.name, zip(texts, choice.places).map { ($0, entries[$1]) } + words.map { ($0, missing) })
    case .numbers(let numbers):
      map = Self.map(input.name, zip(numbers, choice.places).map { (Self.text($0), entries[$1]) })
    }
    let other = entries[choice.other]
    if case .boundaries = choice.cases {
    } else if !other.isNaN {
      map.attributes.append(.init(name: "defaultValue", value: Self.text(other)))
    }
    if !missing.isNaN { map.attributes.append(.init(name: "mapMissingTo", value: Self.text(missing))) }
    guard case .numbers = choice.cases, choice.fraction != choice.other else { return map }
    let field = XMLElement("FieldRef", ["field": input.name])
    let isFraction = Self.apply("notEqual", [field, Self.apply("floor", [field])])
    let whole = Self.apply("if", [isFraction, Self.constant(entries[choice.fraction]), map])
    return Self.apply("if", [Self.apply("isMissing", [field]), map, whole])
  }

  private static func map(_ field: String, _ pairs: [(key: String, value: Double)]) -> XMLElement {
    XMLElement(
      "MapValues", ["outputColumn": "weight", "dataType": "double"],
      [
        XMLElement("FieldColumnPair", ["field": field, "column": "value"]),
        XMLElement(
          "InlineTable", [:],
          pairs.filter { !$0.value.isNaN }.map { key, value in
            XMLElement("row", [:], [XMLElement("value", text: key), XMLElement("weight", text: text(value))])
          }),
      ])
  }
}
