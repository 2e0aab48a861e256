/// Flattens each row: `[a, b, ...]` becomes `[a · b · ...]`.
///
/// Follows `keras.layers.Flatten` with `data_format="channels_last"`.
public struct Flatten: ShapeLayer, Equatable {
  /// The name given by the user.
  public var name: String?
  /// The shape of one input row, if given.
  public var inputShape: [Int]?
  /// Kept for compatibility with Keras; there is nothing to train.
  public var isTrainable: Bool

  /// Creates the layer.
  ///
  /// - Parameters:
  ///   - inputShape: The shape of one input row; needed only on the first layer.
  ///   - isTrainable: Kept for compatibility with Keras; `true` by default.
  ///   - name: The layer's name; `nil` gives `flatten`, `flatten_1`, ...
  public init(inputShape: [Int]? = nil, isTrainable: Bool = true, name: String? = nil) {
    self.inputShape = inputShape
    self.isTrainable = isTrainable
    self.name = name
  }

  /// One dimension, the product of all.
  public func outputShape(inputShape: [Int]) -> [Int] { [inputShape.reduce(1, *)] }
}

extension Flatten: KerasSerializable {
  /// `"Flatten"`.
  public static var kerasClassName: String { "Flatten" }

  /// The options as Keras writes them.
  public var kerasConfiguration: [JSON.Member] {
    kerasBase + [JSON.Member("data_format", .string("channels_last"))]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    let base = try LayerBase(&options)
    try options.require("data_format", is: .string("channels_last"))
    self.init(isTrainable: base.isTrainable, name: base.name)
  }
}
