extension CSVOptions {
  /// Whether a table that was read with these options is what others would give.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - options: The others.
  package func gives(_ table: Table, for options: CSVOptions) -> Bool {
    var (own, other) = (self, options)
    (own.kinds, other.kinds) = ([:], [:])
    guard own == other else { return false }
    let found = Dictionary(table.columns.map { ($0.name, $0.kind) }) { first, _ in first }
    return found.allSatisfy { name, kind in
      switch (kinds[name], options.kinds[name]) {
      case (nil, nil): true
      // A kind that was found out is the one that is asked for.
      case (nil, let wanted?): kind == wanted
      case (let given?, let wanted): given == wanted
      }
    }
  }
}
