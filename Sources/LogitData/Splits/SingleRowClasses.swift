/// What a stratified splitter does about a class with a single row, which cannot be on both sides.
public enum SingleRowClasses: Sendable, Equatable {
  /// Throws an error that names the class.
  case refuse
  /// Always trains on the row, and never holds it out.
  case keepInTraining
}
