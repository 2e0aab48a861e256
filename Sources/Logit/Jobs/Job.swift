/// Work that goes on by itself, on a thread of its own: a training, a search for an optimum, the prediction
/// of a stream.
///
///     let job = model.training(x, y, epochs: 30)
///     for await progress in job.progress { print(progress) }
///     model = try await job.value
///
/// It begins when it is made. Neither the actor that asks for it is held up, nor any of the threads that all
/// tasks share, however many jobs there are.
///
/// ### Progress
///
/// ``progress`` is a sequence of values, of which a reader gets the newest: one that is slower than the work
/// misses some, and holds nothing up. Each use of ``progress`` is a reader of its own, of which there may be
/// any number, at any time; each gets the newest value at once, the last value for certain, and then the
/// sequence ends, however the job did. ``latest`` is the newest value without waiting.
///
/// ### Cancelling
///
/// ``cancel()`` asks the job to end, which it does within milliseconds, or when the step at hand is made
/// where that takes longer. ``value`` then throws `CancellationError`, and ``reached`` is what the job had
/// got to: always something that can be used, such as a model with finite weights.
///
/// Whoever waits for ``value`` owns the job: when that task is cancelled, so is the job. A task that only
/// reads ``progress``, or waits for ``reached``, does not. A job that nobody holds any more is cancelled too,
/// since nobody can ask for its value; a reader of its progress and a task that waits for it hold it.
public final class Job<Value: Sendable, Progress: Sendable>: Sendable {
  let state: JobState<Value, Progress>
  /// The work, for a job that can go on where it was cancelled.
  let resumableWork: (@Sendable (JobContext<Value, Progress>) throws -> Value)?
  /// The job that went on where this one was cancelled.
  private let next = Locked<Job?>(nil)

  /// Begins work that is done once.
  ///
  /// - Parameter work: Called once, on another thread, and then let go of.
  package init(_ work: sending @escaping (JobContext<Value, Progress>) throws -> Value) {
    (state, resumableWork) = (JobState(), nil)
    // From here on, only the other thread uses it.
    nonisolated(unsafe) let work = work
    Self.start(JobContext(state: state)) { try work($0) }
  }

  /// Begins work that can go on from what it had reached when it was cancelled.
  ///
  /// - Parameters:
  ///   - start: Where to go on; `nil` to begin.
  ///   - work: Called once for each job that it is handed on to, one after the other.
  init(
    from start: JobContext<Value, Progress>.Start? = nil,
    resumable work: @escaping @Sendable (JobContext<Value, Progress>) throws -> Value
  ) {
    (state, resumableWork) = (JobState(from: start), work)
    Self.start(JobContext(state: state, start: start), work)
  }

  deinit { state.cancel() }

  private static func start(
    _ context: JobContext<Value, Progress>,
    _ work: @escaping @Sendable (JobContext<Value, Progress>) throws -> Value
  ) {
    OwnThread.run { context.state.end(Result { try work(context) }) }
  }

  /// How the work goes along: the newest value whenever there is one, until the job ends.
  public var progress: AsyncStream<Progress> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: Progress.self, bufferingPolicy: .bufferingNewest(1))
    // As long as somebody reads, somebody holds the job.
    if let number = state.addReader(continuation) {
      continuation.onTermination = { _ in self.state.removeReader(number) }
    }
    return stream
  }

  /// The newest value of ``progress``; `nil` before the first.
  public var latest: Progress? { state.newest }

  /// What the job came to; waits for its end. When the waiting task is cancelled, the job is.
  ///
  /// - Throws: What ended the work: `CancellationError` for a job that was cancelled, and what the function
  ///   throws that does the same without a job.
  public var value: Value {
    get async throws {
      try await withTaskCancellationHandler {
        try await state.result().get()
      } onCancel: {
        state.cancel()
      }
    }
  }

  /// What the job had got to when it ended; waits for its end, and never throws.
  ///
  /// After success it is ``value``. After cancellation or an error it is the last good state, or `nil` if the
  /// work had not come so far that there is one.
  public var reached: Value? {
    get async {
      _ = await state.result()
      return state.reached
    }
  }

  /// Whether the job was asked to end.
  public var isCancelled: Bool { state.isCancelled }

  /// Asks the job to end, and returns at once. One that has ended is not changed.
  public func cancel() { state.cancel() }

  /// A job that goes on from what this one had reached, if it was cancelled and can go on, and always the
  /// same one; otherwise the job itself, which then has ended.
  func successor() async -> Job {
    _ = await state.result()
    guard let resumableWork, state.endedByCancellation else { return self }
    // The work is one job's at a time.
    return next.withLock { next in
      let job =
        next ?? Job(from: .init(value: state.reached, progress: state.newest), resumable: resumableWork)
      next = job
      return job
    }
  }
}
