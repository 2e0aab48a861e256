// Comparisons element by element, which give a mask: of a tensor with a number, and of two tensors of one
// shape. As in NumPy, whatever is compared with NaN is false, but for `.!=`.

extension Tensor where Scalar: Comparable {
  /// Where elements are greater than a number, as NumPy's `x > number`.
  ///
  ///     let positive = try xs[xs .> 0]
  @inlinable
  public static func .> (left: Tensor, right: Scalar) -> Tensor<Bool> { left.map { $0 > right } }

  /// Where elements are at least a number, as NumPy's `x >= number`.
  @inlinable
  public static func .>= (left: Tensor, right: Scalar) -> Tensor<Bool> { left.map { $0 >= right } }

  /// Where elements are less than a number, as NumPy's `x < number`.
  @inlinable
  public static func .< (left: Tensor, right: Scalar) -> Tensor<Bool> { left.map { $0 < right } }

  /// Where elements are at most a number, as NumPy's `x <= number`.
  @inlinable
  public static func .<= (left: Tensor, right: Scalar) -> Tensor<Bool> { left.map { $0 <= right } }

  /// Where elements are greater than those of another tensor.
  ///
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` if the shapes differ.
  @inlinable
  public static func .> (left: Tensor, right: Tensor) throws -> Tensor<Bool> {
    try left.combined(with: right, ".>") { $0 > $1 }
  }

  /// Where elements are at least those of another tensor.
  ///
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` if the shapes differ.
  @inlinable
  public static func .>= (left: Tensor, right: Tensor) throws -> Tensor<Bool> {
    try left.combined(with: right, ".>=") { $0 >= $1 }
  }

  /// Where elements are less than those of another tensor.
  ///
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` if the shapes differ.
  @inlinable
  public static func .< (left: Tensor, right: Tensor) throws -> Tensor<Bool> {
    try left.combined(with: right, ".<") { $0 < $1 }
  }

  /// Where elements are at most those of another tensor.
  ///
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` if the shapes differ.
  @inlinable
  public static func .<= (left: Tensor, right: Tensor) throws -> Tensor<Bool> {
    try left.combined(with: right, ".<=") { $0 <= $1 }
  }
}

extension Tensor where Scalar: Equatable {
  /// Where elements equal a number, as NumPy's `x == number`.
  @inlinable
  public static func .== (left: Tensor, right: Scalar) -> Tensor<Bool> { left.map { $0 == right } }

  /// Where elements differ from a number, as NumPy's `x != number`.
  @inlinable
  public static func .!= (left: Tensor, right: Scalar) -> Tensor<Bool> { left.map { $0 != right } }

  /// Where the elements of two tensors are equal, as NumPy's `x == y`.
  ///
  ///     let accuracy = try Tensor<Float>(predicted .== labels).mean()
  ///
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` if the shapes differ.
  @inlinable
  public static func .== (left: Tensor, right: Tensor) throws -> Tensor<Bool> {
    try left.combined(with: right, ".==") { $0 == $1 }
  }

  /// Where the elements of two tensors differ, as NumPy's `x != y`.
  ///
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` if the shapes differ.
  @inlinable
  public static func .!= (left: Tensor, right: Tensor) throws -> Tensor<Bool> {
    try left.combined(with: right, ".!=") { $0 != $1 }
  }
}

extension Tensor<Bool> {
  /// Where a mask does not hold, as NumPy's `~mask`.
  @inlinable
  public static prefix func .! (mask: Tensor) -> Tensor { mask.map { !$0 } }

  /// Where both masks hold, as NumPy's `left & right`.
  ///
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` if the shapes differ.
  @inlinable
  public static func .& (left: Tensor, right: Tensor) throws -> Tensor {
    try left.combined(with: right, ".&") { $0 && $1 }
  }

  /// Where one of the masks holds, or both, as NumPy's `left | right`.
  ///
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` if the shapes differ.
  @inlinable
  public static func .| (left: Tensor, right: Tensor) throws -> Tensor {
    try left.combined(with: right, ".|") { $0 || $1 }
  }
}

extension Tensor {
  /// The tensor of what a closure makes of the elements of two tensors at each place.
  ///
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` if the shapes differ.
  @inlinable @inline(__always)
  func combined<Result>(
    with other: Tensor, _ symbol: String, _ operation: (Scalar, Scalar) -> Result
  ) throws -> Tensor<Result> {
    guard shape == other.shape else {
      throw LogitError.shapeMismatch(
        operation: symbol, expected: "two tensors of one shape, here \(shape)", found: other.shape,
        remedy: "reshape or slice one of them")
    }
    let (a, b) = (storage.elements, other.storage.elements)
    return Tensor<Result>(unsafeUninitializedShape: shape) { results in
      for index in results.indices { results[index] = operation(a[index], b[index]) }
    }
  }
}
