import Foundation
import LogitData
import Testing

@testable import LogitClassifier

/// Rows that count as a column says, against glm, glmnet and cv.glmnet of R; see
/// `Fixtures/Weights/make_weights.R`.
@Suite struct RowWeightTests {
  private struct Reference: Decodable {
    var free: [Double]
    var lambda: Double
    var ridge: [Double]
    var lambdas: [Double]
    var lasso: [[Double]]
    var mean: [Double]
    var stdError: [Double]

    init() throws {
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .convertFromSnakeCase
      self = try decoder.decode(Self.self, from: Data(Fixture.bytes("Weights/weights.json")))
    }
  }

  private static func table() throws -> Table { try Table(csv: Fixture.path("Weights/weights.csv")) }

  private static func table(of text: String) throws -> Table {
    try CSVReader(bytes: Array(text.utf8)).read()
  }

  private static var options: ClassifierOptions {
    var options = ClassifierOptions()
    (options.features, options.weights) = (["x1", "x2"], "w")
    return options
  }

  /// The constant, then the coefficients of x1 and x2.
  private static func estimates(_ report: FitReport) -> [Double] {
    let named = Dictionary(uniqueKeysWithValues: report.coefficients.map { ($0.feature, $0.estimate) })
    return report.intercepts.map(\.estimate) + ["x1", "x2"].map { named[$0] ?? .nan }
  }

  private static func agree(_ found: [Double], _ expected: [Double]) -> Bool {
    // Features are single-precision numbers, of 6e-8.
    found.count == expected.count
      && zip(found, expected).allSatisfy { abs($0 - $1) < 1e-7 * max(1, abs($1)) }
  }

  @Test(
    "Without a penalty the coefficients are those of glm, with a ridge those of glmnet, whose default lambda is 1/Σw"
  )
  func fit() throws {
    let reference = try Reference()
    var options = Self.options
    let ridge = try Classifier.fit(Self.table(), target: "y", options: options).report
    #expect(abs((ridge.training.solution?.lambda ?? 0) - reference.lambda) < 1e-15)
    #expect(Self.agree(Self.estimates(ridge), reference.ridge), "\(Self.estimates(ridge))")
    options.method = .optimum(OptimumOptions(penalty: .none))
    let free = try Classifier.fit(Self.table(), target: "y", options: options).report
    #expect(Self.agree(Self.estimates(free), reference.free), "\(Self.estimates(free))")
  }

  @Test("A path and its cross-validation are those of glmnet with the same weights")
  func path() throws {
    let reference = try Reference()
    var path = PathOptions()
    path.lambdas = reference.lambdas
    let found = try CoefficientPath(Self.table(), target: "y", options: Self.options, path: path)
    for (index, expected) in reference.lasso.enumerated() {
      let estimates =
        found.intercepts.map { $0.estimates[index] } + found.coefficients.map { $0.estimates[index] }
      #expect(Self.agree(estimates, expected), "\(estimates)")
    }
    var options = Self.options
    options.measuring = .crossValidation(.column("fold"))
    let validation = try PenaltyValidation(
      Self.table(), target: "y", options: options, path: path, measures: [.deviance])
    #expect(Self.agree(validation.curves[0].means, reference.mean), "\(validation.curves[0].means)")
    #expect(Self.agree(validation.curves[0].standardErrors, reference.stdError))
  }

  /// The table with the rows as often as the last column says, and with that column.
  private static func counted() throws -> (weighted: Table, repeated: Table) {
    let header = "x,color,y,n\n"
    let lines = (0..<60).map { row in
      "\(row * 37 % 23),c\(row % 3),\(row * 7 / 3 % 2 == 0 ? "a" : "b"),\(row % 4)\n"
    }
    let repeated = lines.enumerated().map { String(repeating: $1, count: $0 % 4) }
    return (
      try Self.table(of: header + lines.joined()), try Self.table(of: header + repeated.joined())
    )
  }

