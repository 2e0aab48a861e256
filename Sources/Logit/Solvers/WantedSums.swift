import CLogitKernels

/// What is summed up over rows; the number of rows, their weights and their losses always are.
package struct WantedSums: OptionSet, Hashable, Sendable {
  package let rawValue: Int32

  package init(rawValue: Int32) { self.rawValue = rawValue }

  /// The first derivatives of the objective.
  package static let gradient = WantedSums(rawValue: 1)
  /// The Hessian times a direction.
  package static let product = WantedSums(rawValue: 2)
  /// The second derivatives.
  package static let hessian = WantedSums(rawValue: 4)
  /// One matrix for all classes, Σ w c x xᵀ over rows with the mean curvature c of each: of two classes p (1
  /// − p), of k classes Σₗ pₗ (1 − pₗ) / (k − 1). A preconditioner is made of it.
  package static let gram = WantedSums(rawValue: 32)
  /// Of two classes: Σ (w (p − t))² x xᵀ over rows, which robust errors need.
  package static let scores = WantedSums(rawValue: 64)
  /// Of two classes: Σ w p (1 − p) (1 − 2p) x over rows, which marginal effects need.
  package static let slopes = WantedSums(rawValue: 128)
  /// The loss alone.
  package static let value: WantedSums = []
}

/// The numbers that are summed up, and where each stands among them.
///
/// What comes first is the number of rows, the sum of their weights, the sum of weight times loss, and of two
/// classes that of weight times curvature. Then follow, where they are wanted, the gradient and the product,
/// `[predictors, padded]`, and the Hessian, in the order that `logit_linear_sums_count` describes: no dense
/// matrix, but of each pair of classes the upper triangle in blocks of 8 by 8; the Gram matrix and the
/// squared scores, one such triangle each; and the slopes, `[padded]`.
package struct SumsShape: Hashable, Sendable {
  package let predictorCount: Int
  package let columnCount: Int
  package let hasIntercept: Bool
  package let wanted: WantedSums

  /// Elements before the gradient.
  static let totalCount = 8
  static let blockLength = 8

  package init(_ model: LinearModel, _ wanted: WantedSums) {
    self.init(
      predictorCount: model.predictorCount, columnCount: model.columnCount, hasIntercept: model.hasIntercept,
      wanted: wanted)
  }

  init(predictorCount: Int, columnCount: Int, hasIntercept: Bool, wanted: WantedSums) {
    self.predictorCount = predictorCount
    self.columnCount = columnCount
    self.hasIntercept = hasIntercept
    self.wanted = wanted
  }

  /// Strips of eight columns, the intercept's among them.
  var stripCount: Int {
    (columnCount + (hasIntercept ? 1 : 0) + Self.blockLength - 1) / Self.blockLength
  }
  /// The coefficients of a predictor, with room up to a whole strip.
  var paddedCount: Int { stripCount * Self.blockLength }
  /// The doubles of a triangle of blocks.
  private var triangleLength: Int { stripCount * (stripCount + 1) / 2 * Self.blockLength * Self.blockLength }
  /// The doubles of a point or a direction, as the rows take it.
  package var vectorLength: Int { predictorCount * paddedCount }

  var gradientStart: Int { Self.totalCount }
  var productStart: Int { gradientStart + (wanted.contains(.gradient) ? vectorLength : 0) }
  var hessianStart: Int { productStart + (wanted.contains(.product) ? vectorLength : 0) }

  var gramStart: Int {
    let pairCount = predictorCount == 1 ? 1 : predictorCount * (predictorCount - 1) / 2
    return hessianStart + (wanted.contains(.hessian) ? pairCount * triangleLength : 0)
  }

  var scoresStart: Int { gramStart + (wanted.contains(.gram) ? triangleLength : 0) }
  var slopesStart: Int { scoresStart + (wanted.contains(.scores) ? triangleLength : 0) }

  /// The number of doubles.
  package var count: Int { slopesStart + (wanted.contains(.slopes) ? paddedCount : 0) }

  /// Where the triangle of two classes begins; of a model with one predictor there is one.
  func triangleStart(_ k: Int, _ l: Int) -> Int {
    let (first, second) = (min(k, l), max(k, l))
    let pair =
      predictorCount == 1 ? 0 : first * predictorCount - first * (first + 1) / 2 + second - first - 1
    return hessianStart + pair * triangleLength
  }

  /// Where the element of two coefficients, i <= j, stands in a triangle.
  func triangleIndex(_ i: Int, _ j: Int) -> Int {
    let (row, column) = (i / Self.blockLength, j / Self.blockLength)
    let block = row * stripCount - row * (row - 1) / 2 + column - row
    return (block * Self.blockLength + i % Self.blockLength) * Self.blockLength + j % Self.blockLength
  }
}
