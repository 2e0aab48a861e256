import Logit
import LogitData

extension Classifier {
  /// The columns that were learned as texts, which they remain where all the values of a later file look like numbers.
  package var textKinds: [String: ColumnKind] {
    var kinds: [String: ColumnKind] = [:]
    for (name, kind) in features.inputKinds where kind == .string { kinds[name] = kind }
    if classes.kind == .string { kinds[target] = .string }
    return kinds
  }

  /// Whether the classifier was trained on a table, by its fingerprint.
  ///
  /// - Parameter table: Read in single precision, as ``fit(_:target:options:callbacks:)`` reads files on the command line;
  ///   in double precision the same file has another fingerprint.
  /// - Returns: Whether its number of rows and its fingerprint are those that the classifier was trained on.
  public func wasTrained(on table: Table) -> Bool {
    provenance.rowCount == table.rowCount && provenance.fingerprint == table.fingerprint
  }

  /// The rows that were held back when the classifier was trained on a table.
  ///
  /// They are found again from the seed and the share that the model file holds, so that a model can be measured on the
  /// file it comes from without being flattered by the rows it knows.
  ///
  /// - Parameter table: Any table.
  /// - Returns: The rows, counted from 0; `nil` if the classifier was trained on another table, or held none back.
  /// - Throws: `DataError.unknownColumn(name:role:nearest:known:)` if the target column is not there.
  public func heldOutRows(of table: Table) throws -> [Int]? {
    guard provenance.validationRowCount > 0, wasTrained(on: table) else { return nil }
    let column = table.columns[try table.index(of: target, role: "target")]
    let (labels, indices) = try ClassLabels.learn(column)
    guard let share = provenance.options?.validationShare else { return nil }
    var options = ClassifierOptions()
    (options.validationShare, options.seed, options.missingTarget) = (share, provenance.seed, .drop)
    let division = try RowDivision(indices, labels: labels, target: target, options: options)
    let rows = division.places.indices.filter { division.places[$0] == RowDivision.Place.validation }
    return rows.count == provenance.validationRowCount ? rows : nil
  }

  /// The rows of a table to measure the classifier on: of the table it was trained on, only those that were held back.
  ///
  /// - Parameters:
  ///   - table: Has the features and the target column.
  ///   - includingTrainingRows: Whether all rows are wanted even of the table it was trained on, which flatters it;
  ///     `false` by default.
  /// - Returns: The rows, and what the classifier has seen of them.
  /// - Throws: `DataError.unknownColumn(name:role:nearest:known:)` if the target column is not there.
  public func rowsToMeasure(
    of table: Table, includingTrainingRows: Bool = false
  ) throws -> (rows: Table, origin: RowOrigin) {
    guard wasTrained(on: table) else { return (table, .other) }
    guard !includingTrainingRows, let heldOut = try heldOutRows(of: table) else { return (table, .training) }
    return (try table.rows(at: heldOut), .heldOut)
  }
}

/// What a classifier has seen of some rows.
public enum RowOrigin: Sendable, Equatable {
  /// They are not the rows it was trained with.
  case other
  /// They were held back when it was trained.
  case heldOut
  /// It was trained on them, or on some of them.
  case training
}
