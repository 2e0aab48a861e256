import Foundation
import LogitClassifier
import Testing

/// Log-odds that a column adds to, against glm, glmnet and cv.glmnet of R; see
/// `Fixtures/Offsets/make_offsets.R`.
@Suite struct OffsetTests {
  private struct Reference: Decodable {
    var free: [Double]
    var weighted: [Double]
    var rows: [Int]
    var probabilities: [Double]
    var ridge: [Double]
    var weightedRidge: [Double]
    var lambdas: [Double]
    var lasso: [[Double]]
    var devianceExplained: [Double]
    var uneven: [[Double]]
    var firstLambda: Double
    var mean: [Double]
    var stdError: [Double]

    init() throws {
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .convertFromSnakeCase
      self = try decoder.decode(Self.self, from: Data(Fixture.bytes("Offsets/offsets.json")))
    }
  }

  private static func table() throws -> Table { try Table(csv: Fixture.path("Offsets/offsets.csv")) }

  private static func table(of text: String) throws -> Table {
    try CSVReader(bytes: Array(text.utf8)).read()
  }

  private static func options(
    _ penalty: LogisticRegression.Penalty = .ridge(), weights: String? = nil
  ) -> ClassifierOptions {
    var options = ClassifierOptions()
    (options.features, options.offset, options.weights) = (["x1", "x2", "x3"], "o", weights)
    options.method = .optimum(OptimumOptions(penalty: penalty))
    return options
  }

  /// The constant, then the coefficients of x1, x2 and x3.
  private static func estimates(_ report: FitReport) -> [Double] {
    let named = Dictionary(uniqueKeysWithValues: report.coefficients.map { ($0.feature, $0.estimate) })
    return report.intercepts.map(\.estimate) + ["x1", "x2", "x3"].map { named[$0] ?? .nan }
  }

  private static func agree(_ found: [Double], _ expected: [Double]) -> Bool {
    // Features are single-precision numbers, of 6e-8.
    found.count == expected.count
      && zip(found, expected).allSatisfy { abs($0 - $1) < 1e-7 * max(1, abs($1)) }
  }

  @Test("Coefficients are those of glm and of glmnet, with weights, too, and the offset is none of them")
  func fit() throws {
    let reference = try Reference()
    for (options, expected) in [
      (Self.options(.none), reference.free), (Self.options(.none, weights: "w"), reference.weighted),
      (Self.options(), reference.ridge), (Self.options(weights: "w"), reference.weightedRidge),
    ] {
      let (classifier, report) = try Classifier.fit(Self.table(), target: "y", options: options)
      #expect(report.training.solution?.isConverged == true)
      #expect(Self.agree(Self.estimates(report), expected), "\(Self.estimates(report)) \(expected)")
      #expect(report.coefficients.count == 3 && classifier.coefficients.count == 3)
    }
  }

  @Test(
    "A path, its deviances, first lambda, factors and cross-validation are those of glmnet with the same offset"
  )
  func path() throws {
    let reference = try Reference()
    var path = PathOptions()
    path.lambdas = reference.lambdas
    for (factors, expected) in [([:], reference.lasso), (["x1": 0.2, "x3": 2], reference.uneven)] {
      path.penaltyFactors = factors
      let found = try CoefficientPath(Self.table(), target: "y", options: Self.options(), path: path)
      for (index, expected) in expected.enumerated() {
        let estimates =
          found.intercepts.map { $0.estimates[index] } + found.coefficients.map { $0.estimates[index] }
        #expect(Self.agree(estimates, expected), "\(estimates)")
      }
      guard factors.isEmpty else { continue }
      #expect(Self.agree(found.devianceExplained, reference.devianceExplained))
      var options = Self.options()
      options.measuring = .crossValidation(.column("fold"))
      let validation = try PenaltyValidation(
        Self.table(), target: "y", options: options, path: path, measures: [.deviance])
      #expect(Self.agree(validation.curves[0].means, reference.mean), "\(validation.curves[0].means)")
      #expect(Self.agree(validation.curves[0].standardErrors, reference.stdError))
    }
    let sequence = try CoefficientPath(Self.table(), target: "y", options: Self.options())
    #expect(Self.agree([sequence.lambdas[0]], [reference.firstLambda]))
  }

