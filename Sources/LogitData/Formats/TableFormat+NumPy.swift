import Logit

extension TableFormat {
  /// One NumPy array.
  public static let npy = TableFormat(
    fileExtension: "npy", signature: [0x93] + Array("NUMPY".utf8), writer: NPYWriter(),
    reader: { path, options in try Table(npy: path, memory: options.memory) },
    losses: { matrixLosses($0) + valueLosses($0, areRecords: true) })

  /// A NumPy array for each column.
  public static let npz = TableFormat(
    fileExtension: "npz", signature: Array("PK\u{3}\u{4}".utf8), writer: NPZWriter(),
    reader: { path, options in
      let archive = try NumPyArchive(path: path, memory: options.memory)
      return try options.arrays.map { try Table(archive, choosing: $0) } ?? Table(archive)
    }, losses: { valueLosses($0, areRecords: false) })

  /// What a matrix does not preserve; a table with strings becomes an array of records, which have names and
  /// kinds.
  private static func matrixLosses(_ table: Table) -> [String] {
    guard !table.columns.contains(where: { $0.kind == .string }) else { return [] }
    var losses = [
      "an NPY matrix has no names of columns; write .npz to keep \(DataError.list(table.columnNames))."
    ]
    if Set(table.columns.map(\.kind)).count > 1 {
      losses.append("an NPY matrix has numbers of one type, so whole numbers and truth values became floats.")
    }
    return losses
  }

  /// What NumPy's types do not preserve.
  private static func valueLosses(_ table: Table, areRecords: Bool) -> [String] {
    var losses: [String] = []
    func add(_ columns: [Column], _ sentence: (String) -> String) {
      if !columns.isEmpty { losses.append(sentence(DataError.list(columns.map(\.name)))) }
    }
    let texts = table.columns.filter { $0.kind == .string }
    add(texts) {
      "texts became NumPy's U strings"
        + (areRecords ? ", and the rows records (a structured array)" : "") + ": \($0)."
    }
    let gaps = texts.filter { $0.missingCount > 0 }
    if !gaps.isEmpty {
      losses.append(
        "NumPy has no missing texts, so they became empty ones: "
          + "\(list(gaps.map { ($0.name, $0.missingCount) })).")
    }
    add(table.columns.filter { ($0.kind == .integer || $0.kind == .boolean) && $0.missingCount > 0 }) {
      "whole numbers and truth values became floats, NaN where missing, in \($0)."
    }
    guard let cut = try? DigitLosses.counts(in: table) else {
      return losses + ["whether numbers lost digits is not known, since their text could not be read again."]
    }
    if !cut.isEmpty {
      losses.append("numbers have more digits than double precision holds, and lost the last: \(list(cut)).")
    }
    return losses
  }

  /// How many values of which columns.
  private static func list(_ counts: [(column: String, count: Int)]) -> String {
    counts.map { "\($0.count.grouped) in \"\($0.column)\"" }.joined(separator: ", ")
  }
}
