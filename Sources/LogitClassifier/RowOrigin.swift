/// Whether a classifier has seen some rows in training.
public enum RowOrigin: Sendable, Equatable {
  /// They are not from the table it was trained on.
  case other
  /// They were held out in training.
  case heldOut
  /// It was trained on them, but each was predicted by a model that was trained without it.
  case outOfFold
  /// It was trained on them, or on some of them.
  case training

  /// What the rows are called in JSON.
  package var word: String {
    switch self {
    case .heldOut: "held_out"
    case .outOfFold: "out_of_fold"
    case .other, .training: "all_rows"
    }
  }
}
