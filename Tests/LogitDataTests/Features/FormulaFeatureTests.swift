import Logit
import Testing

@testable import LogitData

@Suite("The columns of a regression")
struct FormulaFeatureTests {
  private static let table: Table = {
    do {
      return try Table([
        Column("x", numbers: [1.0, 2, 3, 4, 5, 7, 2.5, 6]), Column("y", numbers: [2.0, 1, 5, 3, 8, 1, 4, 2]),
        Column("f", strings: ["b", "a", "c", "a", "b", "c", "c", "a"]),
        Column("u", booleans: [true, false, true, true, false, false, true, false]),
        Column("k", integers: [1, 2, 3, 1, 2, 3, 1, 2]),
        Column("when", strings: (1...8).map { "2024-02-2\($0)" }),
      ])
    } catch { fatalError("\(error)") }
  }()

  private func learn(
    _ formula: String, _ table: Table = table, references: [String: String] = [:], limit: Int? = nil
  ) throws -> FormulaFeature {
    let terms = try Formula(formula).terms(columns: table.columnNames)
    return try FormulaFeature.learn(terms, from: table, references: references, categoryLimit: limit)
  }

  static let formulas = [
    "o ~ x + y", "o ~ x*f*u - 1", "o ~ poly(x, 3) + bs(y, 4):f + scale(log(x + 1)) + I(center(x)^2)",
    "o ~ C(k, 2)*x + when",
    "o ~ I(x^2 / (1 + exp(-y))) + abs(x - 3):u + sqrt(x) + log2(x):log10(y + 1)",
    "o ~ poly(x, 2, raw = TRUE):poly(y, 2)", "o ~ 1 + u:when",
  ]

  @Test(
    "a reference is another level than the first",
    arguments: [("o ~ f", ["f": "c"]), ("o ~ C(f, \"c\")", [:])])
  func references(_ formula: String, _ references: [String: String]) throws {
    let feature = try learn(formula, references: references)
    #expect(feature.designColumns.map(\.name) == ["f[a]", "f[b]"])
    #expect(try feature.design(of: Self.table).scalars.prefix(6) == [0, 1, 1, 0, 0, 0])
    #expect(feature.variables == [.category("f", reference: "c", levels: ["a", "b", "c"])])
  }

  @Test("C of a category is the category, once")
  func sameCategory() throws {
    let feature = try learn("o ~ f + C(f, \"b\") + x:f")
    #expect(feature.designColumns.map(\.name) == ["f[a]", "f[c]", "f[a]:x", "f[b]:x", "f[c]:x"])
  }

