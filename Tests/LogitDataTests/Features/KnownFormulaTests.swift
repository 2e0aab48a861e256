import Foundation
import Logit
import Testing

@testable import LogitData

/// Formulas whose levels come from elsewhere.
@Suite struct KnownFormulaTests {
  private static func known(_ text: String, _ levels: [(String, [String])]) throws -> FormulaFeature {
    try .known(
      Formula(text, allowsOneSided: true).termsOfAnyColumns(), levels: levels.map { (column: $0, names: $1) })
  }

  @Test("make the columns that a fit to all levels makes, unscaled")
  func columns() throws {
    let table = try Table([
      Column("x", numbers: [1.0, 2, 4, 8]), Column("city", strings: ["b", "a", "c", "a"]),
      Column("ward", integers: [2, 1, 2, 3]), Column("member", booleans: [true, false, true, false]),
    ])
    let text = "~ log(x) + x * C(city, \"b\") + C(ward) + member + I(x^2) + poly(x, 2, raw = TRUE)"
    let learned = try FormulaFeature.learn(
      Formula(text, allowsOneSided: true).terms(columns: table.columnNames), from: table)
    let known = try Self.known(
      text, [("city", ["b", "a", "c"]), ("ward", ["1", "2", "3"]), ("member", ["FALSE", "TRUE"])])
    #expect(known.designColumns.map(\.name) == learned.designColumns.map(\.name))
    #expect(try known.design(of: table).scalars == learned.design(of: table).scalars)
    #expect(known.scales.allSatisfy { $0.center == 0 && $0.deviation == 1 })
  }

  @Test("take the first level as the reference, in any order")
  func references() throws {
    let feature = try Self.known("~ city", [("city", ["Oslo", "Bergen", "Åre"])])
    #expect(Set(feature.designColumns.map(\.name)) == ["city[Bergen]", "city[Åre]"])
    let numbers = try Self.known("~ C(ward)", [("ward", ["2", "1.5", "3"])])
    #expect(numbers.designColumns.map(\.name) == ["ward[1.5]", "ward[3]"])
  }

  @Test(
    "refuse what depends on the rows of a fit",
    arguments: ["~ scale(x)", "~ center(x)", "~ poly(x, 2)", "~ bs(x, 4)", "~ log(scale(x) + 3)"])
  func dependent(text: String) {
    #expect(throws: DataError.self) { try Self.known(text, []) }
  }
}
