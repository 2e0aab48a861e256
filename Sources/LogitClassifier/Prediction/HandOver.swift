import Dispatch

/// Passes values in order from the thread that makes them to the one that uses them, with a few in transit at
/// a time.
final class HandOver<Value: Sendable>: @unchecked Sendable {
  private let room = DispatchSemaphore(value: 0)
  private let waiting = DispatchSemaphore(value: 0)
  private let lock = DispatchSemaphore(value: 1)
  private var values: [Value] = []
  private var isClosed = false

  /// - Parameter capacity: The number of values that may wait.
  init(capacity: Int) {
    // It is an error to destroy a semaphore whose value is below the one it was created with.
    for _ in 0..<capacity { room.signal() }
  }

  /// Passes a value on; waits until there is room.
  ///
  /// - Returns: Whether more values are wanted.
  func put(_ value: Value) -> Bool {
    room.wait()
    lock.wait()
    defer { lock.signal() }
    guard !isClosed else { return false }
    values.append(value)
    waiting.signal()
    return true
  }

  /// Tells the thread that makes values that no more are wanted, even if it waits for room.
  func close() {
    lock.wait()
    isClosed = true
    values = []
    lock.signal()
    room.signal()
  }

  /// The next value; waits for it.
  ///
  /// - Parameter check: Called every now and then meanwhile, where something other than the next value may
  ///   end the waiting: an error it throws does; `nil` for nothing.
  func take(checking check: (() throws -> Void)?) throws -> Value {
    if let check {
      while waiting.wait(timeout: .now() + .milliseconds(20)) == .timedOut { try check() }
    } else {
      waiting.wait()
    }
    lock.wait()
    let value = values.removeFirst()
    lock.signal()
    room.signal()
    return value
  }
}
