/// The softmax of each row, as a layer of its own.
///
/// Called `Softmax` in Keras, a name that here belongs to the activation.
///
/// Follows `keras.layers.Softmax` over the last axis.
public struct SoftmaxLayer: FunctionLayer, Equatable {
  /// The axis over which the outputs sum to 1: the last one, as -1 or counted as Keras does from the batch
  /// dimension, 0.
  public var axis: Int
  /// The name given by the user.
  public var name: String?
  /// Kept for compatibility with Keras; there is nothing to train.
  public var isTrainable: Bool

  /// Creates the layer.
  ///
  /// - Parameters:
  ///   - axis: -1 or, for flat rows, 1; -1 by default.
  ///   - isTrainable: Kept for compatibility with Keras; `true` by default.
  ///   - name: The layer's name; `nil` gives `softmax`, `softmax_1`, ...
  public init(axis: Int = -1, isTrainable: Bool = true, name: String? = nil) {
    self.axis = axis
    self.isTrainable = isTrainable
    self.name = name
  }

  /// `"Softmax"`.
  public var typeName: String { "Softmax" }

  var function: any Activation { .softmax }

  /// The shape of the input.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if the axis is not the last one, or
  ///   ``LogitError/invalidArchitecture(layer:reason:remedy:)`` if rows are not flat.
  public func outputShape(inputShape: [Int]) throws -> [Int] {
    try requireFlatRows(inputShape)
    try requireLastAxis([axis], inputShape)
    return inputShape
  }
}

extension SoftmaxLayer: KerasSerializable {
  /// `"Softmax"`.
  public static var kerasClassName: String { "Softmax" }

  /// The options as Keras writes them.
  public var kerasConfiguration: [JSON.Member] { kerasBase + [JSON.Member("axis", .integer(axis))] }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    let base = try LayerBase(&options)
    self.init(
      axis: try options.integer("axis", default: -1), isTrainable: base.isTrainable, name: base.name)
  }
}
