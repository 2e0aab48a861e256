/// Makes each row flat: `[a, b, ...]` becomes `[a · b · ...]`.
///
/// Follows `keras.layers.Flatten` with `data_format="channels_last"`.
public struct Flatten: ShapeLayer, Equatable {
  /// The name given by the user.
  public var name: String?
  /// The shape of one input row, if given.
  public var inputShape: [Int]?
  /// Kept for Keras; there is nothing to train.
  public var isTrainable: Bool

  /// Describes the layer.
  ///
  /// - Parameters:
  ///   - inputShape: The shape of one input row; needed on the first layer only.
  ///   - isTrainable: Kept for Keras; `true` by default.
  ///   - name: A name of your own; `nil` gives `flatten`, `flatten_1`, ...
  public init(inputShape: [Int]? = nil, isTrainable: Bool = true, name: String? = nil) {
    self.inputShape = inputShape
    self.isTrainable = isTrainable
    self.name = name
  }

  /// One dimension as long as all together.
  public func outputShape(inputShape: [Int]) -> [Int] { [inputShape.reduce(1, *)] }
}

extension Flatten: KerasSerializable {
  /// `"Flatten"`.
  public static var kerasClassName: String { "Flatten" }

  /// What Keras writes.
  public var kerasConfiguration: [KerasMember] {
    kerasBase + [KerasMember("data_format", .string("channels_last"))]
  }

  /// Takes the options from Keras's.
  public init(keras options: inout KerasOptions) throws {
    let base = try LayerBase(&options)
    try options.require("data_format", is: .string("channels_last"))
    self.init(isTrainable: base.isTrainable, name: base.name)
  }
}
