/// What a job's thread shares with those who read, wait and cancel.
///
/// The thread holds this and not the ``Job``, so that the job can tell when nobody wants it any more.
final class JobState<Value: Sendable, Progress: Sendable>: Sendable {
  private typealias Outcome = Result<Value, any Error>

  private struct Contents {
    var isCancelled = false
    var newest: Progress?
    var reached: Value?
    var outcome: Outcome?
    var readers: [Int: AsyncStream<Progress>.Continuation] = [:]
    var readerCount = 0
    var waiting: [CheckedContinuation<Outcome, Never>] = []
  }

  private let contents: Locked<Contents>
  private let observer = JobObserver.current

  /// - Parameter start: What the work goes on from, which is what it has reached until there is more.
  init(from start: JobContext<Value, Progress>.Start? = nil) {
    var contents = Contents()
    (contents.reached, contents.newest) = (start?.value, start?.progress)
    self.contents = Locked(contents)
  }

  // MARK: Those who read, wait and cancel

  var isCancelled: Bool { contents.withLock { $0.isCancelled } }

  var newest: Progress? { contents.withLock { $0.newest } }

  /// What was reached; meant for after the end.
  var reached: Value? { contents.withLock { $0.reached } }

  /// Whether the work ended because somebody wanted it to.
  var endedByCancellation: Bool {
    contents.withLock { contents in
      guard contents.isCancelled, case .failure(let error)? = contents.outcome else { return false }
      return error is CancellationError
    }
  }

  func cancel() { contents.withLock { $0.isCancelled = true } }

  /// How the work ended; waits for that.
  func result() async -> Result<Value, any Error> {
    await withCheckedContinuation { continuation in
      let outcome: Outcome? = contents.withLock { contents in
        if contents.outcome == nil { contents.waiting.append(continuation) }
        return contents.outcome
      }
      if let outcome { continuation.resume(returning: outcome) }
    }
  }

  /// Gives a new reader the newest value, and those to come.
  ///
  /// - Returns: Its number; `nil` if there are none to come.
  func addReader(_ reader: AsyncStream<Progress>.Continuation) -> Int? {
    let number: Int? = contents.withLock { contents in
      // With the lock, so that what the thread says next comes after it.
      if let newest = contents.newest { reader.yield(newest) }
      guard contents.outcome == nil else { return nil }
      contents.readerCount += 1
      contents.readers[contents.readerCount] = reader
      return contents.readerCount
    }
    if number == nil { reader.finish() }
    return number
  }

  func removeReader(_ number: Int) {
    _ = contents.withLock { $0.readers.removeValue(forKey: number) }
  }

  // MARK: The thread

  // Readers and waiting tasks are woken without the lock: what their executors do then is theirs to know.

  func report(_ progress: Progress) {
    let readers = contents.withLock { contents in
      contents.newest = progress
      return contents.readers
    }
    for reader in readers.values { reader.yield(progress) }
    observer?.atReport(progress) { cancel() }
  }

  func reach(_ value: Value) { contents.withLock { $0.reached = value } }

  func end(_ outcome: Result<Value, any Error>) {
    let (readers, waiting) = contents.withLock { contents in
      if case .success(let value) = outcome { contents.reached = value }
      contents.outcome = outcome
      defer { (contents.readers, contents.waiting) = ([:], []) }
      return (contents.readers, contents.waiting)
    }
    for reader in readers.values { reader.finish() }
    for continuation in waiting { continuation.resume(returning: outcome) }
  }
}

/// What is to be done on the thread of each job that is begun meanwhile, for tests that end a job at a
/// certain point of its work: whoever reads its progress does so on another thread, some time later.
///
/// A structure around the function, since an optimized program of Swift 6.3 crashes where a task-local value
/// that is itself a function is set from another module.
package struct JobObserver: Sendable {
  /// What observes the jobs that are begun in this task.
  @TaskLocal package static var current: JobObserver?

  /// Called with each report, and with what cancels the job.
  let atReport: @Sendable (_ progress: Any, _ cancel: () -> Void) -> Void

  /// Makes one.
  ///
  /// - Parameter atReport: Called with each report, and with what cancels the job.
  package init(atReport: @escaping @Sendable (_ progress: Any, _ cancel: () -> Void) -> Void) {
    self.atReport = atReport
  }
}
