import Logit
public import LogitData
public import LogitFiles

/// A logistic or softmax regression on sparse rows, with what its inputs and outputs mean: rows of an
/// svmlight file, or of a table whose texts are hashed into up to 2²⁴ columns.
///
///     let data = try SparseDataset(svmlight: "train.svm")
///     let (classifier, report) = try SparseClassifier.fit(data)
///     try classifier.save(to: "model.safetensors")
///     let rows = try SparseDataset(svmlight: "new.svm", firstIndex: classifier.firstIndex)
///     let predictions = try classifier.predict(rows)
///
/// Only the coefficients that are not 0 are kept. No row is ever written out with its zeros, so what needs
/// that, such as figures of single features, is not offered here; ``Classifier`` is the model for tables of a
/// few thousand features. ``OnlineTraining`` makes such a classifier of rows that come one after the other.
public struct SparseClassifier: Sendable {
  /// The classes, in the order of the probabilities.
  public let classes: ClassLabels
  /// The name of the target column; `nil` for rows of svmlight files, which have none.
  public let target: String?
  /// How columns of a table become sparse columns; `nil` for rows of svmlight files.
  public let features: FeatureSpace?
  /// How the table was read, so that later rows are read alike.
  public let reading: TableReading
  /// The number that svmlight files give the first column: 0 or 1.
  public let firstIndex: Int
  /// The number of columns.
  public let columnCount: Int
  /// The columns with a coefficient, counted from 0 and ascending.
  public let columns: [Int32]
  /// Their coefficients in the columns' own units, `[predictors, columns]`: of two classes those of the
  /// second, else of each class.
  public let coefficients: [Double]
  /// The constants, one a predictor.
  public let intercepts: [Double]
  /// What becomes of the probabilities, and which class is predicted.
  public internal(set) var decision = ClassDecision.usual
  /// What learning goes on from, if the rows came one after the other.
  var online: OnlineState?
  /// The version of Logit, rows, penalty, search and scores of the training, as JSON.
  public let record: JSON

  init(
    classes: ClassLabels, target: String?, features: FeatureSpace?, reading: TableReading, firstIndex: Int,
    columnCount: Int, columns: [Int32], coefficients: [Double], intercepts: [Double], record: JSON
  ) {
    (self.classes, self.target, self.features) = (classes, target, features)
    (self.reading, self.firstIndex, self.columnCount) = (reading, firstIndex, columnCount)
    (self.columns, self.coefficients, self.intercepts) = (columns, coefficients, intercepts)
    self.record = record
  }
}

// MARK: - Predictions

extension SparseClassifier {
  /// The classes and probabilities of sparse rows.
  ///
  /// - Parameter data: Rows whose columns are numbered as those that were trained on. Columns that the model
  ///   does not know count for nothing. The labels do not matter.
  /// - Returns: In the order of the rows.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for rows whose columns are counted from
  ///   another number, or for a classifier of tables.
  public func predict(_ data: SparseDataset) throws -> Predictions {
    try requireRows(data)
    return predictions(try outputs(of: data.matrix))
  }

  /// The classes and probabilities of a table's rows.
  ///
  /// - Parameters:
  ///   - table: Has the columns that the features take.
  ///   - counts: What is missing or unknown is added.
  /// - Returns: In the order of the rows.
  /// - Throws: As `FeatureSpace.sparseMatrix(of:counts:)`, and
  ///   `LogitError.invalidOption(name:value:expected:)` for a classifier of svmlight files.
  public func predict(_ table: Table, counts: inout PredictionCounts) throws -> Predictions {
    predictions(try outputs(of: requireFeatures().sparseMatrix(of: table, counts: &counts)))
  }

  /// Measures the classifier on rows whose classes are known.
  ///
  /// - Parameter data: The rows, whose labels are the classes' names as numbers.
  /// - Throws: As ``predict(_:)``; `DataError.unknownClass(column:row:value:known:)` for a class that was not
  ///   trained on.
  public func evaluate(_ data: SparseDataset) throws -> Evaluation {
    try evaluation(of: labeledPredictions(of: data), PredictionCounts())
  }

  /// Measures the classifier on a table that has the target column.
  ///
  /// - Parameter table: The rows; those without a target are left out and counted.
  /// - Throws: As ``predict(_:counts:)``; also as `Classifier.evaluate(_:)`.
  public func evaluate(_ table: Table) throws -> Evaluation {
    var counts = PredictionCounts()
    let rows = try labeledPredictions(of: table, counts: &counts)
    return try evaluation(of: rows, counts)
  }

  /// The number of entries that are not 0 in columns after the last one that was trained on.
  package func unknownEntryCount(of data: SparseDataset) -> Int {
    let x = data.matrix
    guard x.columnCount > columnCount else { return 0 }
    return x.columns.indices.count { Int(x.columns[$0]) >= columnCount && x.values[$0] != 0 }
  }

  /// Whether rows may be those that were trained on: as many, and of a source of the same name.
  ///
  /// - Parameters:
  ///   - rowCount: The number of rows with a class.
  ///   - source: What they are called.
  package func mayHaveSeen(_ rowCount: Int, of source: String) -> Bool {
    record["data"]?["rows"]?.integer == rowCount && record["data"]?["source"]?.string == source
  }

  func predictions(_ outputs: Tensor<Float>) -> Predictions {
    Predictions(classNames: classes.names, outputs: outputs, rule: decision.rule)
  }

  /// The probabilities as a head gives them, `[rows, outputs]`: of two classes that of the second.
  func outputs(of x: SparseMatrix) throws -> Tensor<Float> {
    let adjustment = decision.adjustment
    let found = try predictors.outputs(of: x, asLogits: adjustment != nil)
    return try adjustment?.probabilities(found) ?? found
  }

  /// The probabilities before they were calibrated.
  func ownOutputs(of x: SparseMatrix) throws -> Tensor<Float> {
    try predictors.outputs(of: x, asLogits: false)
  }

  private var predictors: SparsePredictors {
    SparsePredictors(
      head: classes.head, columns: columns, coefficients: coefficients, intercepts: intercepts)
  }

  func requireRows(_ data: SparseDataset) throws {
    try LogitError.require(
      features == nil, "kind of rows", "sparse",
      "a table with the columns \(DataError.list(features?.inputNames ?? [])), which the model was trained on"
    )
    try LogitError.require(
      data.firstIndex == firstIndex, "first index", data.firstIndex,
      "\(firstIndex), from which the rows that the model was trained on were counted")
  }

  func requireFeatures() throws -> FeatureSpace {
    guard let features else {
      throw LogitError.invalidOption(
        name: "kind of rows", value: "a table",
        expected: "an svmlight or LIBSVM file, as the model was trained on")
    }
    return features
  }
}
