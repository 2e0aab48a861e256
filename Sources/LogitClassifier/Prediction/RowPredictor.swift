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
  /// What becomes of a row that cannot be predicted; ``RowErrorPolicy/fail`` by default.
  public var onError = RowErrorPolicy.fail
  /// The level of the intervals of probabilities, above 0 and below 1, which only the model of a regression
  /// has; `nil`, the default, for none. Probabilities are then in double precision.
  public var intervalLevel: Double?
  /// The most rows that may be left out or marked before that is an error; `nil`, the default, for any
  /// number.
  public var maximumErrorCount: Int?

  /// The share of rows whose class is to be in a set of classes that is made for each, above 0 and below 1;
  /// `nil`, the default, for no sets. See ``setCoverage(_:)``.
  public var coverage: Double? { sets?.coverage }

  let predictor: DecidingPredictor
  private(set) var sets: SetPredictor?

  /// Makes a predictor.
  ///
  /// - Parameter classifier: The classifier.
  /// - Throws: `LogitError` if the model cannot be run, which does not happen for the model of a
  ///   ``Classifier``.
  public init(_ classifier: Classifier) throws {
    self.classifier = classifier
    predictor = try classifier.decidingPredictor()
  }

  /// Makes a set of classes for each row, too, among which the true one is with a given probability.
  ///
  /// Sets come from the predictions of rows that the model had not seen when it was measured; see
  /// `ConformalScores`. For rows like those, a set holds the true class with about this probability; sure is
  /// ``guaranteedCoverage``. The most probable class is in every set.
  ///
  /// - Parameter coverage: The probability, above 0 and below 1.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for a coverage out of range, or
  ///   `DataError.noClassSets(reason:remedy:)` for a classifier that was not measured so that sets can be
  ///   made.
  public mutating func setCoverage(_ coverage: Double) throws {
    sets = try SetPredictor(classifier, coverage: coverage)
  }

  /// The least probability of the true class to be in its set, for rows like those that the classifier was
  /// measured on; `nil` if nothing is sure, as for other groups, later times, and classes that are corrected
  /// for their true shares.
  public var guaranteedCoverage: Double? { sets?.guaranteed }

  /// The column of sets of classes.
  static let setColumn = "set"

  /// The column of predicted classes.
  static let predictedColumn = "predicted"

  /// The column that says why a row could not be predicted.
  static let errorColumn = "error"

  /// The columns of the classes' probabilities.
  static func probabilityColumns(_ classNames: [String]) -> [String] {
    classNames.map { "probability_\($0)" }
  }

  /// The options for reading separated values for this classifier: only the columns it needs, each of the
  /// kind that was learned, with the missing words and the decimal mark of the table it was trained on.
  ///
  /// - Parameter options: The options to start from; the default ones by default.
  /// - Returns: The options with columns and kinds set, in double precision.
  public func readingOptions(_ options: CSVOptions = CSVOptions()) -> CSVOptions {
    var options = classifier.reading.applied(to: options)
    options.columns = Set(classifier.features.inputNames)
    options.kinds = classifier.features.sourceKinds(areLaterRowsKnown: false)
    options.precision = .double
    // Whole numbers that are scaled may since have become numbers with a fraction.
    let numbers = classifier.features.transforms.filter {
      $0 is NumericFeature || $0 is DiscretizedFeature || $0 is OffsetFeature
    }
    options.wideningColumns = Set(numbers.flatMap(\.inputs)).filter { options.kinds[$0] != .string }
    return options
  }

  /// The columns of the intervals of the classes' probabilities.
  static func intervalColumns(_ classNames: [String]) -> [String] {
    probabilityColumns(classNames).flatMap { ["\($0)_low", "\($0)_high"] }
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

  /// What is known of predictions before there are any rows.
  ///
  /// - Parameter extraColumns: The columns of the input that are not used.
  package func notes(extraColumns: [String]) -> PredictionNotes {
    var notes = PredictionNotes(extraColumns: extraColumns)
    notes.separated = classifier.separatedTerms
    return notes
  }

  /// The names of the columns that are added.
  var addedColumns: [String] {
    [Self.predictedColumn] + (hasProbabilities ? Self.probabilityColumns(classifier.classes.names) : [])
      + (intervalLevel == nil ? [] : Self.intervalColumns(classifier.classes.names))
      + (sets == nil ? [] : [Self.setColumn]) + (onError == .mark ? [Self.errorColumn] : [])
  }

  /// Checks that no column that is passed through has the name of one that is added.
  func requireFree(_ columns: [String]) throws {
    guard passesColumns else { return }
    let added = Set(addedColumns)
    if let taken = columns.first(where: added.contains) { throw DataError.predictionColumn(taken) }
  }
}
