public import Logit
public import LogitData

extension PenaltyValidation {
  /// Measures a path on a thread of its own, and returns at once;
  /// ``init(_:target:source:options:path:measures:onFold:isCancelled:)`` for an app or a server.
  ///
  ///     let validation = try await PenaltyValidation.measuring(table, target: "outcome").value
  ///
  /// A cancelled job ends between two steps of a fit, and has reached nothing.
  ///
  /// - Parameters:
  ///   - table: The rows.
  ///   - target: The column that names each row's class.
  ///   - source: Where the rows came from, such as a file name; `"a table"` by default.
  ///   - options: How columns and rows are read, chosen, weighted and divided into folds.
  ///   - path: How the penalty is varied; along glmnet's sequence for the lasso by default.
  ///   - measures: What is measured, at least one; everything by default.
  /// - Returns: The job, which has begun. Its value throws what the initializer throws.
  public static func measuring(
    _ table: consuming Table, target: String, source: String = "a table",
    options: ClassifierOptions = ClassifierOptions(), path: PathOptions = PathOptions(),
    measures: [PenaltyMeasure] = PenaltyMeasure.allCases
  ) -> Job<PenaltyValidation, ClassifierProgress> {
    var table = Optional(table)
    return Job { context in
      try context.checkCancellation()
      context.report(.preparing)
      guard let rows = table.take() else { programmingError("A job's work was done twice") }
      let watch = SearchWatch(
        isCancelled: { context.isCancelled }, onProgress: { context.report(.searching($0)) })
      var isMeasuring = false
      return try PenaltyValidation(
        rows, target: target, source: source, options: options, path: path, measures: measures,
        onFold: { fold, count in
          isMeasuring = fold > 0
          if isMeasuring { context.report(.measuring(fold: fold, of: count)) }
        }, isCancelled: { isMeasuring ? context.isCancelled : watch.isCancelled() })
    }
  }
}