  @Test("what cannot be learned is said with column, row and value")
  func errors() throws {
    #expect(throws: DataError.undefinedValue(column: "x", row: 0, value: "1", expression: "log(x - 1)")) {
      try learn("o ~ log(x - 1)")
    }
    #expect(
      throws: DataError.undefinedValue(column: "x", row: 0, value: "1", expression: "poly(sqrt(x - 2), 2)")
    ) {
      try learn("o ~ poly(sqrt(x - 2), 2)")
    }
    #expect(throws: DataError.unknownLevel(column: "f", level: "d", nearest: nil, known: ["a", "b", "c"])) {
      try learn("o ~ f", references: ["f": "d"])
    }
    #expect(throws: DataError.tooManyLevels(column: "f", count: 3, limit: 2)) { try learn("o ~ f", limit: 2) }
    #expect(throws: DataError.twoReferences(column: "f", first: "a", second: "b")) {
      try learn("o ~ C(f, \"a\") + C(f, \"b\"):x")
    }
    #expect(throws: DataError.self) { try learn("o ~ x", references: ["x": "1"]) }
    #expect(throws: DataError.self) { try learn("o ~ x", references: ["g": "1"]) }
    #expect(throws: DataError.self) { try learn("o ~ poly(k, 3)") }
    #expect(throws: DataError.oneLevel(column: "f", level: "a")) {
      try learn("o ~ f", Table([Column("f", strings: ["a", "a"])]))
    }
    let huge = try Table([Column("x", numbers: [1e200, 1.0]), Column("y", numbers: [1e200, 2.0])])
    #expect(throws: DataError.undefinedValue(column: "x", row: 0, value: "1e+200", expression: "x:y")) {
      try learn("o ~ x:y", huge)
    }
  }

  @Test(
    "a function of texts is pointed at, whatever the function and wherever the texts stand in it",
    arguments: ["log(f)", "x:scale(f)", "I(x + f)", "poly(f, 2)", "bs(log(f), 4)", "exp(-when):sqrt(f)"])
  func functionOfTexts(_ term: String) throws {
    do {
      _ = try learn("o ~ y + \(term)")
      Issue.record("no error")
    } catch let error as FormulaError {
      let lines = error.description.split(separator: "\n").map(String.init)
      let factor = String(term.split(separator: ":").last ?? "")
      #expect(lines[0].hasPrefix("\(factor) needs numbers, but column \"f\" holds texts; "))
      #expect(lines[1] == "o ~ y + \(term)")
      #expect(
        lines[2].count == lines[1].count && lines[2].hasSuffix(String(repeating: "^", count: factor.count)))
    }
  }

  @Test("a feature is its column, standardized, and comes back from JSON", arguments: formulas)
  func features(_ formula: String) throws {
    let feature = try learn(formula)
    let space = FeatureSpace(feature)
    let (x, design) = (try space.matrix(of: Self.table), try feature.design(of: Self.table))
    #expect(x.shape == design.shape && space.units.count == design.shape[1])
    for (index, value) in design.scalars.enumerated() {
      guard case .scaled(let center, let deviation) = space.units[index % design.shape[1]] else {
        Issue.record("a column without a unit")
        return
      }
      #expect(x.scalars[index] == Float(deviation == 0 ? 0 : (value - center) / deviation))
    }
    let back = try FeatureSpace(json: JSON(json: space.json.description))
    #expect(back.json == space.json)
    #expect(try back.matrix(of: Self.table).scalars == x.scalars)
    #expect(back.formula == feature)
  }

  @Test("a damaged file is an error, whatever member is damaged", arguments: formulas)
  func hostile(_ formula: String) throws {
    let json = FeatureSpace(try learn(formula)).json
    let damages: [JSON] = [
      .null, .integer(-1), .integer(1 << 40), .string("I("), .array([]), .number(-1e300), .object([]),
    ]
    for damage in damages {
      for variant in Self.variants(of: json, damage) {
        guard let space = try? FeatureSpace(json: variant) else { continue }
        _ = try? space.matrix(of: Self.table)
      }
    }
  }

  /// The value with one part of it replaced, for each part.
  private static func variants(of json: JSON, _ damage: JSON) -> [JSON] {
    switch json {
    case .array(let values):
      return [damage]
        + values.indices.flatMap { index in
          variants(of: values[index], damage).map { value in
            var copy = values
            copy[index] = value
            return .array(copy)
          }
        }
    case .object(let members):
      return [damage]
        + members.indices.flatMap { index in
          variants(of: members[index].value, damage).map { value in
            var copy = members
            copy[index].value = value
            return .object(copy)
          }
        }
    default: return [damage]
    }
  }

  @Test("what is refused is said with the right one of several columns")
  func refusals() throws {
    let space = FeatureSpace(try learn("o ~ log(x) + f + y"))
    func error(_ x: Double, _ y: Double, _ f: String?) -> DataError? {
      do {
        _ = try space.matrix(
          of: Table([
            Column("x", numbers: [1.0, x]), Column("y", numbers: [1.0, y]), Column("f", strings: ["a", f]),
          ]))
        return nil
      } catch { return error as? DataError }
    }
    #expect(error(1, 1, "b") == nil)
    #expect(error(1, .nan, "b") == .missingValues(column: "y", count: 1, firstRow: 1))
    #expect(error(1, 1, nil) == .missingValues(column: "f", count: 1, firstRow: 1))
    #expect(error(1, 1, "z") == .unknownCategory(column: "f", row: 1, value: "z", known: ["a", "b", "c"]))
    #expect(error(-2, 1, "a") == .undefinedValue(column: "x", row: 1, value: "-2", expression: "log(x)"))
    let rows = try space.rowsWithoutValue(
      in: Table([
        Column("x", numbers: [1.0, -1, 2, 0]), Column("y", numbers: [1.0, 1, 1, 1]),
        Column("f", strings: ["a", "b", "c", "a"]),
      ]))
    #expect(rows == [1, 3])
  }

  @Test("rows are complete where every value is there and finite")
  func complete() throws {
    let table = try Table([
      Column("a", numbers: [1.0, .nan, 3, .infinity, 5]), Column("b", strings: ["x", "y", nil, "x", "z"]),
    ])
    #expect(try FormulaFeature.completeRows(["a", "b"], of: table) == [0, 4])
    #expect(try FormulaFeature.completeRows(["b"], of: table) == [0, 1, 3, 4])
  }

  @Test("the division of a table into pieces changes nothing")
  func pieces() throws {
    let columns = Self.table.columns.map { column in
      let chunks = [0..<3, 3..<4, 4..<8].map { rows in
        let part = column.gathering(Array(rows))
        return part.chunks[0]
      }
      return Column(name: column.name, kind: column.kind, chunks: chunks, dictionary: column.dictionary)
    }
    for formula in Self.formulas {
      let (whole, parts) = (try learn(formula), try learn(formula, Table(columns)))
      #expect(whole == parts)
      #expect(try whole.design(of: Self.table).scalars == parts.design(of: Table(columns)).scalars)
    }
  }

  // MARK: Effects

  @Test("derivatives are the limits of differences", arguments: formulas)
  func derivatives(_ formula: String) throws {
    let feature = try learn(formula)
    for case .number(let name) in feature.variables where name != "when" {
      let changed = try feature.derivative(of: name, in: Self.table)
      let step = 1e-5
      func moved(_ by: Double) throws -> Tensor<Double> {
        let columns = try Self.table.columns.map {
          $0.name == name ? Column(name, numbers: try $0.numbers().map { $0 + by }) : $0
        }
        return try feature.design(of: Table(columns))
      }
      let (high, low) = (try moved(step), try moved(-step))
      let width = high.shape[1]
      for row in 0..<8 {
        for column in 0..<width {
          let expected = (high.scalars[row * width + column] - low.scalars[row * width + column]) / (2 * step)
          let found: Double
          switch (changed.columns.firstIndex(of: column), changed.values) {
          case (let place?, .constant(let values)): found = values[place]
          case (let place?, .rows(let rows)): found = rows.scalars[row * changed.columns.count + place]
          case (nil, _): found = 0
          }
          // |x − 3| has a corner at a row, and the cubics' third derivative jumps at knots.
          if formula.contains("abs"), row == 2 { continue }
          #expect(abs(found - expected) < 1e-6 * max(1, abs(expected)), "\(name) row \(row) column \(column)")
        }
      }
    }
  }

  @Test("a category can be set to a level", arguments: formulas)
  func settings(_ formula: String) throws {
    let feature = try learn(formula)
    for case .category(let name, _, let levels) in feature.variables {
      for level in levels {
        let columns = Self.table.columns.map { column in
          guard column.name == name else { return column }
          switch column.kind {
          case .boolean: return Column(name, booleans: [Bool?](repeating: level == "true", count: 8))
          case .integer: return Column(name, integers: [Int?](repeating: Int(level), count: 8))
          default: return Column(name, strings: [String?](repeating: level, count: 8))
          }
        }
        let expected = try feature.design(of: Table(columns))
        let changed = try feature.columns(setting: name, to: level, in: Self.table)
        for row in 0..<8 {
          for (place, column) in changed.columns.enumerated() {
            let found =
              switch changed.values {
              case .constant(let values): values[place]
              case .rows(let rows): rows.scalars[row * changed.columns.count + place]
              }
            #expect(found == expected.scalars[row * expected.shape[1] + column])
          }
        }
      }
    }
  }

  @Test("the mean point has means, shares and their products")
  func meanPoint() throws {
    let feature = try learn("o ~ log(x) + f + x:u")
    let point = try feature.meanPoint(of: Self.table)
    let mean = 30.5 / 8
    #expect(feature.designColumns.map(\.name) == ["log(x)", "f[b]", "f[c]", "x:u[false]", "x:u[true]"])
    for (found, expected) in zip(point.x, [1.338285, 0.25, 0.375, mean * 0.5, mean * 0.5]) {
      #expect(abs(found - expected) < 1e-6)
    }
    let slopes = try point.derivative(of: "x")
    #expect(slopes.columns == [0, 3, 4])
    if case .constant(let values) = slopes.values {
      for (found, expected) in zip(values, [1 / mean, 0.5, 0.5]) { #expect(abs(found - expected) < 1e-12) }
    }
    let set = try point.columns(setting: "u", to: "true")
    if case .constant(let values) = set.values { #expect(values == [0, point.x[3] + point.x[4]]) }
    let weighted = try feature.meanPoint(of: Self.table, weights: [1, 0, 0, 0, 0, 0, 0, 0])
    #expect(weighted.x == [0, 1, 0, 0, 1])
  }
}
