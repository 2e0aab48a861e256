public import Logit
public import LogitData

extension TableRegression {
  /// Fits a regression on a thread of its own, and returns at once; ``init(_:_:source:isCancelled:)`` for an
  /// app or a server.
  ///
  ///     let job = TableRegression.training(table, TableRegressionOptions(formula: "outcome ~ age + C(city)"))
  ///     print(try await job.value.report)
  ///
  /// A cancelled job ends between two steps of a fit, and has reached nothing: standard errors and tests are
  /// those of an optimum.
  ///
  /// - Parameters:
  ///   - table: The rows.
  ///   - options: What explains what, and what is worked out besides.
  ///   - source: Where the rows came from, such as a file name; `"a table"` by default.
  /// - Returns: The job, which has begun. Its value throws what the initializer throws.
  public static func training(
    _ table: Table, _ options: TableRegressionOptions, source: String = "a table"
  ) -> Job<TableRegression, ClassifierProgress> {
    Job { context in
      try context.checkCancellation()
      context.report(.preparing)
      let watch = SearchWatch(
        isCancelled: { context.isCancelled }, onProgress: { context.report(.searching($0)) })
      defer { watch.ended() }
      // What stands in the way of a fit that was ended, such as that it did not converge, is not what ended
      // it.
      let found = Result {
        try TableRegression(table, options, source: source, isCancelled: { watch.isCancelled() })
      }
      try context.checkCancellation()
      return try found.get()
    }
  }
}
