import Logit
import LogitData
import LogitStatistics

/// The probabilities of some rows by a regression, in double precision, with their intervals.
struct RowIntervals {
  /// The probability of each class, `[rows, classes]`.
  let probabilities: Tensor<Double>
  /// The lower ends, `[rows, classes]`; NaN where there is none.
  let low: Tensor<Double>
  /// The upper ends, `[rows, classes]`; NaN where there is none.
  let high: Tensor<Double>

  /// Predicts rows.
  ///
  /// - Parameters:
  ///   - rows: The rows as the classifier takes them.
  ///   - classifier: That of a regression.
  ///   - level: The level of the intervals.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for another classifier, and for a level out
  ///   of range.
  init(_ rows: DecidingPredictor.EncodedRows, _ classifier: Classifier, level: Double) throws {
    guard let inference = classifier.inference, case .design(let rows) = rows else {
      throw LogitError.invalidOption(
        name: "intervals of probabilities", value: "asked for at the level \(level.shortText)",
        expected:
          "left out, since how sure the coefficients are is not known: "
          + (classifier.reasonClauseForNoInference ?? "the model has no formula"))
    }
    (probabilities, low, high) = try inference.probabilityIntervals(
      rows.x, offsets: rows.offsets, level: level)
  }

  /// The numbers of a class in a row: its probability and the ends of the interval.
  func numbers(row: Int, label: Int) -> (probability: Double, low: Double, high: Double) {
    (probabilities[row, label], low[row, label], high[row, label])
  }
}
