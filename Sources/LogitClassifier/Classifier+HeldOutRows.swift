import Logit
import LogitData

extension Classifier {
  /// The columns that were learned as texts: where all the values of a later file look like numbers, they are texts still.
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
  public func wasTrained(on table: Table) -> Bool {
    provenance.rowCount == table.rowCount && provenance.fingerprint == table.fingerprint
  }

  /// The rows that were held back when the classifier was trained on a table.
  ///
  /// They are found again from the seed and the share that the model file holds, so that a model can be measured on the
  /// file it comes from without being flattered by the rows it knows.
  ///
  /// - Returns: The rows, counted from 0; `nil` if the classifier was trained on another table, or held none back.
  /// - Throws: ``DataError``, if the target column is not there.
  public func heldOutRows(of table: Table) throws -> [Int]? {
    guard provenance.validationRowCount > 0, wasTrained(on: table) else { return nil }
    let column = table.columns[try table.index(of: target, role: "target")]
    let (labels, indices) = try ClassLabels.learn(column)
    var options = ClassifierOptions()
    guard
      let share = provenance.options.first(where: { $0.name == "validation" }).flatMap({ Double($0.value) }),
      (0..<1).contains(share)
    else { return nil }
    (options.validationShare, options.seed, options.missingTarget) = (share, provenance.seed, .drop)
    let division = try RowDivision(indices, labels: labels, target: target, options: options)
    let rows = division.places.indices.filter { division.places[$0] == RowDivision.Place.validation }
    return rows.count == provenance.validationRowCount ? rows : nil
  }
}
