/// Where training stands among the rows and in an epoch, so that it can go on from there.
struct TrainingPosition: Sendable, Equatable {
  /// The number of times all rows were gone through; numbers the orders of rows.
  var pass = 0
  /// The next step in this pass.
  var step = 0
  /// The steps made in the epoch at hand; 0 between epochs.
  var batch = 0
  /// What was added up in these steps. It is there while callbacks look at a batch, and when such a moment
  /// was restored.
  var totals: BatchTotals?
  /// Whether it was read from a checkpoint, so that the next training goes on in the middle of a pass.
  /// Otherwise each training begins a pass of its own, as Keras's `fit` does.
  var isRestored = false
  /// The epoch that a training was in, or about to begin, when it was cancelled; `nil` if none was.
  var interruptedEpoch: Int?
  /// Whether a training goes on at this moment: a callback looks at the model.
  var isInTraining = false
  /// The epoch to go on with, as a file said that was opened; `nil` once training has gone on.
  var openedEpoch: Int?

  /// Whether an epoch that was interrupted ended with the rows: only what follows its last step is left to
  /// do.
  var isAtEndOfEpoch: Bool { batch > 0 && step == 0 }

  /// Where a new training begins.
  mutating func begin() {
    if !isRestored { self = TrainingPosition(pass: step > 0 ? pass + 1 : pass) }
    (isRestored, interruptedEpoch, openedEpoch) = (false, nil, nil)
  }

  /// A training was cancelled before it began.
  mutating func cancelBeforeTraining() {
    if isRestored, interruptedEpoch != nil {
      // It was to go on with an epoch. Whoever trains the model next asks for that again.
      isRestored = false
    } else {
      interruptedEpoch = nil
    }
  }

  /// Moves on by some steps of a pass that has `count`.
  mutating func advance(by steps: Int, of count: Int = .max) {
    step += steps
    batch += steps
    if step >= count { endPass() }
  }

  /// The rows begin anew.
  mutating func endPass() { (pass, step) = (pass + 1, 0) }

  /// The next step is the first one of an epoch.
  mutating func endEpoch() { (batch, totals, isRestored) = (0, nil, false) }
}
