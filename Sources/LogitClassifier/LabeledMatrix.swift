import Logit
import LogitData

/// A matrix of features with the number of each row's class.
struct LabeledMatrix {
  /// `[rows, features]`.
  let features: Tensor<Float>
  /// The number of each row's class.
  let classes: [Int32]
  /// How much each row counts, besides its class; `nil` if all count once.
  var weights: [Double]?
  /// The features before they are rounded to single precision; `nil` where that does not matter.
  var precise: Tensor<Double>?

  /// The features as exactly as they are known.
  var matrix: DenseRows.Matrix { precise.map { .double($0) } ?? .float(features) }

  /// The classes as the losses take them: `[rows]`.
  var labels: Tensor<Float> {
    Tensor(unsafeUninitializedShape: [classes.count]) { labels in
      for row in classes.indices { labels[row] = Float(classes[row]) }
    }
  }

  /// The same rows without one of the features.
  func without(_ feature: Int) -> LabeledMatrix {
    let (rows, width) = (features.shape[0], features.shape[1])
    func removing<Scalar>(_ x: Tensor<Scalar>) -> Tensor<Scalar> {
      x.withUnsafeBufferPointer { x in
        Tensor(unsafeUninitializedShape: [rows, width - 1]) { others in
          for row in 0..<rows {
            let (from, to) = (row * width, row * (width - 1))
            for column in 0..<feature { others[to + column] = x[from + column] }
            for column in feature..<width - 1 { others[to + column] = x[from + column + 1] }
          }
        }
      }
    }
    return LabeledMatrix(
      features: removing(features), classes: classes, weights: weights, precise: precise.map(removing))
  }

  /// What a feature is in each row, `[rows]`.
  func column(_ feature: Int) -> Tensor<Double> {
    let (rows, width) = (features.shape[0], features.shape[1])
    let matrix = matrix
    return Tensor(unsafeUninitializedShape: [rows]) { column in
      for row in 0..<rows { column[row] = matrix[row * width + feature] }
    }
  }
}

extension Tensor<Float> {
  /// `[rows, columns]` without one of the rows.
  func removing(row: Int) -> Tensor<Float> {
    let (rows, columns) = (shape[0], shape[1])
    return withUnsafeBufferPointer { values in
      Tensor(unsafeUninitializedShape: [rows - 1, columns]) { others in
        for index in others.indices {
          others[index] = values[index / columns < row ? index : index + columns]
        }
      }
    }
  }
}
