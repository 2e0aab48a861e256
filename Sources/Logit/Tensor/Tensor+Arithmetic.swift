// Element-by-element arithmetic, as far as preparing data requires it: two tensors of one shape, or a tensor
// and a number. Nothing is broadcast.

extension Tensor where Scalar: FloatingPoint {
  /// The element-by-element sum.
  ///
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` if the shapes differ.
  @inlinable
  public static func + (left: Tensor, right: Tensor) throws -> Tensor {
    try left.combined(with: right, "+") { $0 + $1 }
  }

  /// The element-by-element difference.
  ///
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` if the shapes differ.
  @inlinable
  public static func - (left: Tensor, right: Tensor) throws -> Tensor {
    try left.combined(with: right, "-") { $0 - $1 }
  }

  /// The element-by-element product.
  ///
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` if the shapes differ.
  @inlinable
  public static func * (left: Tensor, right: Tensor) throws -> Tensor {
    try left.combined(with: right, "*") { $0 * $1 }
  }

  /// The element-by-element quotient.
  ///
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` if the shapes differ.
  @inlinable
  public static func / (left: Tensor, right: Tensor) throws -> Tensor {
    try left.combined(with: right, "/") { $0 / $1 }
  }

  /// The tensor with a number added to every element.
  @inlinable
  public static func + (left: Tensor, right: Scalar) -> Tensor { left.map { $0 + right } }

  /// The tensor with every element added to a number.
  @inlinable
  public static func + (left: Scalar, right: Tensor) -> Tensor { right.map { left + $0 } }

  /// The tensor with a number subtracted from every element.
  @inlinable
  public static func - (left: Tensor, right: Scalar) -> Tensor { left.map { $0 - right } }

  /// The tensor with every element subtracted from a number.
  @inlinable
  public static func - (left: Scalar, right: Tensor) -> Tensor { right.map { left - $0 } }

  /// The tensor with every element multiplied by a number.
  @inlinable
  public static func * (left: Tensor, right: Scalar) -> Tensor { left.map { $0 * right } }

  /// The tensor with every element multiplied by a number.
  @inlinable
  public static func * (left: Scalar, right: Tensor) -> Tensor { right.map { left * $0 } }

  /// The tensor with every element divided by a number.
  @inlinable
  public static func / (left: Tensor, right: Scalar) -> Tensor { left.map { $0 / right } }

  /// The tensor with a number divided by every element.
  @inlinable
  public static func / (left: Scalar, right: Tensor) -> Tensor { right.map { left / $0 } }

  /// The tensor with the sign of every element reversed.
  @inlinable
  public static prefix func - (operand: Tensor) -> Tensor { operand.map { -$0 } }
}
