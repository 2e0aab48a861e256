/// Gives its input on as it is.
///
/// Named after Keras's `Identity`, whose name here belongs to the initializer.
///
/// Follows `keras.layers.Identity`.
public struct IdentityLayer: ShapeLayer, Equatable {
  /// The name given by the user.
  public var name: String?
  /// Kept for Keras; there is nothing to train.
  public var isTrainable: Bool

  /// Describes the layer.
  ///
  /// - Parameters:
  ///   - isTrainable: Kept for Keras; `true` by default.
  ///   - name: A name of your own; `nil` gives `identity`, `identity_1`, ...
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

  /// What Keras writes.
  public var kerasConfiguration: [KerasMember] { kerasBase }

  /// Takes the options from Keras's.
  public init(keras options: inout KerasOptions) throws {
    let base = try LayerBase(&options)
    self.init(isTrainable: base.isTrainable, name: base.name)
  }
}
