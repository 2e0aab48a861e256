import Logit

/// In which order Keras keeps what an optimizer remembers of each weight.
///
/// First the moving averages of all weights, then the accumulated gradients of all, then the optimizer's own
/// slots, those of one kind of optimizer weight by weight (momentum and velocity of the kernel, then of the
/// bias), of another slot by slot. Followed from `build` of each class in `keras.optimizers`, 3.15.
struct KerasOptimizerOrder {
  /// A slot of a weight.
  struct Variable {
    let slot: Int
    let slotName: String
    let weight: StoredWeight
  }

  let variables: [Variable]

  init(_ model: Sequential, slotNames: [String]) {
    let weights = model.storedWeights.filter(\.isTrainable)
    let alone: Set<String> = ["average", "gradient_accumulator", "velocity_hat"]
    let isBySlot = model.optimizer is RMSprop
    var groups: [[Int]] = []
    for (index, name) in slotNames.enumerated() {
      let joins =
        !isBySlot && !alone.contains(name) && groups.last.map { !alone.contains(slotNames[$0[0]]) } ?? false
      if joins { groups[groups.count - 1].append(index) } else { groups.append([index]) }
    }
    variables = groups.flatMap { group in
      weights.flatMap { weight in
        group.map { Variable(slot: $0, slotName: slotNames[$0], weight: weight) }
      }
    }
  }
}
