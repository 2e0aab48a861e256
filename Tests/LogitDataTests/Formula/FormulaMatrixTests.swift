import Foundation
import Logit
import LogitFiles
import Testing

@testable import LogitData

/// A formula, and what R's `model.matrix` makes of it; see Fixtures/Formula/make_formulas.R.
struct FormulaCase: Sendable, CustomTestStringConvertible {
  let formula: String
  let hasIntercept: Bool
  let terms: [String]
  let names: [String]
  let train: [[Double]]
  let test: [[Double]]

  var testDescription: String { formula }

  /// The rows that R learned from, and others.
  static let tables: (train: Table, test: Table) = {
    do {
      return try (table(file["train"]), table(file["test"]))
    } catch { fatalError("\(error)") }
  }()

  static let all: [FormulaCase] = (file["cases"]?.array ?? []).map { json in
    FormulaCase(
      formula: json["formula"]?.string ?? "", hasIntercept: json["intercept"]?.bool ?? false,
      terms: json["terms"]?.array?.compactMap(\.string) ?? [],
      names: json["names"]?.array?.compactMap(\.string) ?? [], train: rows(json["train"]),
      test: rows(json["test"]))
  }

  private static let file: JSON = {
    do {
      let bytes = try Fixture.bytes("Formula/formulas.json")
      return try JSON(json: String(decoding: bytes, as: UTF8.self))
    } catch { fatalError("\(error)") }
  }()

  private static func rows(_ json: JSON?) -> [[Double]] {
    json?.array?.map { $0.array?.map { $0.double ?? .nan } ?? [] } ?? []
  }

  private static func table(_ json: JSON?) throws -> Table {
    try Table(
      (json?.object ?? []).map { member in
        let values = member.value.array ?? []
        if values.allSatisfy({ $0.bool != nil }) { return Column(member.name, booleans: values.map(\.bool)) }
        if values.allSatisfy({ $0.string != nil }) {
          return Column(member.name, strings: values.map(\.string))
        }
        if values.allSatisfy({ $0.integer != nil }) {
          return Column(member.name, integers: values.map(\.integer))
        }
        return Column(member.name, numbers: values.map { $0.double ?? .nan })
      })
  }
}

@Suite("Formulas beside R's model.matrix")
struct FormulaMatrixTests {
  @Test("terms, names and columns are R's, on rows learned from and on others", arguments: FormulaCase.all)
  func matchesR(_ expected: FormulaCase) throws {
    let (train, test) = FormulaCase.tables
    let terms = try Formula(expected.formula).terms(columns: train.columnNames)
    #expect(terms.hasIntercept == expected.hasIntercept)
    let feature = try FormulaFeature.learn(terms, from: train)
    #expect(feature.designColumns.map(\.name) == expected.names)
    // Logit names C(k) and a column in backquotes as the column.
    let inR = expected.terms.map { $0.split(separator: ":").map { Self.bare($0) }.joined(separator: ":") }
    #expect(terms.terms.map(\.name) == inR)
    try compare(feature.design(of: train), expected.train)
    try compare(feature.design(of: test), expected.test)
  }

  private static func bare(_ label: Substring) -> String {
    if label.hasPrefix("C(") { return String(label.dropFirst(2).dropLast()) }
    return label.hasPrefix("`") ? String(label.dropFirst().dropLast()) : String(label)
  }

  /// R's numbers have 17 digits; both sides round some operations differently.
  private func compare(_ found: Tensor<Double>, _ expected: [[Double]]) throws {
    #expect(found.shape == [expected.count, expected.first?.count ?? 0])
    var largest = 0.0
    for (a, b) in zip(found.scalars, expected.joined()) {
      largest = max(largest, abs(a - b) / max(1, abs(b)))
    }
    #expect(largest < 1e-12, "\(largest)")
  }
}
