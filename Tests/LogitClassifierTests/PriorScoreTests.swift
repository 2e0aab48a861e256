import LogitClassifier
import Testing

/// By which shares of classes scores are made, where the true ones are others than those of the rows.
@Suite struct PriorScoreTests {
  private static func table() throws -> Table {
    let rows = (0..<120).map { "\($0 * 37 % 41),\($0 * 37 % 41 + $0 % 19 > 26 ? "sick" : "well")\n" }
    return try CSVReader(bytes: Array(("x,y\n" + rows.joined()).utf8)).read()
  }

  private static let note =
    "The scores count each of the rows once, so they go by the shares of classes among these rows"

  @Test("Fit and evaluate say by which shares scores are made, where a prior was given, and only there")
  func said() throws {
    for (hasPrior, threshold) in [(false, nil), (true, nil), (true, DecisionOptions.Threshold.best(.mcc))] {
      var options = ClassifierOptions()
      if hasPrior { options.decision.prior = ["sick": 0.1] }
      options.decision.threshold = threshold
      let (classifier, report) = try Classifier.fit(Self.table(), target: "y", options: options)
      #expect(report.description.contains(Self.note) == hasPrior, "\(report)")
      #expect(report.description.contains("goes by the true shares") == (threshold != nil))
      let evaluation = try classifier.evaluate(Self.table())
      #expect(evaluation.description.contains(Self.note) == hasPrior, "\(evaluation)")
      let decision = try JSON(json: report.json(modelPath: nil))["decision"]
      #expect(decision?["scores_by"]?.string == (hasPrior ? "rows" : nil))
      #expect(decision?["metric_by"]?.string == (threshold == nil ? nil : "prior"))
      let measured = try JSON(json: evaluation.json(modelPath: "m", source: "t"))["decision"]
      #expect(measured?["scores_by"]?.string == (hasPrior ? "rows" : nil))
    }
  }
}
