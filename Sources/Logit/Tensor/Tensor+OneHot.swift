extension Tensor where Scalar: Numeric {
  /// One row per label with a 1 in the label's column and 0 elsewhere, as Keras's `to_categorical`.
  ///
  ///     let labels = try Tensor<Float>.oneHot([0, 2, 1], classCount: 3)
  ///     // [[1. 0. 0.]
  ///     //  [0. 0. 1.]
  ///     //  [0. 1. 0.]]
  ///
  /// - Parameters:
  ///   - labels: The class of each row, in `0..<classCount`; whole numbers of any type.
  ///   - classCount: The number of classes, and of columns; one more than the largest label by default.
  /// - Returns: A tensor of shape `[labels.count, classCount]`.
  /// - Throws: As the form that takes a tensor.
  @inlinable
  public static func oneHot<Label: FixedWidthInteger & BitwiseCopyable & Sendable>(
    _ labels: [Label], classCount: Int? = nil
  ) throws -> Tensor {
    try oneHot(Tensor<Label>(labels), classCount: classCount)
  }

  /// One row per label with a 1 in the label's column and 0 elsewhere, as Keras's `to_categorical`.
  ///
  /// - Parameters:
  ///   - labels: The class of each row, in `0..<classCount`; whole numbers, though stored with fractions.
  ///   - classCount: The number of classes, and of columns; one more than the largest label by default.
  /// - Returns: A tensor of shape `[labels.count, classCount]`.
  /// - Throws: As the form that takes a tensor.
  @inlinable @_disfavoredOverload
  public static func oneHot<Label: BinaryFloatingPoint & BitwiseCopyable & Sendable>(
    _ labels: [Label], classCount: Int? = nil
  ) throws -> Tensor {
    try oneHot(Tensor<Label>(labels), classCount: classCount)
  }

  /// One row per label with a 1 in the label's column and 0 elsewhere, as Keras's `to_categorical`.
  ///
  /// - Parameters:
  ///   - labels: The class of each row, in `0..<classCount`; whole numbers, though stored with fractions;
  ///     shape `[rows]` or `[rows, 1]`.
  ///   - classCount: The number of classes, and of columns; one more than the largest label by default.
  /// - Returns: A tensor of shape `[rows, classCount]`.
  /// - Throws: ``LogitError/valueNotRepresentable(value:position:type:)`` if a label is no whole number, or
  ///   as the form that takes whole numbers.
  @inlinable @_disfavoredOverload
  public static func oneHot<Label: BinaryFloatingPoint>(
    _ labels: Tensor<Label>, classCount: Int? = nil
  ) throws -> Tensor {
    try oneHot(labels.converted { Int(exactly: $0) }, classCount: classCount)
  }

  /// One row per label with a 1 in the label's column and 0 elsewhere, as Keras's `to_categorical`.
  ///
  /// - Parameters:
  ///   - labels: The class of each row, in `0..<classCount`; shape `[rows]` or `[rows, 1]`.
  ///   - classCount: The number of classes, and of columns; one more than the largest label by default.
  /// - Returns: A tensor of shape `[rows, classCount]`.
  /// - Throws: ``LogitError/unknownClass(label:row:classCount:)`` if a label is not a class,
  ///   ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` if the labels have another shape, or
  ///   ``LogitError/invalidOption(name:value:expected:)`` if the class count is negative or the result larger
  ///   than memory.
  @inlinable
  public static func oneHot<Label: FixedWidthInteger>(
    _ labels: Tensor<Label>, classCount: Int? = nil
  ) throws -> Tensor {
    guard labels.rank == 1 || (labels.rank == 2 && labels.shape[1] == 1) else {
      throw LogitError.shapeMismatch(
        operation: "oneHot(_:classCount:)", expected: "labels of shape [rows] or [rows, 1]",
        found: labels.shape, remedy: "pass one label per row")
    }
    let classes = labels.storage.elements
    // One less than the largest `Int` leaves room for the one that is added; neither would fit memory.
    let largest = Swift.min(Swift.max(Int(clamping: classes.max() ?? -1), -1), Int.max - 1)
    let classCount = classCount ?? largest + 1
    guard classCount >= 0, [labels.count, classCount].fitsMemory(of: Scalar.self) else {
      throw LogitError.invalidOption(
        name: "oneHot's classCount", value: "\(classCount)",
        expected: "a number of classes for which \(labels.count) rows fit memory")
    }
    var result = zeros([labels.count, classCount])
    try result.withUnsafeMutableBufferPointer { elements throws in
      for (row, label) in classes.enumerated() {
        guard label >= 0, label < classCount else {
          throw LogitError.unknownClass(label: Int(clamping: label), row: row, classCount: classCount)
        }
        elements[row * classCount + Int(label)] = 1
      }
    }
    return result
  }
}
