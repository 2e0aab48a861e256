import LogitFiles

extension ThreadPool {
  /// Makes values with all threads; each is begun as soon as a thread is free.
  ///
  /// - Parameters:
  ///   - count: How many.
  ///   - make: Makes one of them, by its place; called from several threads at a time.
  /// - Returns: The values in order.
  /// - Throws: The error of the first value that has one.
  package func values<Value: Sendable>(_ count: Int, _ make: (Int) throws -> Value) throws -> [Value] {
    let results = Locked([Result<Value, any Error>?](repeating: nil, count: count))
    let next = Locked(0)
    func work(_: Range<Int>) {
      while true {
        let place = next.withLock { next in
          defer { next += 1 }
          return next
        }
        guard place < count else { return }
        let result = Result { try make(place) }
        // Those before have begun, so that the first error is always the same.
        if case .failure = result { next.withLock { $0 = count } }
        results.withLock { $0[place] = result }
      }
    }
    let threads = min(self.count, count)
    if threads <= 1 { work(0..<1) } else { forEach(blocksOf: 1, count: threads, work) }
    return try results.withLock { $0 }.compactMap { try $0?.get() }
  }
}
