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
  /// What happened in a table's rows, and how probable a regression made it; rows that miss something are
  /// left out.
  ///
  /// - Parameter table: The rows, with the target.
  /// - Returns: `nil` for a classifier that no regression made.
  /// - Throws: As `TableRegression`, for rows that cannot be used.
  package func observedOutcomes(in table: Table) throws -> ObservedOutcomes? {
    guard let formula = features.regressionFormula, let asked = regressionOptions else { return nil }
    var (read, options) = try readAgain(table, asked)
    // What happened in a row does not depend on its cluster.
    options.errors = .model
    let data = try RegressionData(RegressionTerms(read, options), options)
    let x = try data.locating { try formula.design(of: features.reading(data.table).table) }
    let (shares, trials) = shares(data)
    return ObservedOutcomes(
      probabilities: try probabilities(x, offsets: data.offset?.values),
      shares: try Tensor(shares, shape: [data.table.rowCount, classes.count]), trials: trials,
      areCounts: explainsCounts)
  }

  /// The share of each class in the rows, `[rows, classes]`, and what each row counts.
  private func shares(_ data: RegressionData) -> (shares: [Double], trials: [Double]?) {
    switch data.target.values {
    case .classes(let labels):
      var shares = [Double](repeating: 0, count: labels.count * classes.count)
      for (row, label) in labels.enumerated() { shares[row * classes.count + Int(label)] = 1 }
      return (shares, data.rowWeights)
    case .counts(let successes, let trials):
      let shares = zip(successes, trials).flatMap { success, trial -> [Double] in
        let share = trial > 0 ? success / trial : 0
        return [1 - share, share]
      }
      return (shares, data.rowWeights.map { zip($0, trials).map { $0 * $1 } } ?? trials)
    }
  }

  /// The probability of each class by the stored coefficients in double precision, `[rows, classes]`.
  private func probabilities(_ x: Tensor<Double>, offsets: [Double]?) throws -> Tensor<Double> {
    guard let regression = RegressionLogits(self) else {
      throw LogitError.invalidOption(
        name: "The model", value: "one with hidden layers", expected: "that of a regression")
    }
    let logits = regression.logits(of: x, offsets: offsets)
    let (rows, outputs, count) = (logits.shape[0], logits.shape[1], classes.count)
    return Tensor<Double>(unsafeUninitializedShape: [rows, count]) { target in
      var row = [Double](repeating: 0, count: count)
      for index in 0..<rows {
        for output in 0..<outputs { row[outputs == 1 ? 1 : output] = logits[index, output] }
        let largest = row.max() ?? 0
        let total = row.reduce(0) { $0 + exponential($1 - largest) }
        for label in 0..<count { target[index * count + label] = exponential(row[label] - largest) / total }
      }
    }
  }
}
