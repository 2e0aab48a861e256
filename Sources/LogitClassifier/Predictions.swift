import Logit
import LogitData

/// The predictions of a classifier for some rows.
public struct Predictions: Sendable {
  /// The classes' names, in the order of the probabilities.
  public let classNames: [String]
  /// The probability of each class, `[rows, classes]`; each row sums to one.
  public let probabilities: Tensor<Float>
  /// The number of each row's most probable class, the first of equally probable ones.
  public let classIndices: [Int]

  /// The number of rows.
  public var rowCount: Int { classIndices.count }

  /// The name of the class predicted for a row.
  ///
  /// - Parameter row: The row, counted from 0.
  /// - Returns: The name.
  public func className(row: Int) -> String { classNames[classIndices[row]] }

  /// Reads a model's outputs.
  ///
  /// - Parameters:
  ///   - classNames: The names of the classes.
  ///   - outputs: The model's outputs: `[rows, 1]` for two classes, `[rows, classes]` for more.
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
  /// Predicts the classes of some rows, with their probabilities.
  ///
  /// - Parameter table: A table with every column the classifier was trained on, in any order; others are
  ///   ignored.
  /// - Returns: The probabilities and classes, in the order of the rows.
  /// - Throws: `DataError.missingColumns(names:known:)` if features are missing,
  ///   `DataError.learnedOtherwise(column:learned:found:)` if one holds a different kind of values than in
  ///   training, and `DataError.missingValues(column:count:firstRow:)` or
  ///   `DataError.unknownCategory(column:row:value:known:)` where the features refuse such values.
  public func predict(_ table: Table) throws -> Predictions {
    let outputs = try Predictor(model).predict(features.matrix(of: table))
    return Predictions(classNames: classes.names, outputs: outputs)
  }
}

extension Predictions: CustomStringConvertible {
  /// The classes and probabilities of the first and last five rows, counted from 0, and the size.
  public var description: String {
    var excerpt = Excerpt(rowCount: rowCount, names: ["predicted"] + classNames.map { "p(\($0))" }) {
      row, column in
      column == 0 ? className(row: row) : Double(probabilities[row, column - 1]).fixed(decimals: 4)
    }
    excerpt.isNumber = { $0 > 0 }
    return excerpt.text + "\(rowCount.counted("row")), \(classNames.count) classes\n"
  }
}