  @Test("A row with weight 3 counts as three rows, and one with 0 as none, also beside weights of classes")
  func repeatedRows() throws {
    let (weighted, repeated) = try Self.counted()
    for classWeight in [ClassifierOptions.ClassWeight.equal, .named(["b": 3])] {
      var options = ClassifierOptions()
      (options.excluded, options.classWeight) = (["n"], classWeight)
      options.measuring = .holdout(0)
      let plain = try Classifier.fit(repeated, target: "y", options: options).report
      (options.excluded, options.weights) = ([], "n")
      let (classifier, counted) = try Classifier.fit(weighted, target: "y", options: options)
      #expect(classifier.provenance.options?.weights == "n")
      let estimates = Dictionary(uniqueKeysWithValues: plain.coefficients.map { ($0.feature, $0.estimate) })
      #expect(counted.coefficients.count == plain.coefficients.count)
      for line in counted.coefficients {
        // Means and deviations of features are those of the rows as they stand, rounded to single precision.
        #expect(abs(line.estimate - (estimates[line.feature] ?? .nan)) < 1e-6, "\(line.feature)")
      }
    }
  }

  @Test("Weights of 1 change nothing, whatever features there are")
  func ones() throws {
    // A number, a truth value, a date, whose months are points on a circle, and categories. A number with gaps is
    // divided by its deviation where it is there, but by that of all rows once they have weights.
    let lines = (0..<90).map { row in
      let number = "\(row * 37 % 41)"
      let day = "20\(10 + row % 9)-0\(1 + row * 5 % 9)-11"
      return "\(number),\(row % 3 == 0),\(day),c\(row % 4),1,\(row * 37 % 41 + row % 11 > 25 ? "b" : "a")\n"
    }
    let table = try Self.table(of: "x,flag,day,color,n,y\n" + lines.joined())
    for penalty in [LogisticRegression.Penalty.ridge(0.02), .lasso(0.01)] {
      var options = ClassifierOptions()
      (options.excluded, options.measuring) = (["n"], .holdout(0))
      options.method = .optimum(OptimumOptions(penalty: penalty))
      let plain = try Classifier.fit(table, target: "y", options: options).report
      (options.excluded, options.weights) = ([], "n")
      let counted = try Classifier.fit(table, target: "y", options: options).report
      #expect(plain.coefficients.contains { $0.feature == "flag" })
      let estimates = Dictionary(uniqueKeysWithValues: plain.coefficients.map { ($0.feature, $0.estimate) })
      #expect(counted.coefficients.count == estimates.count)
      for found in counted.coefficients {
        // Divided numbers are rounded to single precision.
        #expect(abs(found.estimate - (estimates[found.feature] ?? .nan)) < 1e-6, "\(found.feature)")
      }
    }
  }