  @Test("The model's file keeps the offset, and a row's probability moves by its own")
  func predictions() throws {
    let reference = try Reference()
    let trained = try Classifier.fit(Self.table(), target: "y", options: Self.options(.none)).classifier
    let classifier = try Classifier(bytes: trained.encoded())
    #expect(classifier.provenance == trained.provenance && classifier.provenance.options?.offset == "o")
    #expect(classifier.features.inputNames == ["x1", "x2", "x3", "o"])
    #expect(try classifier.encoded() == trained.encoded())
    let found = try classifier.predict(Self.table()).probabilities
    for (row, expected) in zip(reference.rows, reference.probabilities) {
      #expect(abs(Double(found[row - 1, 1]) - expected) < 1e-6)
    }
    let rows = try classifier.predict(Self.table(of: "o,x1,x2,x3\n0,1,20,1\n2.5,1,20,1\n")).probabilities
    let logits = (0..<2).map { log(Double(rows[$0, 1]) / Double(rows[$0, 0])) }
    #expect(abs(logits[1] - logits[0] - 2.5) < 1e-5)
  }

  @Test("Rows without the offset are refused by name and row, in memory and as a stream")
  func missing() throws {
    let classifier = try Classifier.fit(Self.table(), target: "y", options: Self.options()).classifier
    for (text, parts) in [
      ("x1,x2,x3\n1,20,1\n", ["\"o\""]), ("x1,x2,x3,o\n1,20,1,0\n1,20,1,\n", ["\"o\"", "row 2"]),
    ] {
      let error = try #require(throws: (any Error).self) {
        _ = try classifier.predict(Self.table(of: text))
      }
      #expect(parts.allSatisfy("\(error)".contains), "\(error)")
      let file = TemporaryFile(".csv")
      try StagedFile.write(Array(text.utf8), to: file.path)
      let predictor = try RowPredictor(classifier)
      let streamed = try #require(throws: (any Error).self) {
        let stream = try CSVStream(path: file.path, options: predictor.readingOptions())
        _ = try predictor.predict(stream).write { _ in }
      }
      #expect(parts.allSatisfy("\(streamed)".contains), "\(streamed)")
    }
  }

  @Test("Folds that are encoded once for all are measured as folds encoded anew, and again from the file")
  func folds() throws {
    var options = Self.options()
    let (classifier, masked) = try Classifier.fit(Self.table(), target: "y", options: options)
    options.classWeight = .named(["a": 1, "b": 1])
    let (_, encoded) = try Classifier.fit(Self.table(), target: "y", options: options)
    let (a, b) = (try #require(masked.scores), try #require(encoded.scores))
    #expect(abs(a.logLoss.value - b.logLoss.value) < 1e-6 && a.rowCount == 150)
    let loaded = try Classifier(bytes: classifier.encoded())
    #expect(try loaded.measure(Self.table()).scores.logLoss.value == a.logLoss.value)
    // The offset is half of what there is to know here.
    options.offset = nil
    options.excluded = ["o"]
    let without = try Classifier.fit(Self.table(), target: "y", options: options).report.scores
    #expect(a.logLoss.value < (without?.logLoss.value ?? 0) - 0.05)
  }

  @Test("λ is chosen, probabilities are calibrated and rows held out with the offset")
  func methods() throws {
    var options = Self.options()
    options.method = .optimum(OptimumOptions(penalty: .lasso(nil), lambdaRule: .minimum))
    options.decision.calibration = .platt
    let (classifier, report) = try Classifier.fit(Self.table(), target: "y", options: options)
    #expect(report.scores?.rowCount == 150)
    var predictor = try RowPredictor(classifier)
    try predictor.setCoverage(0.9)
    #expect(try predictor.predict(Self.table()).table.rowCount == 150)
    options = Self.options()
    options.validationShare = 0.2
    let held = try Classifier.fit(Self.table(), target: "y", options: options)
    let again = try Classifier(bytes: held.classifier.encoded()).measure(Self.table())
    #expect(again.origin == .heldOut && again.scores.logLoss.value == held.report.scores?.logLoss.value)
  }

  @Test("An offset that divides the classes separates nothing, whatever it is, and gives nothing away")
  func separatingOffset() throws {
    var random = RandomGenerator(seed: 4)
    var text = "x,o,y\n"
    for row in 0..<80 {
      let isEvent = row % 2 == 1
      text += "\(random.integer(in: 0..<100)),\(isEvent ? 3 : -3),\(isEvent ? "b" : "a")\n"
    }
    for penalty in [LogisticRegression.Penalty.none, .ridge()] {
      var options = ClassifierOptions()
      (options.offset, options.measuring) = ("o", .holdout(0))
      options.method = .optimum(OptimumOptions(penalty: penalty))
      let report = try Classifier.fit(Self.table(of: text), target: "y", options: options).report
      #expect(report.training.solution?.isConverged == true)
      #expect(!report.findings.contains { [.separation, .leakage].contains($0.kind) }, "\(report.findings)")
      options.offset = nil
      let feature = try Classifier.fit(Self.table(of: text), target: "y", options: options).report
      #expect(feature.findings.contains { $0.kind == .separation })
    }
  }

  @Test("Texts that are numbers are read as other columns' are")
  func readings() throws {
    let lines = (0..<40).map { "\($0 * 37 % 23),\"\($0 % 7)1,5 %\",\($0 * 7 / 3 % 2 == 0 ? "a" : "b")\n" }
    var options = ClassifierOptions()
    options.columns.numbers = NumberSpelling(usesDecimalComma: true, stripped: ["%"])
    (options.offset, options.measuring) = ("o", .holdout(0))
    let read = try Classifier.fit(Self.table(of: "x,o,y\n" + lines.joined()), target: "y", options: options)
    let plain = lines.joined().replacingOccurrences(of: "1,5 %", with: "1.5")
    options.columns = ColumnOptions()
    let expected = try Classifier.fit(Self.table(of: "x,o,y\n" + plain), target: "y", options: options)
    #expect(read.report.intercepts == expected.report.intercepts)
    let later = try Classifier(bytes: read.classifier.encoded()).predict(Self.table(of: "x,o\n1,\"2,5 %\"\n"))
    let same = try expected.classifier.predict(Self.table(of: "x,o\n1,2.5\n"))
    #expect(later.probabilities.scalars == same.probabilities.scalars)
  }

  @Test(
    "An offset that is missing, infinite or no number is refused with its row",
    arguments: [("", "row 2"), ("inf", "row 2"), ("x", "row 2")])
  func refused(_ text: String, part: String) throws {
    let table = try Self.table(of: "x,o,y\n1,1,a\n2,\(text),b\n3,1,a\n4,1,b\n5,1,a\n6,1,b\n")
    var options = ClassifierOptions()
    (options.offset, options.measuring) = ("o", .holdout(0))
    let error = try #require(throws: (any Error).self) {
      _ = try Classifier.fit(table, target: "y", options: options).report
    }
    #expect("\(error)".lowercased().contains(part) && "\(error)".contains("\"o\""), "\(error)")
  }

  @Test("What an offset cannot stand beside is named")
  func contradictions() throws {
    func message(_ change: (inout ClassifierOptions) -> Void, target: String = "y") throws -> String {
      var options = Self.options()
      change(&options)
      let error = try #require(throws: (any Error).self) {
        _ = try Classifier.fit(Self.table(), target: target, options: options).report
      }
      return "\(error)"
    }
    #expect(try message { $0.offset = "nowhere" }.contains("column of offsets"))
    #expect(try message({ $0.offset = "y" }).contains("another one than the target"))
    #expect(try message { $0.weights = "o" }.contains("another column than that of the weights"))
    #expect(try message { $0.epochs = 3 }.contains("trained in steps"))
    #expect(try message { $0.method = .optimum(OptimumOptions(like: .glmnet)) }.contains("an offset"))
    #expect(try message({ _ in }, target: "fold").contains("with 4 classes"))
    var optimum = OptimumOptions()
    optimum.bounds = ["o": 0...1]
    #expect(try message { $0.method = .optimum(optimum) }.contains("column with bounds"))
    optimum = OptimumOptions()
    optimum.penaltyFactors = ["o": 0]
    #expect(try message { $0.method = .optimum(optimum) }.contains("column with a penalty factor"))
  }
}
