extension Sequential {
  /// Whether the shapes are known and the weights exist.
  public var isBuilt: Bool { stack != nil }

  /// Settles the shapes and draws the first weights; done for you as soon as the shape of the input is known,
  /// which is when the model is made or when it first meets data. Does nothing when already built.
  ///
  /// - Parameter inputShape: The shape of one input row, without the batch dimension; needed unless the first
  ///   layer tells.
  /// - Throws: ``LogitError/notBuilt(operation:)`` when no shape is known,
  ///   ``LogitError/invalidOption(name:value:expected:)`` for a shape that is none, or
  ///   ``LogitError/invalidArchitecture(layer:reason:remedy:)`` when layers do not fit together.
  public mutating func build(inputShape: [Int]? = nil) throws {
    try build(inputShape: inputShape, drawsWeights: true)
  }

  mutating func build(inputShape: [Int]?, drawsWeights: Bool) throws {
    guard stack == nil else { return }
    guard let input = declaredInput ?? inputShape.map({ Input(shape: $0) }), let shape = input.inputShape
    else {
      throw LogitError.notBuilt(operation: "build")
    }
    try input.validate()
    let stack = try LayerStack(layers: configurations, inputShape: shape)
    parameters =
      drawsWeights ? Self.initialParameters(stack, seed: seed) : .zeros([stack.storageCount])
    self.stack = stack
    applyTrainability()
  }

  /// Each parameter draws from a stream of its own, so its values do not depend on the other layers' sizes.
  private static func initialParameters(_ stack: LayerStack, seed: UInt64) -> Tensor<Float> {
    var root = RandomGenerator(seed: seed)
    return Tensor(unsafeUninitializedShape: [stack.storageCount]) { buffer in
      buffer.initialize(repeating: 0)
      for entry in stack.entries {
        var offset = entry.parameterRange.lowerBound
        for specification in entry.specifications {
          var generator = root.split()
          let values = UnsafeMutableBufferPointer(rebasing: buffer[offset..<offset + specification.count])
          var span = values.mutableSpan
          specification.initializer.initialize(&span, shape: specification.shape, using: &generator)
          offset += specification.count
        }
      }
    }
  }

  /// The stack, or the reason why there is none.
  func builtStack(for operation: String) throws -> LayerStack {
    guard let stack else { throw LogitError.notBuilt(operation: operation) }
    return stack
  }

  /// Adds a layer at the end. A model that was built is built anew: all weights are drawn again.
  ///
  /// - Parameter layer: The layer.
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` for an option that is out of range, or, if
  ///   the shape of the input is known, ``LogitError/invalidArchitecture(layer:reason:remedy:)`` for a layer
  ///   that does not fit; the model is then unchanged.
  public mutating func add(_ layer: any Layer) throws {
    let input = declaredInput.map { [$0 as any Layer] } ?? []
    var model = try Sequential(input + configurations + [layer], name: name, seed: seed)
    (model.compilation, model.trainability) = (compilation, trainability)
    model.applyTrainability()
    self = model
  }

  /// Removes the last layer. A model that was built is built anew: all weights are drawn again.
  ///
  /// - Returns: The layer, or `nil` if there was none.
  @discardableResult
  public mutating func pop() -> (any Layer)? {
    guard let last = configurations.popLast() else { return nil }
    trainability[configurations.count] = nil
    // What is left was sound before, so there is nothing to check.
    stack = declaredInput == nil ? nil : stack?.droppingLast()
    parameters = stack.map { Self.initialParameters($0, seed: seed) } ?? Tensor([])
    optimizerState = OptimizerState()
    position = TrainingPosition()
    return last
  }
}