  @Test(
    "Folds that are encoded once for all are measured as folds that are encoded anew, and again from the file"
  )
  func folds() throws {
    var options = Self.options
    let (classifier, masked) = try Classifier.fit(Self.table(), target: "y", options: options)
    options.classWeight = .named(["a": 1, "b": 1])
    let (_, encoded) = try Classifier.fit(Self.table(), target: "y", options: options)
    let (a, b) = (try #require(masked.scores), try #require(encoded.scores))
    let counted = try Self.table().column("w").numbers().count { $0 > 0 }
    #expect(abs(a.logLoss.value - b.logLoss.value) < 1e-6 && a.rowCount == counted && counted < 120)
    let loaded = try Classifier(bytes: classifier.encoded())
    #expect(try loaded.measure(Self.table()).scores.logLoss.value == a.logLoss.value)
  }

  @Test("λ chosen by cross-validation, steps and hidden layers take weights")
  func methods() throws {
    var options = Self.options
    options.method = .optimum(OptimumOptions(penalty: .lasso(nil), lambdaRule: .minimum))
    #expect(try Classifier.fit(Self.table(), target: "y", options: options).report.scores != nil)
    options = Self.options
    options.hiddenUnits = [4]
    #expect(try Classifier.fit(Self.table(), target: "y", options: options).report.scores != nil)
  }

  @Test("Where nothing else is to be learned, a row with weight 3 counts as three rows, too")
  func constant() throws {
    let (weighted, repeated) = try Self.counted()
    let names = ["a", "b"]
    func shares(_ table: Table, _ weights: [Double]?, _ choice: ClassifierOptions.ClassWeight) throws
      -> [Double]
    {
      let classes = try table.column("y").strings().map { Int32($0 == "b" ? 1 : 0) }
      return try FoldRows(
        FeatureSpace([.float("x")]), of: table, classes: classes,
        places: classes.map { _ in RowDivision.Place.training }, classCount: 2, weights: weights
      ).shares(choice, of: names)
    }
    let weights = try weighted.column("n").numbers()
    for choice in [ClassifierOptions.ClassWeight.equal, .named(["b": 3])] {
      let (found, expected) = (try shares(weighted, weights, choice), try shares(repeated, nil, choice))
      #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-12 }, "\(found)")
      #expect(abs(found.reduce(0, +) - 1) < 1e-12)
    }
  }

  @Test("Folds of which nothing can be learned but shares are measured by them, in fit and in cv")
  func constantFolds() throws {
    // The colour is missing in the rows of the fold p, so that their model, which the other fold is measured
    // by, has no features.
    let lines = (0..<40).map { row in
      "\(row % 2 == 0 ? "p" : "q"),\(row % 2 == 0 ? "" : "c\(row % 4)"),\(row % 5 < 2 ? "b" : "a"),\(row % 4 == 0 ? 5 : 1)\n"
    }
    let header = "fold,colour,y,n\n"
    let weighted = try Self.table(of: header + lines.joined())
    let repeated = try Self.table(
      of: header + lines.enumerated().map { String(repeating: $1, count: $0 % 4 == 0 ? 5 : 1) }.joined())
    var options = ClassifierOptions()
    options.features = ["colour"]
    options.measuring = .crossValidation(.column("fold"))
    options.method = .optimum(OptimumOptions(penalty: .ridge(0.01)))
    let plain = try Classifier.fit(repeated, target: "y", options: options).classifier
      .measuredPredictions(of: repeated).rows
    options.weights = "n"
    let counted = try Classifier.fit(weighted, target: "y", options: options).classifier
      .measuredPredictions(of: weighted).rows
    func ofQ(_ rows: LabeledPredictions) throws -> Set<Float> {
      let folds = try rows.table.column("fold").strings()
      return Set(folds.indices.filter { folds[$0] == "q" }.map { rows.predictions.probabilities[$0, 1] })
    }
    let (a, b) = (try ofQ(plain), try ofQ(counted))
    #expect(a.count == 1 && b.count == 1 && abs((a.first ?? 0) - (b.first ?? 1)) < 1e-6)
  }

  @Test("A class whose rows all have the weight 0 is refused by its name")
  func noWeight() throws {
    let table = try Self.table(of: "x,w,y\n1,1,a\n2,0,b\n3,1,a\n4,0,b\n5,1,c\n6,1,c\n")
    for measuring in [Measuring.holdout(0), .crossValidation(.stratified(2))] {
      var options = ClassifierOptions()
      (options.weights, options.measuring) = ("w", measuring)
      let error = try #require(throws: LogitError.self) {
        _ = try Classifier.fit(table, target: "y", options: options)
      }
      #expect("\(error)".contains("class \"b\""), "\(error)")
      (options.weights, options.classWeight) = (nil, .named(["c": 0]))
      let other = try #require(throws: LogitError.self) {
        _ = try Classifier.fit(table, target: "y", options: options)
      }
      #expect("\(other)".contains("class \"c\""), "\(other)")
    }
  }

  @Test(
    "A weight that is missing, negative, infinite or no number is refused with its row",
    arguments: [("", "row 2"), ("-1", "row 2"), ("inf", "row 2"), ("x", "texts")])
  func refused(_ text: String, part: String) throws {
    let table = try Self.table(of: "x,w,y\n1,1,a\n2,\(text),b\n3,1,a\n4,1,b\n5,1,a\n6,1,b\n")
    var options = ClassifierOptions()
    options.weights = "w"
    options.measuring = .holdout(0)
    let error = try #require(throws: (any Error).self) {
      _ = try Classifier.fit(table, target: "y", options: options)
    }
    #expect("\(error)".contains(part) && "\(error)".contains("\"w\""), "\(error)")
  }
}
