/// A dense, row-major array of numbers with any number of dimensions.
///
/// `Tensor` holds the data a classifier is trained on: features, labels, weights, predictions. It offers what
/// preparing such data requires (creation, stacking, slicing, selection, reductions) under the names NumPy
/// users know, and nothing else; it is not a general array language.
///
///     let x = Tensor.linspace(-10, 10, count: 100)   // shape [100]
///     let column = try x.reshaped([-1, 1])           // shape [100, 1], shares the buffer with x
///     column[3, 0] == x[3]                           // true
///
/// Tensors are values: changing a copy never changes the original. Copies share their buffer until one of
/// them is written to, so passing a tensor around costs nothing.
///
/// Elements are stored one after the other, the last dimension varying fastest, in a buffer aligned to 64
/// bytes; ``withUnsafeBufferPointer(_:)`` gives access to it.
///
/// Indexing outside the shape is a programming error and stops the program, as it does for `Array`, and so is
/// a shape with a negative length; the message says what was wrong in release builds, too. Operations that
/// combine shapes throw ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` instead.
public struct Tensor<Scalar: BitwiseCopyable & Sendable>: Sendable {
  @usableFromInline
  var storage: TensorStorage<Scalar>

  /// The length of each dimension; empty for a single number, `[rows, columns]` for a matrix.
  public let shape: [Int]

  @inlinable
  init(storage: TensorStorage<Scalar>, shape: [Int]) {
    self.storage = storage
    self.shape = shape
  }

  /// Creates a tensor and lets a closure fill its buffer.
  ///
  /// - Parameters:
  ///   - shape: The length of each dimension; a negative length, or more elements than fit into memory, is a
  ///     programming error.
  ///   - initializer: Receives the uninitialized buffer of `shape.reduce(1, *)` elements and must
  ///     initialize all of them.
  /// - Throws: What the closure throws.
  @inlinable
  public init(
    unsafeUninitializedShape shape: [Int],
    initializingWith initializer: (UnsafeMutableBufferPointer<Scalar>) throws -> Void
  ) rethrows {
    guard let count = shape.elementCount, count.fitsMemory(stride: MemoryLayout<Scalar>.stride) else {
      shapeIsImpossible(shape)
    }
    let storage = TensorStorage<Scalar>(uninitializedCount: count)
    try initializer(storage.elements)
    self.init(storage: storage, shape: shape)
  }

  /// Creates a one-dimensional tensor with the elements of an array.
  ///
  /// - Parameter elements: The elements, in order.
  @inlinable
  public init(_ elements: [Scalar]) {
    self.init(unsafeUninitializedShape: [elements.count]) { _ = $0.initialize(from: elements) }
  }

