public import Logit

/// An array from a NumPy file, of whatever type it was saved with.
///
///     let array = try NumPyArray(path: "features.npy")
///     print(array.shape, array.typeName)                 // [1000, 28] <f4
///     let x = try array.floats()
///
/// All versions of the format are read, C and Fortran order, either byte order, and the types `b1`, `i1` to
/// `i8`, `u1` to `u8`, `f2`, `f4`, `f8`, `S` (byte strings) and `U` (Unicode strings), and records of these.
/// Arrays of Python objects are refused: they are pickles, and loading one can run any code.
///
/// The header is checked against the file's size when the file is opened; the elements are read on demand.
/// Source: `numpy.lib.format`.
public struct NumPyArray: Sendable {
  private let contents: StoredBytes
  let header: NumPyHeader

  /// What messages call its source.
  var name: String { contents.name }

  /// Opens an NPY file.
  ///
  /// - Parameter path: The file.
  /// - Throws: `FileError.notRead(path:reason:)`, or `FileError.damaged(source:item:expected:found:remedy:)`
  ///   if the header is damaged or does not match the size of the data.
  public init(path: String) throws { try self.init(StoredBytes(path: path)) }

  /// Opens an NPY file in memory.
  ///
  /// - Parameters:
  ///   - bytes: The contents of the file.
  ///   - name: What messages call them; `"the NPY data"` by default.
  /// - Throws: `FileError.damaged(source:item:expected:found:remedy:)` if the header is damaged or does not
  ///   match the size of the data.
  public init(bytes: [UInt8], name: String = "the NPY data") throws {
    try self.init(StoredBytes(bytes, name: name))
  }

  private init(_ contents: StoredBytes) throws {
    self.contents = contents
    header = try NumPyHeader(contents)
  }

  /// The length of each dimension; empty for a single value.
  public var shape: [Int] { header.shape }

  /// The number of elements.
  public var count: Int { header.count }

  /// NumPy's name of the element type, such as `<f4`.
  public var typeName: String { header.type.name }

  /// Gives access to some of the bytes of the elements.
  func withBytes<Result>(
    _ range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) throws -> Result {
    try contents.withBytes(
      header.dataStart + range.lowerBound..<header.dataStart + range.upperBound, body)
  }
}

// MARK: - Tensors

extension NumPyArray {
  /// How many elements are converted at a time.
  private static let stretch = 1 << 18

  /// The elements in single precision, as `astype(float32)` gives them: numbers are rounded, true is 1 and
  /// false 0.
  ///
  /// - Throws: ``DataError/wrongKind(column:expected:found:remedy:)`` if they are strings or records, or
  ///   `FileError.notRead`.
  public func floats() throws -> Tensor<Float> { try tensor { $0.floats($1, into: $2) } }

  /// The elements in double precision, as `astype(float64)` gives them.
  ///
  /// - Throws: ``DataError/wrongKind(column:expected:found:remedy:)`` if they are strings or records, or
  ///   `FileError.notRead`.
  public func doubles() throws -> Tensor<Double> { try tensor { $0.doubles($1, into: $2) } }

  /// The elements as whole numbers.
  ///
  /// - Throws: ``DataError/wrongKind(column:expected:found:remedy:)`` if they are strings or records,
  ///   `LogitError.valueNotRepresentable` for a number with a fraction or of more than 64 bits, or
  ///   `FileError.notRead`.
  public func integers() throws -> Tensor<Int> {
    if header.type.kind == .floating { return try wholeNumbers() }
    return try tensor { type, bytes, numbers in
      guard let wrong = type.integers(bytes, into: numbers) else { return }
      throw LogitError.valueNotRepresentable(
        value: "\(UInt64(bitPattern: Int64(numbers[wrong])))", position: wrong, type: "Int")
    }
  }

  /// Floating-point numbers, none of which may have a fraction.
  private func wholeNumbers() throws -> Tensor<Int> {
    let numbers = try doubles()
    return try Tensor(unsafeUninitializedShape: shape) { integers in
      for position in 0..<numbers.count {
        guard let integer = Int(exactly: numbers[position]) else {
          throw LogitError.valueNotRepresentable(
            value: "\(numbers[position])", position: position, type: "Int")
        }
        integers.initializeElement(at: position, to: integer)
      }
    }
  }

  private func tensor<Scalar: BitwiseCopyable & Sendable>(
    _ decode: (NumPyType, UnsafeRawBufferPointer, UnsafeMutableBufferPointer<Scalar>) throws -> Void
  ) throws -> Tensor<Scalar> {
    let type = header.type
    guard type.isNumeric else {
      throw DataError.wrongKind(
        column: name, expected: "numbers", found: "elements of type \(type.name)",
        remedy: "read it as a table instead")
    }
    return try Tensor(unsafeUninitializedShape: shape) { elements in
      guard header.isFortranOrder, shape.count > 1 else {
        for start in stride(from: 0, to: count, by: Self.stretch) {
          let range = start..<min(start + Self.stretch, count)
          let part = UnsafeMutableBufferPointer(rebasing: elements[range])
          try withBytes(range.lowerBound * type.byteCount..<range.upperBound * type.byteCount) {
            try decode(type, $0, part)
          }
        }
        return
      }
      let columnMajor = UnsafeMutableBufferPointer<Scalar>.allocate(capacity: count)
      defer { columnMajor.deallocate() }
      try withBytes(0..<count * type.byteCount) { try decode(type, $0, columnMajor) }
      Self.reorder(columnMajor, into: elements, shape: shape)
    }
  }

  /// Copies elements from Fortran order, in which the first index varies fastest, to C order.
  private static func reorder<Scalar>(
    _ source: UnsafeMutableBufferPointer<Scalar>, into target: UnsafeMutableBufferPointer<Scalar>,
    shape: [Int]
  ) {
    var strides: [Int] = []
    var size = 1
    for length in shape {
      strides.append(size)
      size *= length
    }
    var index = Array(repeating: 0, count: shape.count)
    var place = 0
    for position in 0..<source.count {
      target.initializeElement(at: position, to: source[place])
      var dimension = shape.count - 1
      while dimension >= 0 {
        index[dimension] += 1
        place += strides[dimension]
        if index[dimension] < shape[dimension] { break }
        place -= strides[dimension] * shape[dimension]
        index[dimension] = 0
        dimension -= 1
      }
    }
  }
}

extension Tensor<Float> {
  /// Reads a NumPy array in single precision; see ``NumPyArray/floats()``.
  ///
  /// - Parameter path: The NPY file.
  /// - Throws: As ``NumPyArray/init(path:)`` and ``NumPyArray/floats()``.
  public init(npy path: String) throws { self = try NumPyArray(path: path).floats() }
}

extension Tensor<Double> {
  /// Reads a NumPy array in double precision; see ``NumPyArray/doubles()``.
  ///
  /// - Parameter path: The NPY file.
  /// - Throws: As ``NumPyArray/init(path:)`` and ``NumPyArray/doubles()``.
  public init(npy path: String) throws { self = try NumPyArray(path: path).doubles() }
}

extension Tensor<Int> {
  /// Reads a NumPy array of whole numbers; see ``NumPyArray/integers()``.
  ///
  /// - Parameter path: The NPY file.
  /// - Throws: As ``NumPyArray/init(path:)`` and ``NumPyArray/integers()``.
  public init(npy path: String) throws { self = try NumPyArray(path: path).integers() }
}
