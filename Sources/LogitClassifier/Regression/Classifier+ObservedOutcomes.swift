package import Logit
package import LogitData
import LogitStatistics

/// What happened in some rows, and how probable the stored coefficients of a regression made it.
package struct ObservedOutcomes: Sendable {
  /// The probability of each class, `[rows, classes]`.
  package let probabilities: Tensor<Double>
  /// The share of each class in the trials of a row, `[rows, classes]`: 1 for the class that a row is of.
  package let shares: Tensor<Double>
  /// The number of trials in each row, times its weights; `nil` where all are 1.
  package let trials: [Double]?
  /// Whether rows are counts of trials, not single ones.
  package let areCounts: Bool
}

extension Classifier {
  /// What happened in a table's rows, and how probable a regression made it; rows that miss something are left out.
  ///
  /// - Parameter table: The rows, with the target.
  /// - Returns: `nil` for a classifier that no regression made.
  /// - Throws: As `labeledPredictions(of:)`; of counts, as `TableRegression`.
  package func observedOutcomes(in table: Table) throws -> ObservedOutcomes? {
    guard let formula = features.regressionFormula, let options = regressionOptions else { return nil }
    let (rows, shares, trials) =
      explainsCounts ? try countedShares(table, options) : try labeledShares(table, options)
    let read = features.reading(rows).table
    let offset = try options.offset.map { try read.column($0).numbers() }
    return ObservedOutcomes(
      probabilities: try probabilities(formula.design(of: read), offsets: offset),
      shares: try Tensor(shares, shape: [rows.rowCount, classes.count]), trials: trials,
      areCounts: explainsCounts)
  }

  private typealias Shares = (rows: Table, shares: [Double], trials: [Double]?)

  private func labeledShares(_ table: Table, _ options: TableRegressionOptions) throws -> Shares {
    let rows = try labeledRows(of: table)
    var shares = [Double](repeating: 0, count: rows.classes.count * classes.count)
    for (row, label) in rows.classes.enumerated() { shares[row * classes.count + Int(label)] = 1 }
    var trials: [Double]?
    for name in [options.weights, options.frequencyWeights].compactMap({ $0 }) {
      let weights = try RegressionNumbers(name, of: rows.table, rows: nil, .notNegative).values
      trials = trials.map { zip($0, weights).map { $0 * $1 } } ?? weights
    }
    return (rows.table, shares, trials)
  }

  private func countedShares(_ table: Table, _ options: TableRegressionOptions) throws -> Shares {
    let data = try RegressionData(RegressionTerms(features.reading(table).table, options), options)
    guard case .counts(let successes, let trials) = data.target.values else { return (data.table, [], nil) }
    let shares = zip(successes, trials).flatMap { success, trial -> [Double] in
      let share = trial > 0 ? success / trial : 0
      return [1 - share, share]
    }
    return (data.table, shares, data.rowWeights.map { zip($0, trials).map { $0 * $1 } } ?? trials)
  }

  /// The probability of each class by the stored coefficients in double precision, `[rows, classes]`.
  private func probabilities(_ x: Tensor<Double>, offsets: [Double]?) throws -> Tensor<Double> {
    guard let estimates = linearEstimates?.inOriginalUnits(features.units, comparesCategories: false) else {
      throw LogitError.invalidOption(
        name: "The model", value: "one with hidden layers", expected: "that of a regression")
    }
    let (rows, columns, outputs) = (x.shape[0], x.shape[1], estimates.outputCount)
    let count = classes.count
    return Tensor<Double>(unsafeUninitializedShape: [rows, count]) { target in
      x.withUnsafeBufferPointer { x in
        var logits = [Double](repeating: 0, count: count)
        for row in 0..<rows {
          for output in 0..<outputs {
            var sum = estimates.bias[output] + (offsets?[row] ?? 0)
            for column in 0..<columns { sum += x[row * columns + column] * estimates.kernel[column, output] }
            logits[outputs == 1 ? 1 : output] = sum
          }
          let largest = logits.max() ?? 0
          let total = logits.reduce(0) { $0 + exponential($1 - largest) }
          for label in 0..<count {
            target[row * count + label] = exponential(logits[label] - largest) / total
          }
        }
      }
    }
  }
}
