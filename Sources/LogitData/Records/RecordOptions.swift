import LogitFiles

/// What a reader of records has to know of how they are to be used.
struct RecordOptions: Sendable {
  /// How much memory reading may take.
  var memory: MemoryLimit
  /// The largest size of a record in bytes; a longer one is taken for a missing end.
  var maximumByteCount: Int
  /// The columns that must be there; `nil` if nobody asks for any.
  var neededColumns: Set<String>?
  /// The columns that nobody will use.
  var unusedColumns: Set<String>
  /// The only columns that anybody will use; `nil` if that is not known.
  var usedColumns: Set<String>?
  /// Whether values that are made of others are passed on as they stand, in any column.
  var passesNested: Bool

  /// Whether a column is to be read, rather than only passed on.
  func uses(_ column: String) -> Bool {
    !unusedColumns.contains(column) && neededColumns?.contains(column) ?? true
      && usedColumns?.contains(column) ?? true
  }

  /// Whether a value that is made of others is an error in a column.
  func refusesNested(in column: String) -> Bool { !passesNested && uses(column) }
}
