import Foundation
import LogitData
import LogitStatistics
import Testing

@testable import LogitClassifier

/// Columns that nearly explain each other, against R's `glm` and numbers of 40 digits; see
/// `Fixtures/NearCollinear/`.
@Suite struct NearCollinearityTests {
  struct Case: Decodable, CustomTestStringConvertible {
    var formula: String
    var terms: [String]
    var exact: [Double]
    var testDescription: String { formula }

    /// The columns of the formula.
    var columns: [String] { formula.dropFirst(4).split(separator: " ").map(String.init).filter { $0 != "+" } }

    static var all: [Case] {
      struct File: Decodable { var cases: [Case] }
      let bytes = (try? Fixture.bytes("NearCollinear/expected.json")) ?? []
      return (try? JSONDecoder().decode(File.self, from: Data(bytes)))?.cases ?? []
    }
  }

  private static func table() throws -> Table { try Table(csv: Fixture.path("NearCollinear/rows.csv")) }

  /// How far estimates may be from numbers of 40 digits, as a share.
  private static let tolerance = 1e-8

  @Test("There are cases") func cases() { #expect(Case.all.count == 6) }

  @Test(
    "Like R without a penalty, coefficients are R's to 1e-8, whether rows are divided or held out in turn",
    arguments: Case.all, [Measuring.holdout(0), .crossValidation()])
  func likeR(_ test: Case, _ measuring: Measuring) throws {
    var options = ClassifierOptions()
    (options.features, options.measuring) = (test.columns, measuring)
    options.method = .optimum(OptimumOptions(like: .r))
    let report = try Classifier.fit(Self.table(), target: "y", options: options).report
    #expect(report.training.solution?.isConverged == true)
    let like = try #require(report.like)
    #expect(like.coefficients.count + 1 == test.exact.count, "\(like)")
    for (term, exact) in zip(test.terms, test.exact) {
      let line = like.coefficients.first { $0.feature == term } ?? like.intercepts[0]
      #expect(line.feature == term)
      let value = line.estimate ?? .nan
      #expect(abs(value - exact) <= Self.tolerance * abs(exact), "\(term): \(value) is not \(exact)")
    }
  }

  @Test("Regressions of the same columns have the same coefficients", arguments: Case.all)
  func regression(_ test: Case) throws {
    let table = try Self.table()
    let found = try TableRegression(table, TableRegressionOptions(formula: test.formula)).report.inference
    for (line, exact) in zip(found.coefficients, test.exact) {
      #expect(abs((line.estimate ?? .nan) - exact) <= Self.tolerance * abs(exact), "\(line)")
    }
  }

  /// The gradient of the mean loss and a ridge penalty in the columns' deviations, at coefficients in their
  /// own units.
  private static func breach(_ report: FitReport, _ columns: [String], lambda: Double) throws -> Double {
    let table = try table()
    let y = try table.column("y").strings().map { $0 == "yes" ? 1.0 : 0 }
    let x = try columns.map { try table.column($0).numbers() }
    let named = Dictionary(uniqueKeysWithValues: report.coefficients.map { ($0.feature, $0.estimate) })
    let constant = report.intercepts[0].estimate
    let centres = x.map { $0.reduce(0, +) / Double($0.count) }
    let scaled = zip(x, centres).map { values, centre in values.map { $0 - centre } }
    let deviations = scaled.map { ($0.reduce(0) { $0 + $1 * $1 } / Double(y.count)).squareRoot() }
    let slopes = columns.map { named[$0] ?? .nan }
    let middle = constant + zip(slopes, centres).reduce(0) { $0 + $1.0 * $1.1 }
    let residuals = y.indices.map { row in
      let logit = middle + slopes.indices.reduce(0) { $0 + slopes[$1] * scaled[$1][row] }
      return 1 / (1 + exp(-logit)) - y[row]
    }
    return slopes.indices.map { j in
      let gradient = residuals.indices.reduce(0) { $0 + residuals[$1] * scaled[j][$1] } / deviations[j]
      return abs(gradient / Double(y.count) + lambda * slopes[j] * deviations[j])
    }.max() ?? .nan
  }

  @Test("With a penalty the printed coefficients are at the optimum of the columns as they are read")
  func penalized() throws {
    var options = ClassifierOptions()
    (options.features, options.measuring) = (["a", "b", "c"], .holdout(0))
    options.method = .optimum(OptimumOptions(penalty: .ridge(1e-9)))
    let report = try Classifier.fit(Self.table(), target: "y", options: options).report
    #expect(report.training.solution?.isConverged == true)
    // A feature that is rounded to single precision leaves 1e-5 here.
    #expect(try Self.breach(report, ["a", "b", "c"], lambda: 1e-9) < 1e-9)
  }

  @Test("Softmax regression is that of the formula, but for the mean of the classes")
  func threeClasses() throws {
    let table = try Self.table()
    var options = ClassifierOptions()
    (options.features, options.measuring) = (["a", "b", "c"], .holdout(0))
    options.method = .optimum(OptimumOptions(penalty: .none))
    let report = try Classifier.fit(table, target: "kind", options: options).report
    let found = try TableRegression(table, TableRegressionOptions(formula: "kind ~ a + b + c")).report
      .inference
    for line in found.coefficients {
      func estimate(_ name: String) throws -> Double {
        if line.term == "(Intercept)" {
          return try #require(report.intercepts.first { $0.className == name }).estimate
        }
        return try #require(report.coefficients.first { $0.feature == line.term && $0.className == name })
          .estimate
      }
      let (value, expected) = (try estimate(line.className) - estimate("p"), line.estimate ?? .nan)
      #expect(abs(value - expected) <= 1e-7 * abs(expected), "\(line.term) of \(line.className): \(value)")
    }
  }

  @Test("Small problems are taken in double precision, large ones where columns nearly explain each other")
  func precision() throws {
    var options = ClassifierOptions()
    options.measuring = .holdout(0)
    for (columns, isNear) in [(["a", "city"], false), (["a", "b", "city"], true)] {
      options.features = columns
      let training = try ClassifierTraining(Self.table(), target: "y", options: options)
      #expect(training.isPrecise)
      let x = try training.features.matrix(of: Self.table())
      #expect(
        try FeaturePrecision.isNearlyExplained(.float(x), units: training.features.units, least: 1e-3)
          == isNear)
    }
  }
}
