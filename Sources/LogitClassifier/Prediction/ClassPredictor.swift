public import LogitData

/// A classifier frozen for predicting rows that come one by one, in a server or an app.
///
///     let predictor = try classifier.predictor()
///     let prediction = try predictor.predict(["island": "Biscoe", "bill_length_mm": 46.1])
///     print(prediction.className, prediction.probabilities)
///
/// It is made once; then nothing is worked out anew for a row but its prediction, and any number of threads
/// may use it at once. Probabilities and classes are those that ``Classifier/predict(_:)`` gives for the same
/// row, to the last bit.
///
/// A row is a dictionary, a value that is `Encodable`, such as a struct whose properties are named as the
/// columns are, or a list of numbers in the order of ``columns``. A column that is not in it counts as
/// missing, and other names do no harm, unless they look like a column that is missing.
///
/// For tables and streams there is ``RowPredictor``, for models without columns `Predictor`.
public struct ClassPredictor: Sendable {
  private let frozen: FrozenClassifier

  /// Freezes a classifier.
  ///
  /// - Parameter classifier: The classifier.
  /// - Throws: `LogitError` if the model cannot be run, which does not happen for the model of a
  ///   ``Classifier``.
  public init(_ classifier: Classifier) throws { frozen = try FrozenClassifier(classifier) }

  /// The names of the classes, in the order of the probabilities.
  public var classNames: [String] { frozen.classNames }

  /// The columns that the classifier takes, in the order of a list of values.
  public var columns: [String] { frozen.features.names }
}

extension Classifier {
  /// Freezes the classifier for predicting rows that come one by one.
  ///
  /// - Returns: What predicts them.
  /// - Throws: `LogitError` if the model cannot be run, which does not happen for the model of a
  ///   ``Classifier``.
  public func predictor() throws -> ClassPredictor { try ClassPredictor(self) }
}

// MARK: - One row
//
// What is written as a literal is a dictionary of values or a list of numbers first, and only then
// `Encodable`.

extension ClassPredictor {
  /// Predicts a row of named values.
  ///
  /// - Parameter row: The values by column: texts, numbers, truth values, or optionals of these.
  /// - Returns: The class, the probabilities, and what there is to tell of the row.
  /// - Throws: `DataError.learnedOtherwise(column:learned:found:)` for a value of another kind than in
  ///   training; `DataError.unreadableValue(column:row:value:expected:count:remedies:)` for a text that is no
  ///   number or date; `DataError.missingColumns(names:known:)` if the row has none of the columns;
  ///   `DataError.unknownColumn(name:role:nearest:known:)` for a name that looks like a column that the row
  ///   lacks; and `DataError.missingValues(column:count:firstRow:)`,
  ///   `DataError.unknownCategory(column:row:value:known:)`,
  ///   `DataError.undefinedValue(column:row:value:expression:)` or
  ///   `DataError.tooLargeNumber(column:row:value:)` for values that the features refuse. Each names the
  ///   column, what is needed there, and what was found.
  public func predict(_ row: [String: any TableValue]) throws -> Prediction {
    try frozen.predict { try frozen.features.write(row, to: $0) }
  }

  /// Predicts a row of named values, of which those that are `nil` are missing.
  ///
  /// - Parameter row: The values by column: texts, numbers, truth values, or `nil`.
  /// - Returns: The class, the probabilities, and what there is to tell of the row.
  /// - Throws: As for a dictionary without `nil`.
  public func predict(_ row: [String: (any TableValue)?]) throws -> Prediction {
    try frozen.predict { try frozen.features.write(row, to: $0) }
  }

  /// Predicts a row that encodes its values.
  ///
  ///     struct Penguin: Encodable {
  ///       var island: String
  ///       var billLength: Double?
  ///       enum CodingKeys: String, CodingKey {
  ///         case island
  ///         case billLength = "bill_length_mm"
  ///       }
  ///     }
  ///     let prediction = try predictor.predict(Penguin(island: "Biscoe", billLength: 46.1))
  ///
  /// - Parameter row: A struct or class whose properties are encoded by the names of columns, a dictionary,
  ///   or a list in the order of ``columns``. Values are texts, numbers, truth values, enumerations of these,
  ///   or optionals.
  /// - Returns: The class, the probabilities, and what there is to tell of the row.
  /// - Throws: As for a dictionary; also `DataError.wrongKind(column:expected:found:remedy:)` for a value
  ///   that consists of several, `LogitError.shapeMismatch(operation:expected:found:remedy:)` for a list of
  ///   another length, and what the row throws.
  @_disfavoredOverload
  public func predict(_ row: some Encodable) throws -> Prediction {
    let encoded = EncodedRow(frozen.features)
    try encoded.encode(row)
    // It owns the memory.
    return try withExtendedLifetime(encoded) { try frozen.prediction(encoded.writer) }
  }

  /// Predicts a row of numbers.
  ///
  /// - Parameter row: A number for each of ``columns``, in their order; NaN and infinities count as missing.
  /// - Returns: The class, the probabilities, and what there is to tell of the row.
  /// - Throws: `LogitError.shapeMismatch(operation:expected:found:remedy:)` for another number of values;
  ///   `DataError.learnedOtherwise(column:learned:found:)` for a column that does not hold numbers; otherwise
  ///   as for a dictionary.
  public func predict(_ row: [Double]) throws -> Prediction {
    try row.withUnsafeBufferPointer { try predict($0) }
  }

  /// Predicts a row of numbers in single precision.
  ///
  /// - Parameter row: A number for each of ``columns``, in their order; NaN and infinities count as missing.
  /// - Returns: The class, the probabilities, and what there is to tell of the row.
  /// - Throws: As for numbers in double precision.
  public func predict(_ row: [Float]) throws -> Prediction {
    try withUnsafeTemporaryAllocation(of: Double.self, capacity: max(row.count, 1)) { numbers in
      for (index, number) in row.enumerated() { numbers[index] = Double(number) }
      return try predict(UnsafeBufferPointer(rebasing: numbers[..<row.count]))
    }
  }

  /// Predicts a row of whole numbers.
  ///
  /// - Parameter row: A number for each of ``columns``, in their order.
  /// - Returns: The class, the probabilities, and what there is to tell of the row.
  /// - Throws: As for numbers in double precision.
  public func predict(_ row: [Int]) throws -> Prediction {
    guard row.count == columns.count else { throw frozen.features.wrongCount(row.count) }
    return try frozen.predict { writer in
      for (column, number) in row.enumerated() { try writer.put(Int64(number), column: column) }
      try writer.finish()
    }
  }

  private func predict(_ row: UnsafeBufferPointer<Double>) throws -> Prediction {
    try frozen.predict(numbers: row)
  }
}

// MARK: - Several rows

extension ClassPredictor {
  /// Predicts rows that encode their values, as one by one.
  ///
  /// For many thousands of rows a table is faster.
  ///
  /// - Parameter rows: The rows.
  /// - Returns: A prediction for each.
  /// - Throws: As for a single row, for the first that cannot be predicted.
  @_disfavoredOverload
  public func predict<Row: Encodable>(_ rows: [Row]) throws -> Predictions {
    try frozen.predictions(rows.map { try predict($0) })
  }

  /// Predicts rows of named values, as one by one.
  ///
  /// - Parameter rows: The rows.
  /// - Returns: A prediction for each.
  /// - Throws: As for a single row, for the first that cannot be predicted.
  public func predict(_ rows: [[String: any TableValue]]) throws -> Predictions {
    try frozen.predictions(rows.map { try predict($0) })
  }
}
