/// Gives each row another shape with as many numbers.
///
/// Follows `keras.layers.Reshape`.
public struct Reshape: ShapeLayer, Equatable {
  /// The shape of one output row; one dimension may be -1 and follows from the others.
  public var targetShape: [Int]
  /// The shape of one input row, if given.
  public var inputShape: [Int]?
  /// The name given by the user.
  public var name: String?
  /// Kept for Keras; there is nothing to train.
  public var isTrainable: Bool

  /// Describes the layer.
  ///
  /// - Parameters:
  ///   - targetShape: The shape of one output row, without the batch dimension; at most one dimension is -1, the
  ///     others at least 1. Checked when the model is made.
  ///   - inputShape: The shape of one input row; needed on the first layer only.
  ///   - isTrainable: Kept for Keras; `true` by default.
  ///   - name: A name of your own; `nil` gives `reshape`, `reshape_1`, ...
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
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)``.
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

  /// What Keras writes.
  public var kerasConfiguration: [KerasMember] {
    kerasBase + [KerasMember("target_shape", .array(targetShape.map { .integer($0) }))]
  }

  /// Takes the options from Keras's.
  public init(keras options: inout KerasOptions) throws {
    let base = try LayerBase(&options)
    guard let shape = try options.optionalIntegers("target_shape") else {
      throw options.wrong("target_shape", expected: "a list of whole numbers", found: .null)
    }
    self.init(shape, isTrainable: base.isTrainable, name: base.name)
  }
}
