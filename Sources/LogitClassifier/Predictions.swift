import Logit
import LogitData
import LogitFiles
package import LogitStatistics

/// The predictions of a classifier for some rows, of which each is a ``Prediction``.
///
///     for prediction in try classifier.predict(table) { print(prediction) }
public struct Predictions: Sendable {
  /// The classes' names, in the order of the probabilities.
  public let classNames: [String]
  /// The probability of each class, `[rows, classes]`; each row sums to one.
  public let probabilities: Tensor<Float>
  /// The number of the class that is decided on for each row: the most probable one, the first of equally
  /// probable ones, unless the classifier has a threshold or costs.
  public let classIndices: [Int]
  /// Where what there is to tell of the rows comes from; `nil` if there is nothing to tell.
  var source: NotedRows?

  /// The number of rows.
  public var rowCount: Int { classIndices.count }

  /// The name of the class predicted for a row.
  ///
  /// - Parameter row: The row, counted from 0; one that does not exist is a programming error.
  /// - Returns: The name.
  public func className(row: Int) -> String {
    guard row >= 0, row < classIndices.count else {
      programmingError("Row \(row) is outside 0..<\(classIndices.count)")
    }
    return classNames[classIndices[row]]
  }

  /// Reads a model's outputs.
  ///
  /// - Parameters:
  ///   - classNames: The names of the classes.
  ///   - outputs: The probabilities: `[rows, 1]`, those of the second, for two classes, `[rows, classes]` for
  ///     more.
  ///   - rule: Which class is decided on; the most probable one by default.
  package init(classNames: [String], outputs: Tensor<Float>, rule: DecisionRule = .mostProbable) {
    self.init(
      classNames: classNames, outputs: outputs,
      predicted: ClassHead(classCount: classNames.count).decide(rule, outputs))
  }

  /// Takes probabilities and classes decided on.
  init(classNames: [String], outputs: Tensor<Float>, predicted: [Int32]) {
    self.classNames = classNames
    probabilities = ClassHead(classCount: classNames.count).probabilities(outputs)
    classIndices = predicted.map { Int($0) }
  }

  /// How the model's outputs are read.
  var head: ClassHead { ClassHead(classCount: classNames.count) }
}

extension Classifier {
  /// Predicts the classes of some rows, with their probabilities.
  ///
  /// For single rows make a ``ClassPredictor`` once instead (``predictor()``).
  ///
  /// - Parameter table: A table with every column the classifier was trained on, in any order; others are
  ///   ignored.
  /// - Returns: The probabilities and classes, in the order of the rows.
  /// - Throws: `DataError.missingColumns(names:known:)` if features are missing,
  ///   `DataError.learnedOtherwise(column:learned:found:)` if one holds a different kind of values than in
  ///   training, and `DataError.missingValues(column:count:firstRow:)` or
  ///   `DataError.unknownCategory(column:row:value:known:)` where the features refuse such values.
  public func predict(_ table: Table) throws -> Predictions {
    let predictor = try decidingPredictor()
    let outputs = try predictor.predict(predictor.rows(of: table, features))
    var predictions = Predictions(classNames: classes.names, outputs: outputs, rule: decision.rule)
    predictions.source = .table(NotedTable(table, features))
    return predictions
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
