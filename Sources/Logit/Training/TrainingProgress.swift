/// How far a training has come: what a ``TrainingJob`` tells while it goes on.
///
///     for await progress in job.progress {
///       bar.value = progress.fractionCompleted
///       label.text = "\(progress)"  // Epoch 3/30, step 1200/1875, 14s left - loss: 0.2716
///       chart.draw(progress.history["loss"])
///     }
public struct TrainingProgress: Sendable {
  /// The epoch, counted from 0.
  public let epoch: Int
  /// The epoch that training stops before.
  public let epochs: Int
  /// The steps made in the epoch.
  public let step: Int
  /// The number of steps in the epoch; `nil` for a stream whose end was not seen yet.
  public let stepCount: Int?
  /// Loss and metrics over the epoch so far; after its last step also those of validation.
  public let logs: Logs
  /// The time since training began.
  public let elapsed: Duration
  /// The speed since training began, validation and callbacks included.
  public let stepsPerSecond: Double
  /// The time that the remaining steps take at this speed; `nil` if it is not known how many there are, or
  /// beyond a thousand years.
  public let timeLeft: Duration?
  /// Where the history is, and how much of it there was.
  let record: HistoryRecord
  let place: History.Place

  /// The epochs that are complete. A job that went on where another was cancelled has the epochs of both.
  ///
  /// - Complexity: A copy of all numbers, made when it is asked for.
  public var history: History { record.history(until: place) }

  /// The share of all epochs that is done, from 0 to 1, those before `initialEpoch` among them: by steps, or
  /// by whole epochs if it is not known how many steps there are.
  public var fractionCompleted: Double {
    guard epochs > 0 else { return 1 }
    let done = stepCount.map { $0 > 0 ? min(Double(step) / Double($0), 1) : 1 } ?? 0
    return min((Double(epoch) + done) / Double(epochs), 1)
  }
}

extension TrainingProgress: Equatable {
  /// Whether all that two values tell is the same, their histories among it.
  ///
  /// - Parameters:
  ///   - left: How far a training had come.
  ///   - right: How far it, or another one, had come.
  public static func == (left: TrainingProgress, right: TrainingProgress) -> Bool {
    (left.epoch, left.epochs, left.step, left.stepCount) == (
      right.epoch, right.epochs, right.step, right.stepCount
    )
      && (left.logs, left.elapsed, left.stepsPerSecond, left.timeLeft)
        == (right.logs, right.elapsed, right.stepsPerSecond, right.timeLeft)
      && ((left.record === right.record && left.place == right.place) || left.history == right.history)
  }
}

extension TrainingProgress: CustomStringConvertible {
  /// `Epoch 3/30, step 1200/1875, 14s left - accuracy: 0.9228 - loss: 0.2716`
  public var description: String {
    let count = stepCount.map { "/\($0)" } ?? ""
    let left = timeLeft.map { ", \($0.seconds.fixed(decimals: 0))s left" } ?? ""
    let numbers = logs.names.isEmpty ? "" : " - \(logs)"
    return "Epoch \(epoch + 1)/\(epochs), step \(step)\(count)\(left)\(numbers)"
  }
}
