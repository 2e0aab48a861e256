// The names of Logit 0.1.

extension Sequential {
  /// Saves the model; see ``save(to:epoch:includingOptimizer:)-(String,_,_)``.
  ///
  /// - Parameters:
  ///   - path: Where to.
  ///   - epoch: The epoch to go on with.
  ///   - includingOptimizer: Whether to save the optimizer's state too.
  /// - Throws: As ``save(to:epoch:includingOptimizer:)-(String,_,_)``.
  @available(*, deprecated, renamed: "save(to:epoch:includingOptimizer:)")
  public func save(checkpoint path: String, epoch: Int? = nil, includingOptimizer: Bool = true) throws {
    try save(to: path, epoch: epoch, includingOptimizer: includingOptimizer)
  }

  /// Takes over what was saved; see ``restore(from:)-(String)``.
  ///
  /// - Parameter path: The file.
  /// - Returns: The epoch to go on with.
  /// - Throws: As ``restore(from:)-(String)``.
  @available(*, deprecated, renamed: "restore(from:)")
  @discardableResult
  public mutating func restore(checkpoint path: String) throws -> Int { try restore(from: path) }
}
