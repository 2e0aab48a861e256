/// The softmax of each row, as a layer of its own.
///
/// Named after Keras's layer `Softmax`, whose name here belongs to the activation.
///
/// Follows `keras.layers.Softmax` over the last axis.
public struct SoftmaxLayer: FunctionLayer, Equatable {
  /// The axis over which the outputs sum to 1: the last one, as -1 or counted as Keras does from the batch dimension, 0.
  public var axis: Int
  /// The name given by the user.
  public var name: String?
  /// Kept for Keras; there is nothing to train.
  public var isTrainable: Bool

  /// Describes the layer.
  ///
  /// - Parameters:
  ///   - axis: -1 or, for flat rows, 1; -1 by default.
  ///   - isTrainable: Kept for Keras; `true` by default.
  ///   - name: A name of your own; `nil` gives `softmax`, `softmax_1`, ...
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
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` for another axis, or
  ///   ``LogitError/invalidArchitecture(layer:reason:remedy:)`` for rows that are not flat.
  public func outputShape(inputShape: [Int]) throws -> [Int] {
    try requireFlatRows(inputShape)
    try requireLastAxis([axis], inputShape)
    return inputShape
  }
}

extension SoftmaxLayer: KerasSerializable {
  /// `"Softmax"`.
  public static var kerasClassName: String { "Softmax" }

  /// What Keras writes.
  public var kerasConfiguration: [KerasMember] { kerasBase + [KerasMember("axis", .integer(axis))] }

  /// Takes the options from Keras's.
  public init(keras options: inout KerasOptions) throws {
    let base = try LayerBase(&options)
    self.init(
      axis: try options.integer("axis", default: -1), isTrainable: base.isTrainable, name: base.name)
  }
}
