/// Numbers that can be made a tensor: what
/// ``Sequential/fit(_:_:sampleWeight:classWeight:epochs:batchSize:verbose:callbacks:validationSplit:validationData:shuffle:initialEpoch:stepsPerEpoch:validationSteps:validationBatchSize:validationFreq:)-(Tensor<Float>,_,_,_,_,_,_,_,_,_,_,_,_,_,_,_)``
/// and its siblings take besides tensors of `Float`.
///
///     let xs: [[Double]] = [[5.1, 3.5], [6.2, 2.9]]
///     let labels = [0, 1]
///     try model.fit(xs, labels)
///
/// Numbers of the usual types and truth values (1 and 0) conform, tensors of them, and arrays of all of
/// these, nested to any depth. Numbers are rounded to the nearest `Float`.
public protocol TensorConvertible {
  /// The numbers as a tensor.
  ///
  /// - Returns: A tensor of shape `[]` for a number, `[count]` for an array of numbers, `[rows, columns]` for
  ///   an array of rows.
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` naming the first element of an
  ///   array whose shape differs from the first one's.
  func tensor() throws -> Tensor<Float>

  /// Values of one shape as a tensor with one more dimension in front.
  ///
  /// - Parameter values: The values, in order.
  /// - Returns: A tensor of shape `[values.count] + shape`; `[0]` for no values.
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` naming the first value whose
  ///   shape differs from the first one's.
  static func tensor(of values: [Self]) throws -> Tensor<Float>
}

extension TensorConvertible {
  /// Values of one shape, converted one by one and stacked.
  ///
  /// - Parameter values: The values, in order.
  /// - Returns: A tensor of shape `[values.count] + shape`; `[0]` for no values.
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` naming the first value whose
  ///   shape differs from the first one's.
  public static func tensor(of values: [Self]) throws -> Tensor<Float> {
    values.isEmpty ? Tensor([]) : try Tensor.stack(values.map { try $0.tensor() })
  }
}

extension Float: TensorConvertible {
  /// A tensor of no dimension that holds the number.
  public func tensor() -> Tensor<Float> { Tensor(repeating: self, shape: []) }

  /// A tensor of the numbers.
  ///
  /// - Parameter values: The numbers, in order.
  public static func tensor(of values: [Float]) -> Tensor<Float> { Tensor(values) }
}

extension Bool: TensorConvertible {
  /// A tensor of no dimension that holds 1 for true and 0 for false.
  public func tensor() -> Tensor<Float> { Tensor(repeating: self ? 1 : 0, shape: []) }

  /// A tensor of 1 for true and 0 for false.
  ///
  /// - Parameter values: The truth values, in order.
  public static func tensor(of values: [Bool]) -> Tensor<Float> { Tensor(values.map { $0 ? 1 : 0 }) }
}

extension Double: TensorConvertible {}
extension Int: TensorConvertible {}
extension Int8: TensorConvertible {}
extension Int16: TensorConvertible {}
extension Int32: TensorConvertible {}
extension Int64: TensorConvertible {}
extension UInt: TensorConvertible {}
extension UInt8: TensorConvertible {}
extension UInt16: TensorConvertible {}
extension UInt32: TensorConvertible {}
extension UInt64: TensorConvertible {}

extension BinaryFloatingPoint where Self: TensorConvertible {
  /// A tensor of no dimension that holds the number.
  @inlinable @inline(__always)
  public func tensor() -> Tensor<Float> { Tensor(repeating: Float(self), shape: []) }

  /// A tensor of the numbers.
  ///
  /// - Parameter values: The numbers, in order.
  @inlinable @inline(__always)
  public static func tensor(of values: [Self]) -> Tensor<Float> { Tensor(values.map { Float($0) }) }
}

extension BinaryInteger where Self: TensorConvertible {
  /// A tensor of no dimension that holds the number.
  @inlinable @inline(__always)
  public func tensor() -> Tensor<Float> { Tensor(repeating: Float(self), shape: []) }

  /// A tensor of the numbers.
  ///
  /// - Parameter values: The numbers, in order.
  @inlinable @inline(__always)
  public static func tensor(of values: [Self]) -> Tensor<Float> { Tensor(values.map { Float($0) }) }
}

extension Array: TensorConvertible where Element: TensorConvertible {
  /// The elements, one after the other along the first dimension.
  ///
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` naming the first element whose
  ///   shape differs from the first one's.
  public func tensor() throws -> Tensor<Float> { try Element.tensor(of: self) }

  /// The rows of a matrix, joined first: no tensor is made for each.
  ///
  /// - Parameter values: The rows, all with the same number of elements.
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` naming the first row whose
  ///   count or whose elements' shape differs.
  public static func tensor(of values: [[Element]]) throws -> Tensor<Float> {
    let count = try Tensor<Float>.columnCount(of: values, operation: "An array of arrays")
    let elements = try Element.tensor(of: Array(values.joined()))
    return elements.withShape([values.count, count] + elements.shape.dropFirst())
  }
}

extension Tensor: TensorConvertible where Scalar: TensorConvertible {
  /// The tensor with its elements rounded to `Float`; of `Float` already, the tensor itself.
  ///
  /// - Throws: Nothing for numbers and truth values.
  public func tensor() throws -> Tensor<Float> {
    try self as? Tensor<Float> ?? Scalar.tensor(of: scalars).withShape(shape)
  }
}

extension Tensor where Scalar == Float {
  /// Creates a tensor from an array of numbers of any type, or of arrays of them, as NumPy's `array` with
  /// `dtype=float32`.
  ///
  ///     let xs = try Tensor<Float>([[5, 3], [6, 2]])   // shape [2, 2]
  ///
  /// - Parameter values: The elements along the first dimension.
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` naming the first element whose
  ///   shape differs from the first one's.
  @_disfavoredOverload
  public init<Value: TensorConvertible>(_ values: [Value]) throws { self = try Value.tensor(of: values) }
}
