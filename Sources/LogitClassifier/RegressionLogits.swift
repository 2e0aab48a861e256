import Logit
import LogitData

/// The logits of a regression's rows, worked out in double precision.
///
/// Features are encoded in single precision, which does not hold what tells columns apart of which one nearly follows from
/// others, such as the powers of a year. A penalty keeps the weights of such columns small; maximum likelihood does not. So
/// the design is made again as it was fitted.
struct RegressionLogits: Sendable {
  private let formula: FormulaFeature
  private let features: FeatureSpace
  private let estimates: LinearEstimates
  /// The column of offsets; `nil` without.
  private let offset: String?

  /// - Returns: `nil` for a classifier that is none of a formula.
  init?(_ classifier: Classifier) {
    guard let formula = classifier.features.regressionFormula, let estimates = classifier.estimates else {
      return nil
    }
    (self.formula, features, self.estimates) = (formula, classifier.features, estimates)
    offset = classifier.provenance.options?.regression?.offset
  }

  /// The logits of some rows, of which the features have refused none: `[rows, outputs]`, rounded once.
  func callAsFunction(_ table: Table) throws -> Tensor<Float> {
    let read = features.reading(table).table
    let x = try formula.design(of: read)
    let offsets = try offset.map { try read.column($0).numbers() }
    let (rows, columns, outputs) = (x.shape[0], x.shape[1], estimates.outputCount)
    let codes = features.units.prefix(columns).map(ColumnCode.init)
    return x.withUnsafeBufferPointer { x in
      estimates.kernel.withUnsafeBufferPointer { kernel in
        Tensor(unsafeUninitializedShape: [rows, outputs]) { logits in
          for row in 0..<rows {
            for output in 0..<outputs {
              var sum = estimates.bias[output] + (offsets?[row] ?? 0)
              for column in 0..<columns where kernel[column * outputs + output] != 0 {
                sum += kernel[column * outputs + output] * codes[column].encode(x[row * columns + column])
              }
              logits[row * outputs + output] = Float(sum)
            }
          }
        }
      }
    }
  }
}

/// How a column becomes a feature: (x − center) · factor + offset.
private struct ColumnCode {
  let center: Double
  let factor: Double
  let offset: Double

  init(_ unit: FeatureUnit) {
    switch unit {
    case .scaled(let center, let deviation):
      (self.center, factor, offset) = (center, deviation > 0 ? 1 / deviation : 0, 0)
    case .rescaled(let factor, let offset): (center, self.factor, self.offset) = (0, factor, offset)
    case .category: (center, factor, offset) = (0, 1, 0)
    }
  }

  func encode(_ value: Double) -> Double { (value - center) * factor + offset }
}