  /// Creates a tensor of the given shape whose elements, in row-major order, are those of an array.
  ///
  /// - Parameters:
  ///   - elements: The elements in row-major order.
  ///   - shape: The length of each dimension.
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` if the array's count is not
  ///   the product of the shape.
  @inlinable
  public init(_ elements: [Scalar], shape: [Int]) throws {
    guard shape.elementCount == elements.count else {
      throw LogitError.shapeMismatch(
        operation: "Tensor(_:shape:)", expected: "a shape that holds \(elements.count) elements",
        found: shape,
        remedy: "choose lengths whose product is \(elements.count)")
    }
    self.init(unsafeUninitializedShape: shape) { _ = $0.initialize(from: elements) }
  }

  /// The number of elements: the product of ``shape``.
  @inlinable
  public var count: Int { storage.elements.count }

  /// The number of dimensions.
  @inlinable
  public var rank: Int { shape.count }

  /// The elements in row-major order, as an array.
  @inlinable
  public var scalars: [Scalar] { Array(storage.elements) }

  /// The tensor with the same elements and another shape; shares the buffer.
  ///
  /// The caller has made sure that the counts agree.
  @inlinable
  func withShape(_ shape: [Int]) -> Tensor {
    Tensor(storage: storage, shape: shape)
  }
}

extension [Int] {
  /// The number of elements a tensor of this shape has; nil if a length is negative or the product exceeds
  /// what an `Int` can count.
  @usableFromInline
  var elementCount: Int? {
    guard allSatisfy({ $0 >= 0 }) else { return nil }
    if contains(0) { return 0 }
    var product = 1
    for length in self {
      let (partial, overflow) = product.multipliedReportingOverflow(by: length)
      guard !overflow else { return nil }
      product = partial
    }
    return product
  }

  /// Whether a tensor of this shape can be made at all: no length is negative, and it takes up no more memory
  /// than this process may have. Asked where a shape comes from data, before it is believed.
  @usableFromInline
  package func fitsMemory<Scalar>(of scalar: Scalar.Type) -> Bool {
    guard let count = elementCount else { return false }
    let (bytes, overflow) = count.multipliedReportingOverflow(by: MemoryLayout<Scalar>.stride)
    // Asking the system takes some time.
    return !overflow && (bytes < 1 << 28 || bytes <= MemoryLimit.standard.byteCount)
  }
}

extension Int {
  /// Whether so many elements, each of so many bytes, take up no more memory than the machine has. A system
  /// that promises more memory than there is would end the program when they are written, without a word.
  @inlinable @inline(__always)
  func fitsMemory(stride: Int) -> Bool {
    let (bytes, overflow) = multipliedReportingOverflow(by: stride)
    return !overflow && (bytes < 1 << 28 || fitsMachine(byteCount: bytes))
  }
}

@usableFromInline @inline(never)
func fitsMachine(byteCount: Int) -> Bool {
  // The limit for reading files is three quarters of the memory.
  let limit = MemoryLimit.standard.byteCount
  return byteCount <= limit || byteCount - limit <= limit / 3
}

// MARK: - Element access

extension Tensor {
  /// Calls a closure with the elements in row-major order.
  ///
  /// - Parameter body: Receives the buffer, which is valid only during the call.
  /// - Returns: What the closure returns.
  /// - Throws: What the closure throws.
  @inlinable
  public func withUnsafeBufferPointer<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<Scalar>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(UnsafeBufferPointer(storage.elements))
  }

  /// Calls a closure that may change the elements in place; copies the buffer first if it is shared.
  ///
  /// - Parameter body: Receives the buffer, which is valid only during the call.
  /// - Returns: What the closure returns.
  /// - Throws: What the closure throws.
  @inlinable
  public mutating func withUnsafeMutableBufferPointer<Result, Failure: Error>(
    _ body: (UnsafeMutableBufferPointer<Scalar>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    if !isKnownUniquelyReferenced(&storage) { storage = storage.copy() }
    return try body(storage.elements)
  }

  /// The element at a position of the row-major order; for a one-dimensional tensor, its index.
  ///
  /// - Parameter index: The position, in `0..<count`; anything else is a programming error.
  @inlinable
  public subscript(index: Int) -> Scalar {
    get {
      guard index >= 0, index < count else { indexIsOutside(index, count: count) }
      return storage.elements[index]
    }
    set {
      guard index >= 0, index < count else { indexIsOutside(index, count: count) }
      withUnsafeMutableBufferPointer { $0[index] = newValue }
    }
  }

  /// The element of a matrix at a row and a column.
  ///
  /// - Parameters:
  ///   - row: The row, in `0..<shape[0]`; anything else is a programming error.
  ///   - column: The column, in `0..<shape[1]`; anything else is a programming error.
  @inlinable
  public subscript(row: Int, column: Int) -> Scalar {
    get { storage.elements[offset(row, column)] }
    set {
      let offset = offset(row, column)
      withUnsafeMutableBufferPointer { $0[offset] = newValue }
    }
  }

  @inlinable
  func offset(_ row: Int, _ column: Int) -> Int {
    guard rank == 2, row >= 0, row < shape[0], column >= 0, column < shape[1] else {
      elementIsOutside(row: row, column: column, shape: shape)
    }
    return row * shape[1] + column
  }
}

extension Tensor: Equatable where Scalar: Equatable {
  /// Whether two tensors have the same shape and equal elements. NaN equals nothing, so a tensor that holds
  /// one is not even equal to itself.
  @inlinable
  public static func == (left: Tensor, right: Tensor) -> Bool {
    guard left.shape == right.shape else { return false }
    let (a, b) = (left.storage.elements, right.storage.elements)
    return a.indices.allSatisfy { a[$0] == b[$0] }
  }
}
