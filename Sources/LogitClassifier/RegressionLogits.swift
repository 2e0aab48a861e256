import Logit
import LogitData

/// The logits of a regression's rows, worked out in double precision.
///
/// Features are encoded in single precision, which does not hold what tells columns apart of which one nearly
/// follows from others, such as the powers of a year. A penalty keeps the weights of such columns small;
/// maximum likelihood does not. So the design is made again as it was fitted.
struct RegressionLogits: Sendable {
  private let formula: FormulaFeature
  private let features: FeatureSpace
  private let estimates: LinearEstimates
  private let units: [(center: Double, step: Double)]

  /// - Returns: `nil` for a classifier that no formula made.
  init?(_ classifier: Classifier) {
    guard let formula = classifier.features.regressionFormula, let estimates = classifier.estimates else {
      return nil
    }
    (self.formula, features, self.estimates) = (formula, classifier.features, estimates)
    units = features.units.map { ($0.center, $0.step) }
  }

  /// The rows of a table as the formula takes them.
  struct Rows {
    /// The columns that the formula makes, `[rows, columns]`.
    let x: Tensor<Double>
    /// What is added to each row's logit; `nil` without an offset.
    let offsets: [Double]?
  }

  /// Works the columns of some rows out.
  ///
  /// - Parameter counts: What is missing or unknown is added; where the rows can be worked out, nothing is.
  /// - Throws: As `FeatureSpace.matrix(of:)`.
  func rows(of table: Table, counts: inout PredictionCounts) throws -> Rows {
    let read = try features.readTable(table)
    let x = try formula.design(of: read)
    // Its own feature refuses what is missing.
    if let offset = features.offsetAlone { _ = try offset.matrix(of: read) }
    counts.add(PredictionCounts(rowCount: table.rowCount))
    return Rows(x: x, offsets: try features.offsetColumn.map { try read.column($0).numbers() })
  }

  /// The logits of rows: `[rows, outputs]`.
  func logits(of rows: Rows) -> Tensor<Double> { logits(of: rows.x, offsets: rows.offsets) }

  /// The logits of the columns that the formula makes of rows, `[rows, columns]`: `[rows, outputs]`.
  func logits(of x: Tensor<Double>, offsets: [Double]?) -> Tensor<Double> {
    let (rows, columns, outputs) = (x.shape[0], x.shape[1], estimates.outputCount)
    return x.withUnsafeBufferPointer { x in
      Tensor(unsafeUninitializedShape: [rows, outputs]) { logits in
        guard let base = logits.baseAddress else { return }
        for row in 0..<rows {
          write(
            UnsafeBufferPointer(rebasing: x[row * columns..<(row + 1) * columns]), offset: offsets?[row] ?? 0,
            to: base + row * outputs)
        }
      }
    }
  }

  /// The logits of a row.
  ///
  /// - Parameters:
  ///   - x: The columns that the formula makes of it.
  ///   - offset: What is added.
  ///   - logits: Room for one for each output.
  func write(_ x: UnsafeBufferPointer<Double>, offset: Double, to logits: UnsafeMutablePointer<Double>) {
    let outputs = estimates.outputCount
    estimates.kernel.withUnsafeBufferPointer { kernel in
      for output in 0..<outputs {
        var sum = estimates.bias[output] + offset
        // A column that never changed has no step, and no weight.
        for column in x.indices where kernel[column * outputs + output] != 0 {
          let (center, step) = units[column]
          sum += kernel[column * outputs + output] * (x[column] - center) / step
        }
        logits[output] = sum
      }
    }
  }
}
