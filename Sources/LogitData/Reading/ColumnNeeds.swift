/// Which columns of a table its user will look at. Those that are not among them need not be of a kind that
/// can be read; they are then without values.
package struct ColumnNeeds: Sendable, Equatable {
  /// The columns that are used; `nil` for all.
  package var used: Set<String>?
  /// The columns that are not.
  package var unused: Set<String> = []
  /// Whether there is an option to leave columns out, which messages advise.
  package var canLeaveOut = true

  /// All columns are needed.
  package init() {}

  /// Whether a column is needed.
  func contains(_ name: String) -> Bool { used?.contains(name) ?? true && !unused.contains(name) }
}
