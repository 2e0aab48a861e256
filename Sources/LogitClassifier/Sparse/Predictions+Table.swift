import Logit
import LogitData
import LogitFiles

extension Predictions {
  /// The same predictions of two classes with another threshold.
  ///
  /// - Parameter threshold: The probability above which the second class is predicted.
  package func deciding(above threshold: Double) -> Predictions {
    let outputs = Tensor<Float>(unsafeUninitializedShape: [rowCount, 1]) { outputs in
      for row in 0..<rowCount { outputs[row] = probabilities[row, 1] }
    }
    return Predictions(classNames: classNames, outputs: outputs, rule: .threshold(threshold))
  }

  /// The predictions as columns: `predicted`, and `probability_<class>` for each class.
  ///
  /// - Parameters:
  ///   - table: Whose columns stand before them; `nil` for none.
  ///   - hasProbabilities: Whether there are probabilities.
  /// - Throws: `DataError.predictionColumn(_:)` if a column of the table has the name of one that is added.
  package func table(beside table: Table?, hasProbabilities: Bool) throws -> Table {
    let counts = table.map(\.chunkCounts) ?? [rowCount]
    func column(
      _ name: String, _ kind: ColumnKind, _ dictionary: [String], _ chunk: (Range<Int>) -> ColumnChunk
    )
      -> Column
    {
      var start = 0
      let chunks = counts.filter { $0 > 0 }.map { count in
        defer { start += count }
        return chunk(start..<start + count)
      }
      return Column(name: name, kind: kind, chunks: chunks, dictionary: dictionary)
    }
    var columns = [
      column(RowPredictor.predictedColumn, .string, classNames) { rows in
        .string(rows.map { Int32(classIndices[$0]) })
      }
    ]
    for (label, name) in RowPredictor.probabilityColumns(classNames).enumerated() where hasProbabilities {
      columns.append(
        column(name, .numeric, []) { rows in .single(rows.map { probabilities[$0, label] }) })
    }
    guard let table else { return try Table(columns) }
    if let name = columns.map(\.name).first(where: table.columnNames.contains) {
      throw DataError.predictionColumn(name)
    }
    return try table.adding(columns)
  }

  /// The predictions as one JSON object, with an array of them.
  ///
  /// - Parameters:
  ///   - model: What the object calls the model.
  ///   - source: What the object calls the rows.
  package func json(model: String, source: String) -> String {
    let rows = (0..<rowCount).map { row -> JSON in
      [
        "predicted": .string(className(row: row)),
        "probabilities": .array(classNames.indices.map { .number(Double(probabilities[row, $0])) }),
      ]
    }
    return JSON.object([
      JSON.Member("model", .string(model)), JSON.Member("source", .string(source)),
      JSON.Member("classes", .array(classNames.map { .string($0) })),
      JSON.Member("predictions", .array(rows)),
    ]).description
  }
}

extension SparseClassifier {
  /// The options for reading a table for this classifier, as `Classifier.readingOptions(_:)`.
  ///
  /// - Parameter options: The options to start from.
  /// - Returns: Each column of the kind that was learned, with the words for missing values of the training.
  package func readingOptions(_ options: CSVOptions) -> CSVOptions {
    var options = reading.applied(to: options)
    for (name, kind) in features?.inputKinds ?? [] where kind == .string { options.kinds[name] = .string }
    if classes.kind == .string, let target { options.kinds[target] = .string }
    return options
  }
}
