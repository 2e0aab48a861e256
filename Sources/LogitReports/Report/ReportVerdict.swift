import Logit
import LogitClassifier
public import LogitStatistics

/// A report's first lines: what is asked, and how well it is answered.
public struct ReportVerdict: Sendable, Equatable {
  /// The question as a title: `diagnosis: malignant or benign?`
  public let question: String
  /// How often the answer is wrong, in counts.
  public let sentence: String
  /// At most four measures; none if nothing was measured.
  public let measures: [Measure]

  /// A measure beside what no model would give.
  public struct Measure: Sendable, Equatable {
    /// The name in JSON: `accuracy`, `log_loss`, `roc_auc`, `brier_score` or `macro_f1`.
    public let name: String
    /// The name for people.
    public let title: String
    /// The value with its interval, if it has one.
    public let estimate: Estimate
    /// The value of giving each row the shares of the classes in these rows.
    public let baseline: Double
    /// What is said of the baseline: `always benign`.
    public let baselineTitle: String
  }
}

extension ClassifierReport {
  /// The question, the answer, and whether any row of the data is in the report.
  package var closingText: String {
    let count = includedRows.count
    let rows =
      count == 0
      ? "no row of the data is in it"
      : "\(count.counted("row")) of the data \(count == 1 ? "is" : "are") in it"
    return "\(verdict.question) \(verdict.sentence)\nIt is one file; \(rows)."
  }
}

extension ReportVerdict {
  /// With more classes than this, a title counts them.
  private static let mostNamed = 6

  init(_ classifier: Classifier, _ rows: LabeledPredictions?, _ scores: ClassificationScores?) throws {
    let names = classifier.classes.names
    let target = classifier.target.shortened(to: 60)
    // The positive class first: it is what one asks about.
    let listed = (names.count == 2 ? names.reversed() : names).map { $0.shortened(to: 40) }
    question =
      names.count <= Self.mostNamed
      ? "\(target): \(listed.dropLast().joined(separator: ", ")) or \(listed[listed.count - 1])?"
      : "\(target): which of \(names.count.grouped) classes?"
    guard let rows, let scores else {
      sentence = "Nothing was measured: the report was made without rows whose classes are known."
      measures = []
      return
    }
    sentence = Self.sentence(names, scores.confusionMatrix)
    measures = try Self.measures(rows, scores)
  }

  private static func sentence(_ names: [String], _ matrix: ConfusionMatrix) -> String {
    let total = Int(matrix.total)
    guard names.count == 2 else {
      let right = names.indices.reduce(0) { $0 + Int(matrix[actual: $1, predicted: $1]) }
      let pairs = names.indices.flatMap { actual in
        names.indices.filter { $0 != actual }.map {
          (actual: actual, predicted: $0, count: Int(matrix[actual: actual, predicted: $0]))
        }
      }
      let worst = pairs.max { ($0.count, -$0.actual, -$0.predicted) < ($1.count, -$1.actual, -$1.predicted) }
      let often = worst.flatMap { pair in
        pair.count == 0
          ? nil
          : "; most often \(names[pair.actual].shortened(to: 40)) is called \(names[pair.predicted].shortened(to: 40)) "
            + "(\(pair.count.grouped) of \(Int(matrix.support(of: pair.actual)).grouped))"
      }
      return "Is wrong about \((total - right).grouped) of \(total.counted("row"))\(often ?? "")."
    }
    let (negative, positive) = (names[0].shortened(to: 40), names[1].shortened(to: 40))
    return "Misses \(Int(matrix[actual: 1, predicted: 0]).grouped) of \(Int(matrix.support(of: 1)).grouped) "
      + "\(positive) and calls \(Int(matrix[actual: 0, predicted: 1]).grouped) of "
      + "\(Int(matrix.support(of: 0)).grouped) \(negative) \(positive)."
  }

  private static func measures(_ rows: LabeledPredictions, _ scores: ClassificationScores) throws -> [Measure]
  {
    let names = rows.predictions.classNames
    let shares = try rows.scoresOfShares()
    let most = names.indices.max { (rows.rowCount(of: $0), -$0) < (rows.rowCount(of: $1), -$1) } ?? 0
    let always = "always \(names[most].shortened(to: 30))"
    func measure(_ name: String, _ title: String, _ estimate: Estimate, _ baseline: Double, _ words: String)
      -> Measure
    {
      Measure(name: name, title: title, estimate: estimate, baseline: baseline, baselineTitle: words)
    }
    let base = "the classes' shares"
    return [
      measure("accuracy", "Accuracy", scores.accuracy, shares.accuracy.value, always),
      measure(
        "roc_auc", names.count == 2 ? "Area under ROC" : "Mean area under ROC", scores.rocArea, 0.5, "chance"),
      measure("log_loss", "Log loss", scores.logLoss, shares.logLoss.value, base),
      names.count == 2
        ? measure("brier_score", "Brier score", Estimate(scores.brierScore), shares.brierScore, base)
        : measure("macro_f1", "Mean F1", Estimate(scores.macroF1), shares.macroF1, always),
    ]
  }
}
