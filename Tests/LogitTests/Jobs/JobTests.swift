import Foundation
import Testing

@testable import Logit

/// What every job does, whatever its work is.
@Suite struct JobTests {
  private typealias NumberJob = Job<Int, Int>

  private struct Failure: Error, Equatable {}

  /// What a test opens when a job's work may go on.
  private final class Gate: Sendable {
    private let isOpen = Locked(false)
    func open() { isOpen.withLock { $0 = true } }
    func wait() { while !isOpen.withLock({ $0 }) { usleep(200) } }
  }

  /// Work that goes on until it is cancelled.
  private static func endless(_ context: JobContext<Int, Int>) throws -> Int {
    while true {
      try context.checkCancellation()
      usleep(200)
    }
  }

  @Test("A job's value is what its work returns, for any number of tasks that wait")
  func value() async throws {
    let gate = Gate()
    let job = NumberJob { _ in
      gate.wait()
      return 7
    }
    let values = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<20 { group.addTask { try await job.value } }
      try await Task.sleep(for: .milliseconds(5))
      gate.open()
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(values == Array(repeating: 7, count: 20))
    #expect(try await job.value == 7)
    #expect(await job.reached == 7)
  }

  @Test("What the work throws, the value throws, and what was reached before is kept")
  func errors() async {
    let job = NumberJob { context in
      context.reach(3)
      throw Failure()
    }
    await #expect(throws: Failure.self) { try await job.value }
    #expect(await job.reached == 3)
    let early = NumberJob { _ in throw Failure() }
    #expect(await early.reached == nil)
    #expect(!early.isCancelled)
  }

  @Test("A reader that is slow gets the newest value and the last one, and then its sequence ends")
  func newestOnly() async throws {
    let told = Gate()
    let job = NumberJob { context in
      context.report(0)
      told.wait()
      for number in 1...1000 { context.report(number) }
      return 0
    }
    var seen: [Int] = []
    for await number in job.progress {
      seen.append(number)
      if seen.count == 1 {
        told.open()
        _ = await job.reached
      }
    }
    #expect(seen == [0, 1000])
    #expect(job.latest == 1000)
  }

  @Test("There may be any number of readers, at any time, also after the end")
  func readers() async throws {
    let gate = Gate()
    let job = NumberJob { context in
      for number in 0..<100 {
        context.report(number)
        if number == 50 { gate.wait() }
      }
      return 0
    }
    let lasts = await withTaskGroup(of: Int?.self) { group in
      for _ in 0..<8 {
        group.addTask {
          var (last, isAscending) = (-1, true)
          for await number in job.progress {
            isAscending = isAscending && number > last
            last = number
          }
          return isAscending ? last : nil
        }
      }
      gate.open()
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(lasts == Array(repeating: 99, count: 8))
    var late: [Int] = []
    for await number in job.progress { late.append(number) }
    #expect(late == [99])
  }

  @Test("A cancelled job ends, its value throws CancellationError, and what was reached is kept")
  func cancel() async {
    let job = NumberJob { context in
      context.reach(5)
      return try Self.endless(context)
    }
    #expect(!job.isCancelled)
    job.cancel()
    #expect(job.isCancelled)
    await #expect(throws: CancellationError.self) { try await job.value }
    #expect(await job.reached == 5)
    job.cancel()
    #expect(await job.reached == 5)
  }

  @Test("A job that ended before it was cancelled has its value")
  func cancelledTooLate() async throws {
    let job = NumberJob { _ in 1 }
    _ = try await job.value
    job.cancel()
    #expect(try await job.value == 1)
  }

  @Test(
    "A task that waits for the value owns the job: cancelling it cancels the job", arguments: [true, false])
  func owner(isCancelledBefore: Bool) async {
    let job = NumberJob { try Self.endless($0) }
    let task = Task {
      if isCancelledBefore { while !Task.isCancelled { await Task.yield() } }
      return try await job.value
    }
    if !isCancelledBefore { try? await Task.sleep(for: .milliseconds(2)) }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(job.isCancelled)
  }

  @Test("A task that reads, or waits for what is reached, does not own the job")
  func reader() async throws {
    let gate = Gate()
    let job = NumberJob { context in
      context.report(1)
      gate.wait()
      return 2
    }
    let reader = Task {
      var count = 0
      for await _ in job.progress { count += 1 }
      return count
    }
    let waiting = Task { await job.reached }
    while job.latest == nil { await Task.yield() }
    reader.cancel()
    waiting.cancel()
    #expect(await reader.value <= 1)
    #expect(!job.isCancelled)
    gate.open()
    #expect(await waiting.value == 2)
    #expect(try await job.value == 2)
  }

  @Test("A job that nobody holds is cancelled; a reader holds it")
  func released() async throws {
    let (ended, began) = (Gate(), Gate())
    func work(_ context: JobContext<Int, Int>) throws -> Int {
      defer { ended.open() }
      context.report(1)
      return try Self.endless(context)
    }
    var job: Job? = NumberJob {
      began.open()
      return try work($0)
    }
    weak let held = job
    var progress = job?.progress
    job = nil
    began.wait()
    #expect(held != nil && held?.isCancelled == false)
    var iterator = progress?.makeAsyncIterator()
    #expect(await iterator?.next() == 1)
    #expect(held?.isCancelled == false)
    (progress, iterator) = (nil, nil)
    ended.wait()
    #expect(held == nil)
  }

  @Test("What the work holds is let go of when it is done")
  func letsGo() async throws {
    final class Rows: Sendable {}
    var rows: Rows? = Rows()
    weak let held = rows
    let job = NumberJob { [rows] _ in rows == nil ? 0 : 1 }
    rows = nil
    #expect(try await job.value == 1)
    while held != nil { await Task.yield() }
  }

  @Test("However many jobs are at work, tasks find a thread")
  func poolStaysFree() async throws {
    let count = 4 * ProcessInfo.processInfo.activeProcessorCount + 8
    let began = Locked(0)
    let gate = Gate()
    let jobs = (0..<count).map { number in
      NumberJob { _ in
        began.withLock { $0 += 1 }
        // Blocks the thread, as training does.
        gate.wait()
        return number
      }
    }
    while began.withLock({ $0 }) < count { await Task.yield() }
    // With every job at work, and none able to end, a plain task still does.
    let sum = await withTaskGroup(of: Int.self) { group in
      for number in 0..<10 {
        group.addTask {
          await Task.yield()
          return number
        }
      }
      return await group.reduce(0, +)
    }
    #expect(sum == 45)
    gate.open()
    for (number, job) in jobs.enumerated() { #expect(try await job.value == number) }
  }

  @Test("A job that goes on begins from what the other had reached; one that was not cancelled is itself")
  func successor() async throws {
    let job = NumberJob(resumable: { context in
      guard let start = context.start else {
        context.reach(10)
        context.report(4)
        return try Self.endless(context)
      }
      return (start.value ?? 0) + (start.progress ?? 0)
    })
    while job.latest == nil { await Task.yield() }
    job.cancel()
    let next = await job.successor()
    #expect(next !== job)
    #expect(next.latest == 4)
    #expect(try await next.value == 14)
    #expect(await next.successor() === next)
    let failed = NumberJob(resumable: { _ in throw Failure() })
    #expect(await failed.successor() === failed)
  }
}
