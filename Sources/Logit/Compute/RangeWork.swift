import CLogitThreads

/// Work on a range that threads divide among them, as an object that is made once and used often: a closure
/// would take memory each time it is shared.
class RangeWork {
  /// Does the part of the work that belongs to a range. Called from several threads at a time, with ranges
  /// that do not overlap.
  func run(_ range: Range<Int>) {}
}

extension ThreadPool {
  /// Has ranges done that together make 0..<count, each of whole blocks but the last, on any thread.
  func forEach(blocksOf blockLength: Int, count: Int, _ work: RangeWork) {
    let context = Unmanaged.passUnretained(work).toOpaque()
    let part: logit_part = { context, first, end in
      context.map { Unmanaged<RangeWork>.fromOpaque($0).takeUnretainedValue().run(Int(first)..<Int(end)) }
    }
    withExtendedLifetime(work) { logit_pool_run(pool, part, context, Int64(count), Int64(blockLength)) }
  }
}
