public import Logit
public import LogitData
import LogitFiles

/// The training of a classifier that goes on by itself. Its value is the classifier, and a report on data,
/// decisions and scores.
public typealias ClassifierJob = Job<(classifier: Classifier, report: FitReport), ClassifierProgress>

extension Classifier {
  /// Trains a classifier on a thread of its own, and returns at once; ``fit(_:target:options:callbacks:)``
  /// for an app or a server.
  ///
  ///     let job = Classifier.training(table, target: "outcome")
  ///     for await progress in job.progress { print(progress) }
  ///     let (classifier, report) = try await job.value
  ///
  /// A cancelled job ends between two steps of training, or when the columns are prepared. `value` then
  /// throws `CancellationError`, and `reached` is the classifier with the weights of the last step, which was
  /// not measured; `nil` if there was no step yet.
  ///
  /// - Parameters:
  ///   - table: The rows. As in `fit` they are freed chunk by chunk if nobody else holds them.
  ///   - target: The column that names each row's class.
  ///   - source: Where the rows came from, such as a file name, for the provenance; `"a table"` by default.
  ///   - options: How to train, where it differs from the default.
  ///   - callbacks: Called during training in steps, on the job's thread, which they then belong to; none by
  ///     default.
  /// - Returns: The job, which has begun. Its value throws what `fit` throws.
  public static func training(
    _ table: consuming Table, target: String, source: String = "a table",
    options: ClassifierOptions = ClassifierOptions(), callbacks: sending [any Callback] = []
  ) -> ClassifierJob {
    var table = Optional(table)
    return Job { context in
      try context.checkCancellation()
      context.report(.preparing)
      guard let rows = table.take() else { programmingError("A job's work was done twice") }
      let training = try ClassifierTraining(rows, target: target, source: source, options: options)
      return try training.run(callbacks, in: context)
    }
  }

  /// Trains a classifier for which everything is prepared, on a thread of its own.
  ///
  ///     let training = try ClassifierTraining(table, target: "outcome")
  ///     show(training.features.decisions)
  ///     let job = Classifier.training(training)
  ///
  /// - Parameters:
  ///   - training: What is to be done.
  ///   - callbacks: Called during training in steps, on the job's thread, which they then belong to; none by
  ///     default.
  /// - Returns: The job, which has begun. Its value throws what
  ///   ``ClassifierTraining/run(callbacks:isCancelled:)`` throws.
  public static func training(
    _ training: sending ClassifierTraining, callbacks: sending [any Callback] = []
  ) -> ClassifierJob {
    Job { try training.run(callbacks, in: $0) }
  }
}

extension ClassifierTraining {
  fileprivate func run(
    _ callbacks: [any Callback],
    in context: JobContext<(classifier: Classifier, report: FitReport), ClassifierProgress>
  ) throws -> (classifier: Classifier, report: FitReport) {
    try context.checkCancellation()
    let found = try run(
      callbacks: callbacks,
      follower: TrainingFollower(
        isCancelled: { context.isCancelled }, tell: { context.report($0) }))
    context.reach(found)
    // It may be incomplete, and not measured.
    try context.checkCancellation()
    return found
  }
}
