extension Sequential {
  /// The layers, with their shapes and weights once the model is built. Weights are copied where they are asked
  /// for, not before.
  ///
  ///     let (w, b) = (model.layers[0].weights[0], model.layers[0].weights[1])
  ///     print("w = \(w[0, 0]), b = \(b[0])")
  ///
  /// A layer is frozen by its ``ModelLayer/isTrainable``, and nothing else of a layer can be changed here; to
  /// put other layers in their place is a programming error:
  ///
  ///     model.layers[0].isTrainable = false
  ///     try model.compile(optimizer: .adam, loss: .binaryCrossentropy)
  public var layers: [ModelLayer] {
    get {
      guard let stack else {
        return configurations.indices.map {
          ModelLayer(configuration: configurations[$0], isTrainable: isTrainable(at: $0))
        }
      }
      return stack.entries.enumerated().map { index, entry in
        ModelLayer(
          configuration: configurations[index], entry: entry, isTrainable: isTrainable(at: index),
          parameters: parameters)
      }
    }
    set {
      guard newValue.count == configurations.count,
        zip(newValue, configurations).allSatisfy({ type(of: $0.configuration) == type(of: $1) })
      else {
        programmingError("The layers of a model cannot be replaced; make another model, or use add and pop")
      }
      for (index, layer) in newValue.enumerated() where layer.isTrainable != isTrainable(at: index) {
        setTrainable(layer.isTrainable, at: index)
      }
    }
  }

  /// All weights in order: for each layer the kernel `[inputs, units]`, then the bias `[units]`; Keras's
  /// `get_weights`. Empty before the model is built.
  public var weights: [Tensor<Float>] { layers.flatMap(\.weights) }

  /// The number of weights; 0 before the model is built.
  public var parameterCount: Int { stack?.parameterCount ?? 0 }

  /// Replaces all weights; Keras's `set_weights`.
  ///
  /// - Parameter weights: As many tensors as ``weights`` has, of the same shapes.
  /// - Throws: ``LogitError/notBuilt(operation:)``, or
  ///   ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` naming the first tensor that does not
  ///   fit, or ``LogitError/nonFiniteInput(name:row:column:value:)``; the model is then unchanged.
  public mutating func setWeights(_ weights: [Tensor<Float>]) throws {
    let stack = try builtStack(for: "setWeights")
    let places = stack.entries.flatMap { entry in
      entry.places.map { (entry.name, $0.specification, $0.offset) }
    }
    guard places.count == weights.count else {
      throw LogitError.shapeMismatch(
        operation: "setWeights", expected: "\(places.count) tensors", found: [weights.count],
        remedy: "pass one tensor for each of model.weights, in the same order")
    }
    for ((layer, specification, _), tensor) in zip(places, weights) where tensor.shape != specification.shape
    {
      throw LogitError.shapeMismatch(
        operation: "setWeights",
        expected: "the \(specification.name) of \(layer) to have shape \(specification.shape)",
        found: tensor.shape, remedy: "reshape the tensor")
    }
    for ((layer, specification, _), tensor) in zip(places, weights) {
      try tensor.requireFinite(
        name: "The \(specification.name) of \(layer)", columns: specification.shape.last ?? 1)
    }
    parameters.withUnsafeMutableBufferPointer { buffer in
      for ((_, specification, offset), tensor) in zip(places, weights) {
        tensor.withUnsafeBufferPointer { source in
          _ = UnsafeMutableBufferPointer(rebasing: buffer[offset..<offset + specification.count])
            .update(from: source)
        }
      }
    }
  }
}

/// A layer as part of a model: its configuration, its shapes and its weights.
public struct ModelLayer: Sendable {
  /// The layer as it was described.
  public let configuration: any Layer
  /// The layer's name; empty before the model is built.
  public let name: String
  /// The shape of one input row, once known.
  public let inputShape: [Int]?
  /// The shape of one output row, once known.
  public let outputShape: [Int]?
  /// The layer among the others, and all weights of the model, which are shared with it.
  private let place: (entry: LayerStack.Entry, parameters: Tensor<Float>)?
  /// Whether training changes the weights; Keras's `trainable`. Set in ``Sequential/layers``, it takes effect
  /// when the model is compiled, as in Keras, or opened from a file.
  public var isTrainable: Bool

  /// The weights in Keras's order, kernel before bias; empty before the model is built. They are copied each
  /// time that they are asked for.
  public var weights: [Tensor<Float>] {
    guard let place else { return [] }
    return place.parameters.withUnsafeBufferPointer { buffer in
      place.entry.places.map { specification, offset in
        Tensor(unsafeUninitializedShape: specification.shape) {
          _ = $0.initialize(from: buffer[offset..<offset + specification.count])
        }
      }
    }
  }

  /// The number of weights.
  public var parameterCount: Int { place?.entry.specifications.reduce(0) { $0 + $1.count } ?? 0 }

  init(configuration: any Layer, isTrainable: Bool) {
    (self.configuration, self.isTrainable) = (configuration, isTrainable)
    name = configuration.name ?? ""
    inputShape = configuration.inputShape
    outputShape = nil
    place = nil
  }

  init(
    configuration: any Layer, entry: LayerStack.Entry, isTrainable: Bool, parameters: Tensor<Float>
  ) {
    (self.configuration, self.isTrainable) = (configuration, isTrainable)
    name = entry.name
    inputShape = entry.inputShape
    outputShape = entry.outputShape
    place = (entry, parameters)
  }
}

extension LayerStack.Entry {
  /// The layer's parameters with the places where they start in the flat buffer.
  var places: [(specification: ParameterSpecification, offset: Int)] {
    var offset = parameterRange.lowerBound
    return specifications.map { specification in
      defer { offset += specification.count }
      return (specification, offset)
    }
  }
}
