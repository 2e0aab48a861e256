import Logit
import LogitFiles

/// Which of an optimizer's variables in a file are what.
///
/// Since Keras 2.11 they are told by their order: the iteration, in Keras 3 the learning rate, and then the
/// slots. The optimizers before, which `keras.optimizers.legacy` kept, wrote the iteration, Nadam its product
/// of momenta, and then one slot of all weights after the other (Ftrl weight by weight), so that each is
/// known by the end of its name: `Adam/dense/kernel/m:0`. Followed from `OptimizerV2` and `_create_slots` of
/// its classes, Keras 2.10, and seen in files of tf_keras 2.21.
struct KerasOptimizerVariables {
  typealias Slot = (variable: KerasOptimizerOrder.Variable, dataset: HDF5Dataset)

  let iteration: HDF5Dataset
  /// `nil` if the file has none of its own, or the model's optimizer is told elsewhere.
  let learningRate: HDF5Dataset?
  let slots: [Slot]
  /// Whether an optimizer of Keras before 2.11 wrote them.
  let isOlder: Bool

  /// - Parameters:
  ///   - datasets: Those of the file, in its order.
  ///   - order: What the model's optimizer keeps, in the order of Keras 3.
  ///   - isNadam: Whether the optimizer is Nadam, which Keras keeps another number for.
  /// - Returns: `nil` if the file's variables are not those of the optimizer: another number of them, or of
  ///   other shapes.
  init?(_ datasets: [HDF5Dataset], _ order: KerasOptimizerOrder, isNadam: Bool) {
    guard let first = datasets.first, first.count == 1 else { return nil }
    iteration = first
    isOlder = Self.ending(first) == "iter"
    if isOlder {
      let rest = datasets.dropFirst().filter { Self.ending($0) != "momentum_cache" }
      guard let slots = Self.slots(order, named: rest), datasets.count - rest.count == (isNadam ? 2 : 1)
      else {
        return nil
      }
      (learningRate, self.slots) = (nil, slots)
      return
    }
    // By its number in files whose names are made of classes; others are not in an order that is known.
    guard ["iteration", "0"].contains(Self.ending(first)) else { return nil }
    let variables = order.variables
    // Nadam's product of momenta comes last; here it is computed.
    let hasProduct = isNadam && datasets.count > variables.count + 1 && datasets.last?.shape == []
    let leading = datasets.count - variables.count - (hasProduct ? 1 : 0)
    guard (1...2).contains(leading), datasets[..<leading].allSatisfy({ $0.count == 1 }) else { return nil }
    learningRate = leading == 2 ? datasets[1] : nil
    slots = Array(zip(variables, datasets[leading...]))
    guard slots.allSatisfy({ $0.variable.weight.shape == $0.dataset.shape }) else { return nil }
  }

  /// What the older optimizers call slots, by our names; one of them has several where kinds of optimizers
  /// differ.
  private static let olderNames: [String: Set<String>] = [
    "momentum": ["m", "momentum"], "velocity": ["v", "rms"], "velocity_hat": ["vhat"], "norm": ["v"],
    "average_gradient": ["mg"], "accumulator": ["accumulator"], "linear": ["linear"],
    "accumulated_grad": ["accum_grad"], "accumulated_delta_var": ["accum_var"],
  ]

  /// The slots of all weights by the ends of their names; `nil` if there are others, or some are missing.
  private static func slots(_ order: KerasOptimizerOrder, named datasets: [HDF5Dataset]) -> [Slot]? {
    guard order.variables.count == datasets.count else { return nil }
    var bySlot: [Int: [HDF5Dataset]] = [:]
    for slot in Set(order.variables.map(\.slot)) {
      let name = order.variables.first { $0.slot == slot }?.slotName ?? ""
      bySlot[slot] = datasets.filter { olderNames[name]?.contains(ending($0)) == true }
    }
    var slots: [Slot] = []
    for variable in order.variables {
      // The order of weights is the same for each slot.
      guard let next = bySlot[variable.slot]?.first, next.shape == variable.weight.shape else { return nil }
      bySlot[variable.slot]?.removeFirst()
      slots.append((variable, next))
    }
    return bySlot.values.allSatisfy(\.isEmpty) ? slots : nil
  }

  /// The end of a name, without TensorFlow's number of an output.
  private static func ending(_ dataset: HDF5Dataset) -> String {
    let last = dataset.path.split(separator: "/").last ?? ""
    return String(last.prefix { $0 != ":" })
  }
}
