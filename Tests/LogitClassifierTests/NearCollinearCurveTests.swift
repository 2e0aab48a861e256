import Foundation
import LogitData
import LogitStatistics
import Testing

@testable import LogitClassifier

/// How well columns that nearly explain each other predict as a penalty becomes weak, against numbers of 40
/// digits; see `Fixtures/NearCollinear/make_curves.py`.
@Suite struct NearCollinearCurveTests {
  private struct Curves: Decodable {
    var lambdas: [Double]
    var curves: [Curve]

    static let all: Curves? = {
      guard let bytes = try? Fixture.bytes("NearCollinear/curves.json") else { return nil }
      return try? JSONDecoder().decode(Curves.self, from: Data(bytes))
    }()
  }

  struct Curve: Decodable, CustomTestStringConvertible {
    var columns: [String]
    var logLoss: [Double]
    var testDescription: String { columns.joined(separator: " + ") }
  }

  private static func table() throws -> Table {
    let rows = try Table(csv: Fixture.path("NearCollinear/rows.csv"))
    return try Table(rows.columns + [Column("fold", strings: (0..<rows.rowCount).map { "\($0 % 5)" })])
  }

  private static func options(_ columns: [String]) -> ClassifierOptions {
    var options = ClassifierOptions()
    (options.features, options.measuring) = (columns, .crossValidation(.column("fold")))
    return options
  }

  /// How far a mean over folds may be from numbers of 40 digits: what is left of a search to 1e-9 along
  /// directions in which a penalty of 1e-14 hardly curves. In single precision it is 1e-3.
  private static let tolerance = 1e-7

  @Test("There are curves") func curves() throws {
    let all = try #require(Curves.all)
    #expect(all.curves.count == 3 && all.curves.allSatisfy { $0.logLoss.count == all.lambdas.count })
  }

  @Test("The curve of log loss is that of 40 digits", arguments: Curves.all?.curves ?? [])
  func validation(_ curve: Curve) throws {
    var path = PathOptions()
    (path.l1Ratio, path.lambdas) = (0, try #require(Curves.all).lambdas)
    let found = try PenaltyValidation(
      Self.table(), target: "y", options: Self.options(curve.columns), path: path,
      measures: [.logLoss, .deviance])
    for (place, expected) in curve.logLoss.enumerated() {
      #expect(abs(found.curves[0].means[place] - expected) < Self.tolerance, "\(found.lambdas[place])")
      #expect(abs(found.curves[1].means[place] - 2 * expected) < 2 * Self.tolerance)
    }
  }

  @Test("A fit with a weak penalty is measured by models as exact", arguments: Curves.all?.curves ?? [])
  func fit(_ curve: Curve) throws {
    for (lambda, expected) in zip(try #require(Curves.all).lambdas, curve.logLoss) {
      var options = Self.options(curve.columns)
      options.method = .optimum(OptimumOptions(penalty: .ridge(lambda)))
      let (classifier, report) = try Classifier.fit(Self.table(), target: "y", options: options)
      let scores = try #require(report.scores)
      // Probabilities are single; their logarithms are as exact as that lets them be.
      #expect(abs(scores.logLoss.value - expected) < 1e-6, "\(lambda): \(scores.logLoss.value)")
      #expect(try classifier.measure(Self.table()).scores.logLoss.value == scores.logLoss.value)
    }
  }

  @Test("Lambda is chosen by fits that all reach their optimum, in double precision")
  func choice() throws {
    var options = Self.options(["a", "b", "c"])
    options.method = .optimum(OptimumOptions(penalty: .ridge(nil), lambdaRule: .minimum))
    let report = try Classifier.fit(Self.table(), target: "y", options: options).report
    #expect(report.choiceFits.count > 0 && report.choiceFits.unconvergedCount == 0)
  }
}
