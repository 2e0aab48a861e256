// An array literal could be a tensor to be converted, too: the initializer that takes an array comes first.

extension Tensor where Scalar: BinaryFloatingPoint {
  /// Creates a tensor with the elements of another, each rounded to the nearest representable number, as
  /// NumPy's `astype(float32)`.
  ///
  ///     let xs = Tensor<Float>(Tensor<Double>([0.1, 0.2]))
  ///
  /// Values too large become infinite. Converting to the type the elements already have shares the buffer.
  ///
  /// - Parameter other: The tensor to convert, of any shape.
  @inlinable @_disfavoredOverload
  public init<Other: BinaryFloatingPoint>(_ other: Tensor<Other>) {
    if let same = other as? Tensor {
      self = same
    } else {
      self = other.map { Scalar($0) }
    }
  }

  /// Creates a tensor with the integers of another, each rounded to the nearest representable number.
  ///
  /// - Parameter other: The tensor to convert, of any shape.
  @inlinable @_disfavoredOverload
  public init<Other: BinaryInteger>(_ other: Tensor<Other>) {
    self = other.map { Scalar($0) }
  }
}

extension Tensor where Scalar: FixedWidthInteger {
  /// Creates a tensor with the elements of another without their fractions, as NumPy's `astype(int)`.
  ///
  /// - Parameter other: The tensor to convert, of any shape.
  /// - Throws: ``LogitError/valueNotRepresentable(value:position:type:)`` if an element is NaN, infinite or
  ///   out of range (NumPy returns an arbitrary number here).
  @inlinable @_disfavoredOverload
  public init<Other: BinaryFloatingPoint>(_ other: Tensor<Other>) throws {
    self = try other.converted { Scalar(exactly: $0.rounded(.towardZero)) }
  }

  /// Creates a tensor with the integers of another.
  ///
  /// - Parameter other: The tensor to convert, of any shape.
  /// - Throws: ``LogitError/valueNotRepresentable(value:position:type:)`` if an integer is out of range.
  @inlinable @_disfavoredOverload
  public init<Other: BinaryInteger>(_ other: Tensor<Other>) throws {
    self = try other.converted { Scalar(exactly: $0) }
  }
}

extension Tensor where Scalar: Numeric {
  /// Creates a tensor with 1 where another is true and 0 where it is false.
  ///
  /// - Parameter other: The tensor to convert, of any shape.
  @inlinable
  public init(_ other: Tensor<Bool>) {
    self = other.map { $0 ? 1 : 0 }
  }
}

extension Tensor {
  /// Converts every element; nil from the closure becomes the error that names the element.
  @inlinable
  func converted<Result>(_ convert: (Scalar) -> Result?) throws -> Tensor<Result> {
    try Tensor<Result>(unsafeUninitializedShape: shape) { results in
      for (position, element) in storage.elements.enumerated() {
        guard let result = convert(element) else {
          throw LogitError.valueNotRepresentable(
            value: "\(element)", position: position, type: "\(Result.self)")
        }
        results[position] = result
      }
    }
  }
}
