/// Passes its input through unchanged.
///
/// Called `Identity` in Keras, a name that here belongs to the initializer.
///
/// Follows `keras.layers.Identity`.
public struct IdentityLayer: ShapeLayer, Equatable {
  /// The name given by the user.
  public var name: String?
  /// Kept for compatibility with Keras; there is nothing to train.
  public var isTrainable: Bool

  /// Creates the layer.
  ///
  /// - Parameters:
  ///   - isTrainable: Kept for compatibility with Keras; `true` by default.
  ///   - name: The layer's name; `nil` gives `identity`, `identity_1`, ...
  public init(isTrainable: Bool = true, name: String? = nil) {
    self.isTrainable = isTrainable
    self.name = name
  }

  /// `"Identity"`.
  public var typeName: String { "Identity" }

  /// The shape of the input.
  public func outputShape(inputShape: [Int]) -> [Int] { inputShape }
}

extension IdentityLayer: KerasSerializable {
  /// `"Identity"`.
  public static var kerasClassName: String { "Identity" }

  /// The options as Keras writes them.
  public var kerasConfiguration: [JSON.Member] { kerasBase }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    let base = try LayerBase(&options)
    self.init(isTrainable: base.isTrainable, name: base.name)
  }
}
