public import LogitData

/// On which rows a model is measured.
public enum Measuring: Sendable, Equatable {
  /// On all rows, each predicted by a model that was trained without it: for each fold of the rows a model is
  /// trained on the others, and its features are learned from them anew. The model itself is trained on all
  /// rows.
  case crossValidation(Folds = .stratified())
  /// On a share of the rows, in 0..<1, about the same of each class, which the model is not trained on; with
  /// 0 nothing is measured.
  case holdout(Double)

  /// How rows are divided into folds.
  public enum Folds: Sendable, Equatable {
    /// So many folds, at least 2, at random, with about the same share of each class in each.
    case stratified(Int = 5)
    /// So many folds, at least 2, of about the same size, none of which shares a group with another. The
    /// column names each row's group and is no feature.
    case groups(Int = 5, column: String)
    /// So many periods, one after the other, each predicted by a model of all rows before it; the rows before
    /// the first are not measured. The column holds the times.
    case times(Int = 5, column: String, dateOrder: DateOrder? = nil)
    /// A fold for each value of a column, which is no feature.
    case column(String)
  }
}

extension Measuring {
  /// What is measured on by default.
  ///
  /// - Parameter method: How the model is trained.
  static func usual(for method: TrainingMethod) -> Measuring {
    if case .steps = method { .holdout(0.2) } else { .crossValidation() }
  }

  /// The share of rows held out; 0 with folds.
  var share: Double { if case .holdout(let share) = self { share } else { 0 } }

  /// The folds; `nil` where rows are held out, or nothing is measured.
  var folds: Folds? { if case .crossValidation(let folds) = self { folds } else { nil } }
}

extension Measuring.Folds {
  /// The column that divides the rows and says nothing of them; `nil` if there is none.
  var keyColumn: String? {
    switch self {
    case .groups(_, let column), .column(let column): column
    case .stratified, .times: nil
    }
  }

  /// How the rows were divided, after a number of folds, such as ` (stratified)`.
  var words: String {
    switch self {
    case .stratified: "stratified"
    case .groups(_, let column): "groups of \"\(column)\" kept together"
    case .times(_, let column, _): "in order of \"\(column)\""
    case .column(let column): "those of column \"\(column)\""
    }
  }
}
