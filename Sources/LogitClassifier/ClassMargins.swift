import Logit
import LogitData

/// Classes that a trained linear model divides from all others without error.
///
/// For a class k the model's direction is vₖ = wₖ - mean of all w (of two classes, w itself). If the smallest
/// vₖ·x among the rows of the class is above the largest among all other rows, a plane between the two
/// divides them: the classes are linearly separable, and without a penalty the likelihood has no maximum at
/// finite weights (A. Albert and J. A. Anderson, "On the existence of maximum likelihood estimates in
/// logistic regression models", Biometrika 71, 1984). The opposite is not shown: classes may be separable by
/// another plane.
struct ClassMargins {
  /// The numbers of the classes that are separable from all others, in ascending order; of two classes, both.
  let classes: [Int]
  /// The smallest distance between a separable class and the others, along its direction, in logits.
  let smallestGap: Double

  /// Looks for separable classes.
  ///
  /// - Parameters:
  ///   - model: A model of one dense layer; with more layers there is nothing to say.
  ///   - rows: The rows it was trained on.
  ///   - offset: The model's input that the rows do not have; none by default.
  init?(_ model: Sequential, of rows: LabeledMatrix, without offset: Int? = nil) {
    guard model.layers.count == 1, let whole = model.layers.first?.weights.first, !rows.classes.isEmpty
    else {
      return nil
    }
    let kernel = offset.map { whole.removing(row: $0) } ?? whole
    let (featureCount, unitCount) = (kernel.shape[0], kernel.shape[1])
    var ranges = [ClassRange](repeating: ClassRange(), count: unitCount)
    Self.directions(kernel).withUnsafeBufferPointer { directions in
      rows.features.withUnsafeBufferPointer { values in
        for row in rows.classes.indices {
          let label = Int(rows.classes[row])
          for unit in 0..<unitCount where !ranges[unit].overlap {
            var score = 0.0
            for feature in 0..<featureCount {
              score +=
                Double(values[row &* featureCount &+ feature]) * directions[unit &* featureCount &+ feature]
            }
            // Of two classes the direction is that of the second.
            ranges[unit].add(score, isMember: label == (unitCount == 1 ? 1 : unit))
          }
        }
      }
    }
    let found = ranges.indices.filter { ranges[$0].gap > 0 }
    classes = unitCount == 1 && !found.isEmpty ? [0, 1] : found
    smallestGap = found.map { ranges[$0].gap }.min() ?? 0
  }

  /// The direction of each class, `[classes, features]`; of two classes, of the second.
  private static func directions(_ kernel: Tensor<Float>) -> [Double] {
    let (features, units) = (kernel.shape[0], kernel.shape[1])
    let means = (0..<features).map { feature in
      units == 1 ? 0 : (0..<units).reduce(0) { $0 + Double(kernel[feature, $1]) } / Double(units)
    }
    return (0..<units).flatMap { unit in
      (0..<features).map { Double(kernel[$0, unit]) - means[$0] }
    }
  }
}

/// How far a class reaches along its direction, and the others from the other side.
private struct ClassRange {
  private var least = Double.infinity
  private var greatestOther = -Double.infinity

  /// Whether the class and the others are known to overlap.
  var overlap: Bool { least <= greatestOther }

  /// Above 0 if the class and the others do not overlap; 0 if one of them has no rows.
  var gap: Double { least.isFinite && greatestOther.isFinite ? least - greatestOther : 0 }

  mutating func add(_ score: Double, isMember: Bool) {
    if isMember { least = min(least, score) } else { greatestOther = max(greatestOther, score) }
  }
}
