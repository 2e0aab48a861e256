extension Tensor {
  /// Creates a tensor whose elements all have the same value.
  ///
  /// - Parameters:
  ///   - value: The value of every element.
  ///   - shape: The length of each dimension; none may be negative.
  @inlinable
  public init(repeating value: Scalar, shape: [Int]) {
    self.init(unsafeUninitializedShape: shape) { $0.initialize(repeating: value) }
  }

  /// Creates a matrix from its rows.
  ///
  /// - Parameter rows: Arrays of one length; no rows give shape `[0, 0]`.
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` naming the first row of another
  ///   length.
  public init(rows: [[Scalar]]) throws {
    let columns = rows.first?.count ?? 0
    if let odd = rows.firstIndex(where: { $0.count != columns }) {
      throw LogitError.shapeMismatch(
        operation: "Tensor(rows:)", expected: "every row to have \(columns) elements as row 0 has",
        found: [rows[odd].count], remedy: "mend row \(odd)")
    }
    self.init(unsafeUninitializedShape: [rows.count, columns]) { buffer in
      for (row, elements) in rows.enumerated() {
        _ = UnsafeMutableBufferPointer(rebasing: buffer[row * columns..<(row + 1) * columns])
          .initialize(from: elements)
      }
    }
  }
}

extension Tensor where Scalar: Numeric {
  /// A tensor of zeros.
  public static func zeros(_ shape: [Int]) -> Tensor { Tensor(repeating: 0, shape: shape) }

  /// A tensor of ones.
  public static func ones(_ shape: [Int]) -> Tensor { Tensor(repeating: 1, shape: shape) }
}

extension Tensor where Scalar: BinaryFloatingPoint {
  /// Evenly spaced numbers over an interval, both ends included; NumPy's `linspace`.
  ///
  /// Element i is i · ((stop - start) / (count - 1)) + start, computed in `Double`; the last is exactly `stop`.
  ///
  /// - Parameters:
  ///   - start: The first number.
  ///   - stop: The last number.
  ///   - count: How many numbers, not negative; 50 by default.
  /// - Returns: A tensor of shape `[count]`.
  public static func linspace(_ start: Double, _ stop: Double, count: Int = 50) -> Tensor {
    precondition(count >= 0, "linspace needs a count of at least 0, not \(count)")
    let step = count > 1 ? (stop - start) / Double(count - 1) : 0
    return Tensor(unsafeUninitializedShape: [count]) { buffer in
      for i in 0..<count { buffer.initializeElement(at: i, to: Scalar(Double(i) * step + start)) }
      if count > 1 { buffer[count - 1] = Scalar(stop) }
    }
  }

  /// The numbers of a tensor of another type, rounded to nearest; NumPy's `astype`.
  public init<Other: BinaryFloatingPoint>(_ other: Tensor<Other>) {
    self = other.map { Scalar($0) }
  }

  /// The whole numbers of a tensor, as floating-point numbers.
  public init<Other: BinaryInteger>(_ other: Tensor<Other>) {
    self = other.map { Scalar($0) }
  }

  /// One-hot rows: 1 at the class of each label, 0 elsewhere; Keras's `to_categorical`.
  ///
  /// - Parameters:
  ///   - labels: A class index for each row, each in 0..<classCount.
  ///   - classCount: The number of classes.
  /// - Returns: A tensor of shape `[labels.count, classCount]`.
  /// - Throws: ``LogitError/labelOutOfRange(row:column:value:expected:remedy:)``.
  public static func oneHot(_ labels: [Int], classCount: Int) throws -> Tensor {
    var result = Tensor.zeros([labels.count, max(classCount, 0)])
    if let row = labels.firstIndex(where: { !(0..<max(classCount, 0)).contains($0) }) {
      throw LogitError.labelOutOfRange(
        row: row, column: 0, value: Float(labels[row]), expected: "a class index in 0..<\(classCount)",
        remedy: "number the classes from 0, or raise classCount")
    }
    result.withUnsafeMutableBufferPointer { buffer in
      for (row, label) in labels.enumerated() { buffer[row * classCount + label] = 1 }
    }
    return result
  }
}

extension Tensor where Scalar: BinaryInteger & FixedWidthInteger {
  /// The whole numbers of a range; NumPy's `arange`.
  public static func arange(_ range: Range<Scalar>) -> Tensor { Tensor(Array(range)) }
}
