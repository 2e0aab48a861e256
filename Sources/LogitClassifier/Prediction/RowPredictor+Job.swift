public import Logit
public import LogitData

/// How far the prediction of a stream has come. Nobody knows how many rows are left.
public struct PredictionProgress: Sendable, Equatable {
  /// The rows whose predictions were passed on.
  public let rowCount: Int
  /// The time since the prediction began.
  public let elapsed: Duration
}

extension PredictionProgress: CustomStringConvertible {
  /// `1,200,000 rows, 2.4s`
  public var description: String {
    "\(rowCount.counted("row")), \(elapsed.seconds.fixed(decimals: 1))s"
  }
}

extension RowPredictor {
  /// Predicts the rows of a stream on a thread of its own, and returns at once; ``predict(_:)-(CSVStream)``
  /// and ``PredictedRows/write(as:to:)`` for an app or a server.
  ///
  ///     let stream = try CSVStream(path: "new.csv", options: predictor.readingOptions())
  ///     let job = predictor.predicting(stream) { bytes in try file.write(bytes) }
  ///     let notes = try await job.value
  ///
  /// A cancelled job ends after the batch of rows at hand, and while it waits for rows. What was passed on
  /// until then are whole rows; the job has reached nothing else.
  ///
  /// - Parameters:
  ///   - stream: A stream with the options of ``readingOptions(_:)``, which then belongs to the job.
  ///   - form: The form in which predictions are written; separated values by default.
  ///   - receive: Receives bytes, which are valid until it returns, on the job's thread. An error it throws
  ///     ends the prediction.
  /// - Returns: The job, which has begun. Its value is what was noticed; it throws what the two functions
  ///   throw.
  public func predicting(
    _ stream: sending CSVStream, as form: PredictedRows.Form = .separated,
    to receive: sending @escaping (UnsafeRawBufferPointer) throws -> Void
  ) -> Job<PredictionNotes, PredictionProgress> {
    Job { context in
      let clock = ContinuousClock()
      let start = clock.now
      var pace = ReportPace()
      var told = 0
      func tell(_ count: Int) {
        told = count
        context.report(PredictionProgress(rowCount: count, elapsed: clock.now - start))
      }
      try context.checkCancellation()
      var count = 0
      defer { if count > told { tell(count) } }
      return try predict(stream).write(as: form, to: receive) { rowCount in
        count = rowCount
        try context.checkCancellation()
        if rowCount > told, pace.isDue() { tell(rowCount) }
      }
    }
  }
}
