/// A weight's place among all of a model, for readers and writers of files.
package struct StoredWeight: Sendable {
  /// The index of its layer among ``Sequential/layers``.
  package let layer: Int
  /// Its name within the layer, such as `"kernel"`.
  package let name: String
  package let shape: [Int]
  /// Where its numbers are among all, and among those of each slot.
  package let range: Range<Int>
  /// Whether training changes it, as the model was compiled.
  package let isTrainable: Bool
  /// Whether Keras keeps it as 64-bit integers.
  package let isInteger: Bool
}

/// What an optimizer has kept, for readers and writers of files.
package struct StoredOptimizerState: Sendable {
  /// The number of batches seen.
  package var iteration: Int
  /// The names of the slots, in the order in which they are kept.
  package let slotNames: [String]
  /// The slots one after the other, each as long as all weights.
  package var slots: Tensor<Float>
}

extension Sequential {
  /// The layers' names and classes, as Keras calls them; unlike ``layers``, without a copy of their weights.
  package var layerNames: [(name: String, className: String)] {
    (stack?.entries ?? []).map { entry in
      let name = (entry.layer as? any KerasSerializable).map { type(of: $0).kerasClassName }
      return (entry.name, name ?? entry.layer.typeName)
    }
  }

  /// The shape of one input row; `nil` before the model is built.
  package var inputShape: [Int]? { stack?.inputShape }

  /// All weights in order; none before the model is built.
  package var storedWeights: [StoredWeight] {
    (stack?.entries ?? []).enumerated().flatMap { index, entry in
      entry.places.map { specification, offset in
        StoredWeight(
          layer: index, name: specification.name, shape: specification.shape,
          range: offset..<offset + specification.count,
          isTrainable: entry.isTrainable && specification.isTrainable, isInteger: specification.isInteger)
      }
    }
  }

  /// How many numbers hold the weights, with those between them.
  package var storedWeightCount: Int { parameters.count }

  /// Lends the numbers of all weights.
  package func withStoredWeights<Result>(
    _ body: (UnsafeBufferPointer<Float>) throws -> Result
  ) rethrows -> Result {
    try parameters.withUnsafeBufferPointer(body)
  }

  /// Lends the numbers of all weights to be changed.
  package mutating func withMutableStoredWeights<Result>(
    _ body: (UnsafeMutableBufferPointer<Float>) throws -> Result
  ) rethrows -> Result {
    try parameters.withUnsafeMutableBufferPointer(body)
  }

  /// What the optimizer has kept, or would keep before the first step; `nil` for a model that is not built
  /// and compiled.
  package var storedOptimizerState: StoredOptimizerState? {
    get {
      guard let stack, let optimizer = compilation?.optimizer else { return nil }
      let names = optimizer.keptSlotNames
      let hasSlots = optimizerState.slots.count == names.count * stack.storageCount
      return StoredOptimizerState(
        iteration: optimizerState.iteration, slotNames: names,
        slots: hasSlots ? optimizerState.slots : optimizer.initialSlots(storageCount: stack.storageCount))
    }
    set {
      guard let newValue else { return }
      optimizerState.iteration = newValue.iteration
      optimizerState.slots = newValue.slots
    }
  }

  /// The learning rate, unless a schedule sets it or the model is not compiled.
  package var storedLearningRate: Double? { settableLearningRate }

  /// The product of momenta that Keras keeps for ``Nadam``, where it is computed from the number of updates;
  /// `nil` for other optimizers.
  package var storedMomentumProduct: Float? {
    guard let optimizer = compilation?.optimizer as? Nadam else { return nil }
    var memory = RateMemory()
    let updates = optimizerState.iteration / (optimizer.options.gradientAccumulationSteps ?? 1)
    return optimizer.momentumProduct(of: updates, memory: &memory)
  }

  /// Forgets how the model was compiled.
  package mutating func removeCompilation() {
    compilation = nil
    optimizerState = OptimizerState()
  }
}
