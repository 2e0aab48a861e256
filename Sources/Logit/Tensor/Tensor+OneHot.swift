extension Tensor where Scalar: Numeric {
  /// One row per label with a 1 in the label's column and 0 elsewhere, as Keras's `to_categorical`.
  ///
  ///     let labels = try Tensor<Float>.oneHot([0, 2, 1], classCount: 3)
  ///     // [[1. 0. 0.]
  ///     //  [0. 0. 1.]
  ///     //  [0. 1. 0.]]
  ///
  /// - Parameters:
  ///   - labels: The class of each row, in `0..<classCount`.
  ///   - classCount: The number of classes, and of columns.
  /// - Returns: A tensor of shape `[labels.count, classCount]`.
  /// - Throws: ``LogitError/unknownClass(label:row:classCount:)`` if a label is not a class.
  @inlinable
  public static func oneHot(_ labels: [Int], classCount: Int) throws -> Tensor {
    try oneHot(Tensor<Int>(labels), classCount: classCount)
  }

  /// One row per label with a 1 in the label's column and 0 elsewhere, as Keras's `to_categorical`.
  ///
  /// - Parameters:
  ///   - labels: The class of each row, in `0..<classCount`; shape `[rows]` or `[rows, 1]`.
  ///   - classCount: The number of classes, and of columns.
  /// - Returns: A tensor of shape `[rows, classCount]`.
  /// - Throws: ``LogitError/unknownClass(label:row:classCount:)`` if a label is not a class, or
  ///   ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` if the labels have another shape.
  @inlinable
  public static func oneHot<Label: FixedWidthInteger>(
    _ labels: Tensor<Label>, classCount: Int
  ) throws -> Tensor {
    guard labels.rank == 1 || (labels.rank == 2 && labels.shape[1] == 1) else {
      throw LogitError.shapeMismatch(
        operation: "oneHot(_:classCount:)", expected: "labels of shape [rows] or [rows, 1]",
        found: labels.shape, remedy: "pass one label per row")
    }
    var result = zeros([labels.count, Swift.max(classCount, 0)])
    try result.withUnsafeMutableBufferPointer { elements throws in
      for (row, label) in labels.storage.elements.enumerated() {
        guard label >= 0, label < classCount else {
          throw LogitError.unknownClass(label: Int(clamping: label), row: row, classCount: classCount)
        }
        elements[row * classCount + Int(label)] = 1
      }
    }
    return result
  }
}
