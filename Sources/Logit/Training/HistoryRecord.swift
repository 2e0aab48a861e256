import LogitFiles

/// The history of a training that goes on: its thread adds to it, and any other may read what there is.
///
/// Whoever tells how far training has come names a place in it and copies nothing, since all that comes later
/// is added behind that place.
final class HistoryRecord: Sendable {
  private struct Contents {
    var history: History
    /// Whether nothing is added any more.
    var isComplete = false

    /// Where the history ends. What callbacks say is theirs to change until the training is over.
    var end: History.Place {
      var end = history.end
      end.hasOutcome = isComplete
      return end
    }
  }

  private let contents: Locked<Contents>

  init(_ history: History) { contents = Locked(Contents(history: history)) }

  /// All epochs so far. While training goes on, the next epoch would make a copy of them all.
  var history: History { contents.withLock { $0.history } }

  /// The logs of the last epoch, and where the history ends.
  var last: (logs: Logs?, place: History.Place) {
    contents.withLock { ($0.history.last, $0.end) }
  }

  /// Where the history ends.
  var end: History.Place { contents.withLock { $0.end } }

  /// The history as it was when it ended at a place.
  func history(until place: History.Place) -> History {
    contents.withLock { contents in
      // Copied here, and not when the next epoch is added to a history that somebody holds.
      contents.isComplete && place == contents.end ? contents.history : contents.history.first(place)
    }
  }

  /// Adds an epoch.
  func append(_ logs: Logs, epoch: Int) { contents.withLock { $0.history.append(logs, epoch: epoch) } }

  /// Adds an epoch to a history that has a training's columns and no others, without allocating.
  func append(_ columns: LogColumns, training: BatchTotals, validation: BatchTotals?, epoch: Int) {
    contents.withLock {
      columns.append(training: training, validation: validation, epoch: epoch, to: &$0.history)
    }
  }

  /// Keeps what became of the training.
  func keep(_ outcome: TrainingOutcome, _ reason: TrainingOutcome.StopReason? = nil) {
    contents.withLock {
      $0.history.outcome = outcome
      if let reason { $0.history.outcome.stopReason = reason }
    }
  }

  /// Nothing is added any more.
  func complete() { contents.withLock { $0.isComplete = true } }
}
