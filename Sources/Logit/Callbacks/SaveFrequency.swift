/// When a callback saves the model, or writes what it watches; Keras's `save_freq` and `update_freq`.
public enum SaveFrequency: Sendable, Equatable {
  /// At the end of each epoch.
  case epoch
  /// After every given number of batches, at least 1, counted across epochs.
  case batches(Int)

  func validate(owner: String, option: String = "saveFrequency") throws {
    guard case .batches(let count) = self else { return }
    try LogitError.require(count >= 1, "\(owner)'s \(option)", count, "at least 1 batch")
  }
}

/// Counts batches until it is time to save again.
struct SaveCounter {
  let frequency: SaveFrequency
  private var seen = 0

  init(_ frequency: SaveFrequency) {
    self.frequency = frequency
  }

  /// Counts a batch. Returns whether it is time to save.
  mutating func countBatch() -> Bool {
    guard case .batches(let count) = frequency else { return false }
    seen += 1
    guard seen >= count else { return false }
    seen = 0
    return true
  }
}
