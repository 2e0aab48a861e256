import LogitFiles

/// The columns to read of a file that stores columns apart.
struct ColumnChoice {
  private let path: String
  private let needs: ColumnNeeds
  /// Their positions in the file, in its order.
  let indices: [Int]

  /// - Parameters:
  ///   - options: What says which are wanted.
  ///   - names: The columns of the file.
  ///   - path: The file.
  /// - Throws: ``DataError/unknownColumn(name:role:nearest:known:)`` or
  ///   ``DataError/duplicateColumn(name:first:second:source:)``.
  init(_ options: CSVOptions, among names: [String], of path: String) throws {
    (self.path, needs) = (path, options.columnNeeds)
    var places: [String: Int] = [:]
    for (index, name) in names.enumerated() {
      if let first = places.updateValue(index, forKey: name) {
        throw DataError.duplicateColumn(name: name, first: first + 1, second: index + 1, source: path)
      }
    }
    try options.requireColumns(among: names)
    indices = names.indices.filter { index in
      options.columns?.contains(names[index]) ?? !Self.isNamelessIndex(names[index])
    }
  }

  /// Whether pandas made up the name for what are the names of rows, not a column.
  private static func isNamelessIndex(_ name: String) -> Bool {
    guard name.hasPrefix("__index_level_"), name.hasSuffix("__"), name.utf8.count > 16 else { return false }
    return name.dropFirst(14).dropLast(2).allSatisfy { $0.isASCII && $0.isNumber }
  }

  /// Whether nobody asks for the values of a column.
  func canLackValues(_ name: String) -> Bool { !needs.contains(name) }

  /// Why a column cannot be read.
  func unreadable(_ name: String, _ found: String) -> DataError {
    .unreadableColumn(path: path, column: name, found: found, canLeaveOut: needs.canLeaveOut)
  }
}
