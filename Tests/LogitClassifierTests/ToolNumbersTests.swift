import Foundation
import LogitClassifier
import LogitData
import Testing

/// The numbers that a program gives for a table; see `Fixtures/Tools/make_tools.py`.
private struct ToolCase: Decodable, CustomTestStringConvertible {
  var table: String
  var tool: String
  var penalty: String
  var lambda: Double
  var terms: [Term]

  /// A class, a term and a number.
  struct Term: Decodable {
    let className: String
    let name: String
    let value: Double?

    init(from decoder: any Decoder) throws {
      var items = try decoder.unkeyedContainer()
      className = try items.decode(String.self)
      name = try items.decode(String.self)
      value = try items.decodeIfPresent(Double.self)
    }
  }

  var testDescription: String { "\(tool), \(table), \(penalty) \(lambda)" }

  static let all: [ToolCase] = {
    guard let bytes = try? Fixture.bytes("Tools/tools.json") else { return [] }
    return (try? JSONDecoder().decode([ToolCase].self, from: Data(bytes))) ?? []
  }()

  var reference: ReferenceTool? { ReferenceTool(rawValue: tool) }

  var options: ClassifierOptions {
    get throws {
      var optimum = OptimumOptions(like: try #require(reference))
      optimum.lambdaRule = nil
      optimum.penalty =
        switch penalty {
        case "ridge": .ridge(lambda)
        case "lasso": .lasso(lambda)
        case "elastic-net": .elasticNet(lambda, l1Ratio: 0.5)
        default: .none
        }
      var options = ClassifierOptions()
      (options.method, options.measuring) = (.optimum(optimum), .holdout(0))
      if ["two", "three"].contains(table) { options.excluded = ["fold"] }
      return options
    }
  }

  func report() throws -> ToolReport {
    let isBundled = !["two", "three"].contains(table)
    let rows =
      try isBundled ? Dataset.named(table).table : Table(csv: Fixture.path("Path/\(table).csv"))
    let (_, report) = try Classifier.fit(
      rows, target: isBundled ? Dataset.named(table).target : "y", options: options)
    return try #require(report.like)
  }
}

/// What `--like` prints against the programs themselves.
@Suite struct ToolNumbersTests {
  /// Features are encoded in single precision, to 6e-8 of a deviation, and nearly collinear columns of the
  /// bundled sets magnify that.
  private static func tolerance(_ table: String) -> Double {
    table == "two" || table == "three" ? 2e-6 : 1e-4
  }

  @Test func `there is something to compare with`() {
    #expect(Set(ToolCase.all.map(\.tool)).count == 6 && ToolCase.all.count > 30)
  }

  @Test(arguments: ToolCase.all)
  fileprivate func `coefficients and intercepts are those of the program`(expected: ToolCase) throws {
    let report = try expected.report()
    let found = report.intercepts + report.coefficients
    var count = 0
    for term in expected.terms where !term.className.isEmpty {
      let line = try #require(
        found.first { $0.className == term.className && $0.feature == term.name }, "\(term)")
      let value = try #require(line.estimate)
      let wanted = try #require(term.value)
      #expect(
        abs(value - wanted) <= Self.tolerance(expected.table) * (1 + abs(wanted)),
        "\(term.className) \(term.name): \(value), not \(wanted)")
      count += 1
    }
    #expect(count == found.count)
    for term in expected.terms where term.className.isEmpty {
      let number = try #require(report.numbers.first { $0.name == term.name })
      let wanted = try #require(term.value)
      #expect(abs(number.value - wanted) <= 1e-7 * abs(wanted))
    }
  }
}
