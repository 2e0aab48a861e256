extension Tensor {
  /// The tensor of the same shape with every element transformed by a closure.
  ///
  ///     let isPositive = x.map { $0 > 0 }   // Tensor<Bool>
  ///
  /// - Parameter transform: Computes the new element from the old one.
  /// - Throws: What the closure throws.
  /// - Complexity: One pass; the closure is compiled into the loop.
  @inlinable @inline(__always)
  public func map<Result: BitwiseCopyable & Sendable>(
    _ transform: (Scalar) throws -> Result
  ) rethrows -> Tensor<Result> {
    let source = storage.elements
    return try Tensor<Result>(unsafeUninitializedShape: shape) { results in
      for index in source.indices { results[index] = try transform(source[index]) }
    }
  }
}
