import Logit
import LogitData

/// What a classifier says of some rows.
public struct Predictions: Sendable {
  /// The classes' names, in the order of the probabilities.
  public let classNames: [String]
  /// The probability of each class, `[rows, classes]`; each row sums to one.
  public let probabilities: Tensor<Float>
  /// The number of each row's most probable class, the first one if there are several.
  public let classIndices: [Int]

  /// The number of rows.
  public var rowCount: Int { classIndices.count }

  /// The name of the class of a row.
  public func className(row: Int) -> String { classNames[classIndices[row]] }

  /// - Parameter outputs: What the model gave: `[rows, 1]` for two classes, `[rows, classes]` for more.
  package init(classNames: [String], outputs: Tensor<Float>) {
    self.classNames = classNames
    let count = classNames.count
    let rows = outputs.shape[0]
    probabilities =
      count > 2
      ? outputs
      : outputs.withUnsafeBufferPointer { outputs in
        Tensor(unsafeUninitializedShape: [rows, 2]) { buffer in
          for row in 0..<rows {
            buffer[2 * row] = 1 - outputs[row]
            buffer[2 * row + 1] = outputs[row]
          }
        }
      }
    classIndices = probabilities.withUnsafeBufferPointer { values in
      (0..<rows).map { row in
        var best = 0
        for index in 1..<count where values[row * count + index] > values[row * count + best] { best = index }
        return best
      }
    }
  }
}

extension Classifier {
  /// The probabilities and classes of some rows.
  ///
  /// - Parameter table: Has every column the classifier was trained on, in any order; others are ignored.
  /// - Throws: ``DataError`` naming columns that are missing or hold other kinds of values than learned.
  public func predict(_ table: Table) throws -> Predictions {
    let outputs = try Predictor(model).predict(features.matrix(of: table))
    return Predictions(classNames: classes.names, outputs: outputs)
  }
}
