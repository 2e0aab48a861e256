extension Job where Progress == SearchProgress {
  /// A search for an optimum, done once.
  ///
  /// - Parameter search: Searches until it is done or its argument says that it is to end; returns what it
  ///   found, and how it ended.
  convenience init(
    search:
      sending @escaping (_ isCancelled: () -> Bool) throws -> (value: Value, state: LinearSolution.State)
  ) {
    self.init { context in
      try context.checkCancellation()
      let watch = SearchWatch(
        isCancelled: { context.isCancelled }, onProgress: { context.report($0) })
      defer { watch.ended() }
      let (value, state) = try search { watch.isCancelled() }
      context.reach(value)
      guard state != .interrupted else { throw CancellationError() }
      return value
    }
  }
}
