/// Gives each row another shape with the same number of elements.
///
/// Follows `keras.layers.Reshape`.
public struct Reshape: ShapeLayer, Equatable {
  /// The shape of one output row; one dimension may be -1 and follows from the others.
  public var targetShape: [Int]
  /// The shape of one input row, if given.
  public var inputShape: [Int]?
  /// The name given by the user.
  public var name: String?
  /// Kept for compatibility with Keras; there is nothing to train.
  public var isTrainable: Bool

  /// Creates the layer.
  ///
  /// - Parameters:
  ///   - targetShape: The shape of one output row, without the batch dimension; at most one dimension is -1,
  ///     the others at least 1. Checked when the model is created.
  ///   - inputShape: The shape of one input row; needed only on the first layer.
  ///   - isTrainable: Kept for compatibility with Keras; `true` by default.
  ///   - name: The layer's name; `nil` gives `reshape`, `reshape_1`, ...
  public init(
    _ targetShape: [Int], inputShape: [Int]? = nil, isTrainable: Bool = true, name: String? = nil
  ) {
    self.targetShape = targetShape
    self.inputShape = inputShape
    self.isTrainable = isTrainable
    self.name = name
  }

  /// Checks the target shape.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws {
    let fits =
      !targetShape.isEmpty && targetShape.allSatisfy { $0 >= 1 || $0 == -1 }
      && targetShape.count { $0 == -1 } <= 1
    try checks.require(
      fits, "targetShape", targetShape,
      "at least one dimension, each a whole number, 1 or greater, except one that may be -1")
  }

  /// The target shape with -1 worked out.
  ///
  /// - Throws: ``LogitError/invalidArchitecture(layer:reason:remedy:)`` if it has another number of elements.
  public func outputShape(inputShape: [Int]) throws -> [Int] {
    let given = targetShape.filter { $0 != -1 }
    let count = inputShape.reduce(1, *)
    var known = 1
    for size in given {
      let (product, overflows) = known.multipliedReportingOverflow(by: size)
      known = overflows ? .max : product
    }
    let isWhole = given.count == targetShape.count ? known == count : count % known == 0
    guard isWhole else {
      throw LogitError.invalidArchitecture(
        layer: label,
        reason: "rows of shape \(inputShape) have \(count) numbers, which do not fit \(targetShape)",
        remedy: "choose a shape with as many numbers")
    }
    return targetShape.map { $0 == -1 ? count / known : $0 }
  }
}

extension Reshape: KerasSerializable {
  /// `"Reshape"`.
  public static var kerasClassName: String { "Reshape" }

  /// The options as Keras writes them.
  public var kerasConfiguration: [JSON.Member] {
    kerasBase + [JSON.Member("target_shape", .array(targetShape.map { .integer($0) }))]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    let base = try LayerBase(&options)
    guard let shape = try options.optionalIntegers("target_shape") else {
      throw options.wrong("target_shape", expected: "a list of whole numbers", found: .null)
    }
    self.init(shape, isTrainable: base.isTrainable, name: base.name)
  }
}
