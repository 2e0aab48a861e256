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

  /// The name of the class that is predicted for a row.
  ///
  /// - Parameter row: The row, counted from 0.
  /// - Returns: The name.
  public func className(row: Int) -> String { classNames[classIndices[row]] }

  /// - Parameter outputs: What the model gave: `[rows, 1]` for two classes, `[rows, classes]` for more.
  package init(classNames: [String], outputs: Tensor<Float>) {
    self.classNames = classNames
    let head = ClassHead(classCount: classNames.count)
    probabilities = head.probabilities(outputs)
    classIndices = outputs.withUnsafeBufferPointer { values in
      (0..<outputs.shape[0]).map { head.mostProbable(values, row: $0) }
    }
  }

  /// How the model's outputs are read.
  var head: ClassHead { ClassHead(classCount: classNames.count) }
}

extension Classifier {
  /// The probabilities and classes of some rows.
  ///
  /// - Parameter table: Has every column the classifier was trained on, in any order; others are ignored.
  /// - Returns: The probabilities and classes, in the order of the rows.
  /// - Throws: `DataError.missingColumns(names:known:)` if features are not there,
  ///   `DataError.learnedOtherwise(column:learned:found:)` if one holds another kind of values than in training, and
  ///   `DataError.missingValues(column:count:firstRow:)` or `DataError.unknownCategory(column:row:value:known:)` where
  ///   the features refuse such rows.
  public func predict(_ table: Table) throws -> Predictions {
    let outputs = try Predictor(model).predict(features.matrix(of: table))
    return Predictions(classNames: classes.names, outputs: outputs)
  }
}
