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
  ///   - table: The rows, of which the features have refused none.
  ///   - classifier: That of a regression.
  ///   - level: The level of the intervals.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for another classifier, and for a level out of range.
  init(_ table: Table, _ classifier: Classifier, level: Double) throws {
    guard let inference = classifier.inference, let formula = classifier.features.regressionFormula else {
      throw LogitError.invalidOption(
        name: "intervals of probabilities", value: "asked for at the level \(level.shortText)",
        expected:
          "left out, since how sure the coefficients are is not known: "
          + (classifier.reasonClauseForNoInference ?? "the model has no formula"))
    }
    let read = classifier.features.reading(table).table
    let offset = try classifier.features.offsetColumn.map { try read.column($0).numbers() }
    let x = try formula.design(of: read)
    (probabilities, low, high) = try inference.probabilityIntervals(x, offsets: offset, level: level)
  }

  /// The numbers of a class in a row: its probability and the ends of the interval.
  func numbers(row: Int, label: Int) -> (probability: Double, low: Double, high: Double) {
    (probabilities[row, label], low[row, label], high[row, label])
  }
}
