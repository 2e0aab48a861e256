extension Tensor {
  /// Creates a tensor whose elements all have one value.
  ///
  ///     let weights = Tensor(repeating: Float(1), shape: [300])
  ///
  /// - Parameters:
  ///   - value: The value of every element.
  ///   - shape: The length of each dimension; an empty array makes a tensor of one element and no dimension.
  @inlinable
  public init(repeating value: Scalar, shape: [Int]) {
    self.init(unsafeUninitializedShape: shape) { $0.initialize(repeating: value) }
  }

  /// Creates a matrix from its rows.
  ///
  ///     let xs = try Tensor<Float>(rows: [[1, 2], [3, 4], [5, 6]])   // shape [3, 2]
  ///
  /// No rows at all make a tensor of shape `[0, 0]`.
  ///
  /// - Parameter rows: The rows from top to bottom, all with the same number of elements.
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` naming the first row whose
  ///   count differs from the first row's.
  @inlinable
  public init(rows: [[Scalar]]) throws {
    let columnCount = try Self.columnCount(of: rows, operation: "Tensor(rows:)")
    self.init(unsafeUninitializedShape: [rows.count, columnCount]) { elements in
      var next = elements[...]
      for row in rows {
        let end = UnsafeMutableBufferPointer(rebasing: next).initialize(fromContentsOf: row)
        next = next.dropFirst(end)
      }
    }
  }

  /// Creates a matrix from its rows, as NumPy's `array`; the same as ``init(rows:)``.
  ///
  ///     let xs = try Tensor([[1, 2], [3, 4], [5, 6]])   // Tensor<Int> of shape [3, 2]
  ///
  /// - Parameter rows: The rows from top to bottom, all with the same number of elements.
  /// - Throws: As ``init(rows:)``.
  @inlinable @_disfavoredOverload
  public init(_ rows: [[Scalar]]) throws { try self.init(rows: rows) }

  /// The number of elements that all rows have; 0 if there are no rows.
  @inlinable
  static func columnCount<Element>(of rows: [[Element]], operation: String) throws -> Int {
    let columnCount = rows.first?.count ?? 0
    if let ragged = rows.firstIndex(where: { $0.count != columnCount }) {
      throw LogitError.shapeMismatch(
        operation: operation, expected: "\(columnCount) elements in row \(ragged), as in row 0",
        found: [rows[ragged].count], remedy: "give every row the same number of elements")
    }
    return columnCount
  }
}

extension Tensor: ExpressibleByArrayLiteral {
  /// Creates a one-dimensional tensor from a list of elements.
  ///
  ///     let labels: Tensor<Float> = [0, 1, 1]
  ///     try model.predict([0.5, 1.5])
  ///
  /// A list of lists would have to stop the program where they differ in length; `Tensor(_:)` makes one with
  /// `try`.
  ///
  /// - Parameter elements: The elements, in order.
  @inlinable
  public init(arrayLiteral elements: Scalar...) { self.init(elements) }
}

extension Tensor where Scalar: Numeric {
  /// The tensor of the given shape filled with 0, as NumPy's `zeros`.
  ///
  /// - Parameter shape: The length of each dimension; none may be negative.
  @inlinable
  public static func zeros(_ shape: [Int]) -> Tensor { Tensor(repeating: 0, shape: shape) }

  /// The tensor of the given shape filled with 1, as NumPy's `ones`.
  ///
  /// - Parameter shape: The length of each dimension; none may be negative.
  @inlinable
  public static func ones(_ shape: [Int]) -> Tensor { Tensor(repeating: 1, shape: shape) }
}
