import LogitClassifier
import Testing

/// Fits that end early are said, those by which λ is chosen among them.
@Suite struct UnfinishedFitTests {
  /// Rows of five folds. The column x, which is not penalized, would divide the classes but for one row in
  /// each of the first two folds: training rows without both have no optimum.
  private static func table() throws -> Table {
    var random = RandomGenerator(seed: 8)
    var text = "x,z,fold,y\n"
    for row in 0..<100 {
      let isEvent = row % 2 == 1
      let x = isEvent ? random.integer(in: 1..<50) : -random.integer(in: 1..<50)
      text += "\(row == 0 || row == 22 ? 60 : x),\(random.integer(in: 0..<30)),\(row / 2 % 5),"
      text += "\(isEvent ? "b" : "a")\n"
    }
    return try CSVReader(bytes: Array(text.utf8)).read()
  }

  private static var options: ClassifierOptions {
    var options = ClassifierOptions()
    var optimum = OptimumOptions(penalty: .lasso(nil), lambdaRule: .minimum)
    optimum.penaltyFactors = ["x": 0]
    options.method = .optimum(optimum)
    options.measuring = .crossValidation(.column("fold"))
    return options
  }

  @Test(
    "Fits of folds in folds that have no optimum are counted, in a finding, a note and when measured again")
  func innerFolds() throws {
    let (classifier, report) = try Classifier.fit(Self.table(), target: "y", options: Self.options)
    // The model and those of the folds have an optimum.
    #expect(report.training.solution?.isConverged == true && report.unconvergedFoldCount == 0)
    let fits = report.choiceFits
    // For the model and in each of five folds a path to all rows and one in each of the others.
    #expect(fits.count > 1_000 && fits.hasDiverged)
    #expect(fits.unconvergedCount > 0 && fits.unconvergedCount <= 200, "\(fits)")
    let finding = try #require(report.findings.first { $0.kind == .notConverged })
    #expect(finding.severity == .warning && finding.message.contains("\(fits.unconvergedCount) of "))
    #expect(finding.evidence["unconverged_choice_fits"]?.integer == fits.unconvergedCount)
    #expect(report.convergenceNote("m.safetensors")?.contains("lambda was chosen by") == true)
    let loaded = try Classifier(bytes: classifier.encoded())
    let measured = try loaded.measure(Self.table())
    // Of the folds alone, whose models are made again.
    #expect(measured.convergenceNote?.contains("\(fits.unconvergedCount) of ") == true)
    #expect("\(measured)".contains("lambda was chosen by"))
    let rows = try loaded.measuredPredictions(of: Self.table()).rows
    #expect(rows.convergenceNote == measured.convergenceNote)
    let own = try loaded.measure(Self.table(), includingTrainingRows: true)
    #expect(own.convergenceNote == nil)
  }

  @Test("Where every fit has an optimum nothing is said")
  func finished() throws {
    var options = Self.options
    options.method = .optimum(OptimumOptions(penalty: .lasso(nil), lambdaRule: .minimum))
    let report = try Classifier.fit(Self.table(), target: "y", options: options).report
    #expect(report.choiceFits.count > 1_000 && report.choiceFits.unconvergedCount == 0)
    #expect(report.convergenceNote("m") == nil && !report.findings.contains { $0.kind == .notConverged })
  }
}
