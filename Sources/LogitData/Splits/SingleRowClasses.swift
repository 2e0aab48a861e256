/// What a stratified splitter does with a class that has a single row, which cannot be on both sides.
public enum SingleRowClasses: Sendable, Equatable {
  /// An error that names the class.
  case refuse
  /// The row is always trained on, and never held back.
  case keepInTraining
}
