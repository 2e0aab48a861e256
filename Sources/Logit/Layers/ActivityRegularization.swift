/// Passes its input through unchanged and adds a penalty on it to the loss: (l1 Σ|x| + l2 Σx²) / rows.
///
/// Follows `keras.layers.ActivityRegularization`.
public struct ActivityRegularization: ShapeLayer, Equatable {
  /// The weight of the sum of absolute values.
  public var l1: Double
  /// The weight of the sum of squares.
  public var l2: Double
  /// The name given by the user.
  public var name: String?
  /// Kept for compatibility with Keras; there is nothing to train.
  public var isTrainable: Bool

  /// Creates the layer.
  ///
  /// - Parameters:
  ///   - l1: The weight of the sum of absolute values, at least 0; 0 by default.
  ///   - l2: The weight of the sum of squares, at least 0; 0 by default.
  ///   - isTrainable: Kept for compatibility with Keras; `true` by default.
  ///   - name: The layer's name; `nil` gives `activity_regularization`, `activity_regularization_1`, ...
  public init(l1: Double = 0, l2: Double = 0, isTrainable: Bool = true, name: String? = nil) {
    self.l1 = l1
    self.l2 = l2
    self.isTrainable = isTrainable
    self.name = name
  }

  /// The penalty.
  public var activityRegularizer: (any Regularizer)? { SizesAndSquares(l1: Float(l1), l2: Float(l2)) }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws {
    try checks.requireNotNegative(l1, "l1")
    try checks.requireNotNegative(l2, "l2")
  }

  /// The shape of the input.
  public func outputShape(inputShape: [Int]) -> [Int] { inputShape }
}

/// l1 Σ|x| + l2 Σx².
private struct SizesAndSquares: Regularizer {
  let l1: Float
  let l2: Float

  func penalty(_ values: Span<Float>, shape: [Int]) -> Float {
    values.withUnsafeBufferPointer { values in
      let sizes = Reductions.sum(values.count) { Double(abs(values[$0])) }
      let squares = Reductions.sum(values.count) { Double(values[$0]) * Double(values[$0]) }
      return l1 * Float(sizes) + l2 * Float(squares)
    }
  }

  func addGradient(
    _ values: Span<Float>, shape: [Int], scale: Float, to gradient: inout MutableSpan<Float>
  ) {
    for i in values.indices {
      let value = values[i]
      let sign: Float = value > 0 ? 1 : value < 0 ? -1 : 0
      gradient[i] += scale * (l1 * sign + 2 * l2 * value)
    }
  }
}

extension ActivityRegularization: KerasSerializable {
  /// `"ActivityRegularization"`.
  public static var kerasClassName: String { "ActivityRegularization" }

  /// The options as Keras writes them.
  public var kerasConfiguration: [JSON.Member] {
    kerasBase + [JSON.Member("l1", .number(l1)), JSON.Member("l2", .number(l2))]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    let base = try LayerBase(&options)
    self.init(
      l1: try options.double("l1", default: 0), l2: try options.double("l2", default: 0),
      isTrainable: base.isTrainable, name: base.name)
  }
}
