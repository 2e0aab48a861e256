/// The leaky rectifier as a layer: f(x) = x for x > 0, slope · x elsewhere.
///
/// Its default slope is 0.3, where the activation's is 0.2, as in Keras.
///
/// Follows `keras.layers.LeakyReLU`.
public struct LeakyReLULayer: FunctionLayer, Equatable {
  /// The slope below 0.
  public var negativeSlope: Double
  /// The name given by the user.
  public var name: String?
  /// Kept for compatibility with Keras; there is nothing to train.
  public var isTrainable: Bool

  /// Creates the layer.
  ///
  /// - Parameters:
  ///   - negativeSlope: The slope below 0, at least 0; 0.3 by default.
  ///   - isTrainable: Kept for compatibility with Keras; `true` by default.
  ///   - name: The layer's name; `nil` gives `leaky_re_lu`, `leaky_re_lu_1`, ...
  public init(negativeSlope: Double = 0.3, isTrainable: Bool = true, name: String? = nil) {
    self.negativeSlope = negativeSlope
    self.isTrainable = isTrainable
    self.name = name
  }

  /// `"LeakyReLU"`.
  public var typeName: String { "LeakyReLU" }

  var function: any Activation { ReLULayer(negativeSlope: negativeSlope).function }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws {
    try checks.requireNotNegative(negativeSlope, "negativeSlope")
  }

  /// The shape of the input.
  public func outputShape(inputShape: [Int]) -> [Int] { inputShape }
}

extension LeakyReLULayer: KerasSerializable {
  /// `"LeakyReLU"`.
  public static var kerasClassName: String { "LeakyReLU" }

  /// The options as Keras writes them.
  public var kerasConfiguration: [JSON.Member] {
    kerasBase + [JSON.Member("negative_slope", .number(negativeSlope))]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    let base = try LayerBase(&options)
    self.init(
      negativeSlope: try options.double("negative_slope", default: 0.3), isTrainable: base.isTrainable,
      name: base.name)
  }
}
