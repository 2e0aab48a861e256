import Dispatch

/// Hands values from the thread that makes them to the one that uses them, in order, with a few under way at a time.
final class HandOver<Value: Sendable>: @unchecked Sendable {
  private let room = DispatchSemaphore(value: 0)
  private let waiting = DispatchSemaphore(value: 0)
  private let lock = DispatchSemaphore(value: 1)
  private var values: [Value] = []

  /// - Parameter capacity: How many values may wait.
  init(capacity: Int) {
    // A semaphore that begins with more than it has when it goes away would be an error.
    for _ in 0..<capacity { room.signal() }
  }

  /// Passes a value on; waits as long as there is no room.
  func put(_ value: Value) {
    room.wait()
    lock.wait()
    values.append(value)
    lock.signal()
    waiting.signal()
  }

  /// The next value; waits for it.
  func take() -> Value {
    waiting.wait()
    lock.wait()
    let value = values.removeFirst()
    lock.signal()
    room.signal()
    return value
  }
}
