public import Logit
public import LogitData
import LogitFiles

extension CoefficientPath {
  /// Finds the optima for a table on a thread of its own, and returns at once;
  /// ``init(_:target:source:options:path:isCancelled:)`` for an app or a server.
  ///
  ///     let job = CoefficientPath.training(table, target: "outcome")
  ///     for await progress in job.progress { print(progress) }
  ///     print(try await job.value)
  ///
  /// A cancelled job ends between two steps of a fit. `value` then throws `CancellationError`, and `reached`
  /// is the path so far; `nil` if there was no fit yet.
  ///
  /// - Parameters:
  ///   - table: The rows.
  ///   - target: The column that names each row's class.
  ///   - source: Where the rows came from, such as a file name; `"a table"` by default.
  ///   - options: How columns and rows are read, chosen and weighted.
  ///   - path: How the penalty is varied; along glmnet's sequence for the lasso by default.
  /// - Returns: The job, which has begun. Its value throws what the initializer throws.
  public static func training(
    _ table: consuming Table, target: String, source: String = "a table",
    options: ClassifierOptions = ClassifierOptions(), path: PathOptions = PathOptions()
  ) -> Job<CoefficientPath, ClassifierProgress> {
    var table = Optional(table)
    return Job { context in
      try context.checkCancellation()
      context.report(.preparing)
      guard let rows = table.take() else { programmingError("A job's work was done twice") }
      let watch = SearchWatch(
        isCancelled: { context.isCancelled }, onProgress: { context.report(.searching($0)) })
      defer { watch.ended() }
      let found = try CoefficientPath(
        rows, target: target, source: source, options: options, path: path,
        isCancelled: { watch.isCancelled() })
      context.reach(found)
      // It may end early.
      try context.checkCancellation()
      return found
    }
  }
}
