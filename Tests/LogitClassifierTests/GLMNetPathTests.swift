import Foundation
import LogitClassifier
import Testing

/// What glmnet makes of two small tables; see `Fixtures/Path/make_paths.R`.
private struct GLMNetPaths: Decodable {
  var lambdas: [Double]
  var validations: [Validation]
  var paths: [Path]

  struct Validation: Decodable, CustomTestStringConvertible {
    var table: String
    var l1Ratio: Double
    var weightOfB: Double
    var standardizes: Bool
    var nonzero: [Int]
    var measures: [String: Measure]

    var testDescription: String { "\(table), L1 share \(l1Ratio), weight \(weightOfB)" }
  }

  struct Measure: Decodable {
    var mean: [Double]
    var stdError: [Double]
    var lambdaMin: Double
    var lambda1Se: Double
  }

  struct Path: Decodable, CustomTestStringConvertible {
    var standardizes: Bool
    var intercept: [Double]
    var coefficients: [String: [Double]]
    var devianceExplained: [Double]

    var testDescription: String { standardizes ? "standardized" : "own units" }
  }

  static let all: GLMNetPaths? = {
    guard let bytes = try? Fixture.bytes("Path/paths.json") else { return nil }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try? decoder.decode(GLMNetPaths.self, from: Data(bytes))
  }()
}

/// Paths and their cross-validation against glmnet, whose coefficients are up to 2e-5 from the optimum.
@Suite struct GLMNetPathTests {
  private static func table(_ name: String) throws -> Table {
    try Table(csv: Fixture.path("Path/\(name).csv"))
  }

  @Test func `there is something to compare with`() throws {
    let all = try #require(GLMNetPaths.all)
    #expect(all.validations.count == 4 && all.paths.count == 2 && all.lambdas.count == 20)
  }

  @Test(arguments: GLMNetPaths.all?.validations ?? [])
  fileprivate func `measures, lambda min and lambda 1se are those of cv glmnet`(
    expected: GLMNetPaths.Validation
  ) throws {
    let lambdas = try #require(GLMNetPaths.all).lambdas
    var options = ClassifierOptions()
    options.features = ["x1", "x2", "x3", "x4", "x5", "x6"]
    options.measuring = .crossValidation(.column("fold"))
    if expected.weightOfB != 1 { options.classWeight = .named(["b": Float(expected.weightOfB)]) }
    var path = PathOptions()
    (path.l1Ratio, path.lambdas, path.standardizes) = (expected.l1Ratio, lambdas, expected.standardizes)
    let validation = try PenaltyValidation(
      Self.table(expected.table), target: "y", options: options, path: path)
    #expect(validation.foldCount == 5 && validation.rowCount == 150 && validation.unconvergedCount == 0)
    #expect(validation.nonzeroCounts == expected.nonzero)
    for (name, measure) in expected.measures {
      let curve = try #require(validation.curves.first { $0.measure.rawValue == name })
      #expect(curve.lambdaMin == measure.lambdaMin, "\(name)")
      #expect(curve.lambda1SE == measure.lambda1Se, "\(name)")
      for index in lambdas.indices {
        #expect(abs(curve.means[index] - measure.mean[index]) < 2e-5, "\(name) at \(index)")
        #expect(abs(curve.standardErrors[index] - measure.stdError[index]) < 2e-5, "\(name) at \(index)")
      }
    }
    // Probabilities are far from the ends here, so that the deviance is twice the log loss.
    let (deviance, logLoss) = (validation.curves[0], validation.curves[3])
    for (a, b) in zip(deviance.means, logLoss.means) { #expect(abs(a - 2 * b) < 1e-12) }
  }

  @Test(arguments: GLMNetPaths.all?.paths ?? [])
  fileprivate func `coefficients are those of glmnet, with factors and bounds by column`(
    expected: GLMNetPaths.Path
  ) throws {
    var options = ClassifierOptions()
    options.excluded = ["fold"]
    var path = PathOptions()
    path.lambdas = GLMNetPaths.all?.lambdas
    (path.l1Ratio, path.standardizes) = (0.8, expected.standardizes)
    path.penaltyFactors = ["x1": 0, "x4": 2, "color": 0.5]
    path.bounds = ["x2": 0 ... .infinity, "x4": 0 ... .infinity]
    let found = try CoefficientPath(Self.table("two"), target: "y", options: options, path: path)
    #expect(found.isConverged.allSatisfy(\.self) && found.violations.allSatisfy { $0 < 1e-8 })
    #expect(found.coefficients.count == expected.coefficients.count)
    for line in found.coefficients {
      let estimates = try #require(expected.coefficients[line.feature], "\(line.feature)")
      for (index, estimate) in estimates.enumerated() {
        let tolerance = 2e-5 * max(1, abs(estimate))
        #expect(abs(line.estimates[index] - estimate) < tolerance, "\(line.feature) at \(index)")
      }
    }
    for (index, intercept) in expected.intercept.enumerated() {
      #expect(abs(found.intercepts[0].estimates[index] - intercept) < 2e-5)
      #expect(abs(found.devianceExplained[index] - expected.devianceExplained[index]) < 1e-6)
    }
  }
}
