import Logit
import LogitData

/// Predicts the rows of a file or a stream as they arrive: one row in, one row out.
///
///     let predictor = try RowPredictor(Classifier(contentsOf: "patients.safetensors"))
///     let stream = try CSVStream(path: "-", options: predictor.readingOptions())
///     let predicted = try predictor.predict(stream)
///     let notes = try predicted.write { bytes in try connection.send(bytes) }
///     print(notes)
///
/// A few ten thousand rows are in memory at a time, and a row's prediction is passed on as soon as the row
/// has arrived. The next rows are read on another thread while the previous ones are predicted.
///
/// For a table that is already in memory, ``predict(_:)-(Table)`` returns the predictions as columns.
public struct RowPredictor: Sendable {
  /// The classifier.
  public let classifier: Classifier
  /// Whether the rows' own columns precede their predictions; `true` by default.
  public var passesColumns = true
  /// Whether the probability of each class follows the class; `true` by default.
  public var hasProbabilities = true

  let predictor: Predictor

  /// Makes a predictor.
  ///
  /// - Parameter classifier: The classifier.
  /// - Throws: `LogitError` if the model cannot be run, which does not happen for the model of a
  ///   ``Classifier``.
  public init(_ classifier: Classifier) throws {
    self.classifier = classifier
    predictor = try Predictor(classifier.model)
  }

  /// The column of predicted classes.
  static let predictedColumn = "predicted"

  /// The columns of the classes' probabilities.
  static func probabilityColumns(_ classNames: [String]) -> [String] {
    classNames.map { "probability_\($0)" }
  }

  /// The options for reading separated values for this classifier: only the columns it needs, each of the
  /// kind that was learned.
  ///
  /// - Parameter options: The options to start from; the default ones by default.
  /// - Returns: The options with columns and kinds set, in double precision.
  public func readingOptions(_ options: CSVOptions = CSVOptions()) -> CSVOptions {
    var options = options
    let inputs = classifier.features.inputKinds
    options.columns = Set(inputs.map(\.name))
    options.kinds = Dictionary(inputs.map { ($0.name, $0.kind) }) { first, _ in first }
    options.precision = .double
    // Whole numbers that are scaled may since have become numbers with a fraction.
    let numbers = classifier.features.transforms.filter { $0 is NumericFeature || $0 is DiscretizedFeature }
    options.wideningColumns = Set(numbers.flatMap(\.inputs))
    return options
  }

  /// The columns of an input that the classifier neither uses nor left out in training.
  ///
  /// - Parameter names: The names of the input's columns.
  /// - Returns: Those that are not used, except the target.
  /// - Throws: `DataError.duplicateColumn(name:first:second:source:)` if two have the same name.
  public func extraColumns(among names: [String]) throws -> [String] {
    let table = try Table(names.map { Column($0, numbers: [Double]()) })
    return classifier.features.extraColumns(in: table).filter { $0 != classifier.target }
  }

  /// Checks that no column that is passed through has the name of one that is added.
  func requireFree(_ columns: [String]) throws {
    guard passesColumns else { return }
    let added = [Self.predictedColumn] + Self.probabilityColumns(classifier.classes.names)
    if let taken = columns.first(where: { added.contains($0) }) { throw DataError.predictionColumn(taken) }
  }
}

// MARK: - Tables

extension RowPredictor {
  /// Predicts a table that is in memory.
  ///
  /// - Parameter table: A table with every column the classifier was trained on, in any order.
  /// - Returns: The predictions as a table: the column `predicted` and a column `probability_<class>` for
  ///   each class, after the table's own, depending on ``passesColumns`` and ``hasProbabilities``; and what
  ///   was noticed.
  /// - Throws: `DataError.missingColumns(names:known:)` if features are missing;
  ///   `DataError.learnedOtherwise(column:learned:found:)` for values of another kind than learned;
  ///   `DataError.predictionColumn(_:)` if a column that is passed through has the name of one that is added.
  public func predict(_ table: Table) throws -> (table: Table, notes: PredictionNotes) {
    var notes = PredictionNotes()
    notes.extraColumns = try extraColumns(among: table.columnNames)
    let outputs = try predictor.predict(classifier.features.matrix(of: table, counts: &notes.counts))
    try requireFree(table.columnNames)
    let columns = Predictions(classNames: classifier.classes.names, outputs: outputs)
      .columns(chunkCounts: table.chunkCounts, hasProbabilities: hasProbabilities)
    return (try Table((passesColumns ? table.columns : []) + columns), notes)
  }
}

extension Predictions {
  /// The columns that are added to a table.
  fileprivate func columns(chunkCounts: [Int], hasProbabilities: Bool) -> [Column] {
    var predicted: [ColumnChunk] = []
    var pieces = [[ColumnChunk]](repeating: [], count: hasProbabilities ? classNames.count : 0)
    var start = 0
    for count in chunkCounts {
      let rows = start..<start + count
      predicted.append(.string(classIndices[rows].map { Int32($0) }))
      probabilities.withUnsafeBufferPointer { values in
        for index in pieces.indices {
          pieces[index].append(.single(rows.map { values[$0 * classNames.count + index] }))
        }
      }
      start += count
    }
    let column = Column(
      name: RowPredictor.predictedColumn, kind: .string, chunks: predicted, dictionary: classNames)
    let names = RowPredictor.probabilityColumns(classNames)
    return [column] + zip(names, pieces).map { Column(name: $0, kind: .numeric, chunks: $1) }
  }
}
