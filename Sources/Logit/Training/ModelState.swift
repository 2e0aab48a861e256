import CLogitKernels

/// A model's weights and what its optimizer keeps, held in place while steps are made.
struct ModelState {
  /// `[storageCount]`, laid out as ``LayerStack`` says.
  var parameters: Workspace.Slice
  /// `[slot count, storageCount]`.
  var slots: Workspace.Slice
  /// The number of batches seen.
  var iteration: Int

  /// Whether all weights are finite, and what the optimizer keeps as well: a gradient that is not may stay
  /// there, added up for a later update or as a momentum of which only the sign is used, and show in no
  /// weight.
  var isFinite: Bool { Self.isFinite(parameters) && Self.isFinite(slots) }

  private static func isFinite(_ values: Workspace.Slice) -> Bool {
    Kernels.current.first_non_finite(values.baseAddress, Int64(values.count)) < 0
  }
}

extension Sequential {
  /// Calls `body` with the model's buffers; the iteration it leaves becomes the model's.
  mutating func withState<Result>(_ body: (inout ModelState) throws -> Result) rethrows -> Result {
    var iteration = optimizerState.iteration
    defer { optimizerState.iteration = iteration }
    return try parameters.withUnsafeMutableBufferPointer { parameters in
      try optimizerState.slots.withUnsafeMutableBufferPointer { slots in
        var state = ModelState(parameters: parameters, slots: slots, iteration: iteration)
        defer { iteration = state.iteration }
        return try body(&state)
      }
    }
  }

  /// Makes room for what the optimizer keeps, if there is none that fits.
  mutating func prepareOptimizerState() {
    guard let stack, let optimizer = compilation?.optimizer else { return }
    let count = optimizer.keptSlotNames.count * stack.storageCount
    if optimizerState.slots.count != count {
      optimizerState.slots = optimizer.initialSlots(storageCount: stack.storageCount)
    }
  }
}

/// A copy of weights and slots to go back to.
final class SavedState {
  private let workspace: Workspace
  private let parameters: Workspace.Slice
  private let slots: Workspace.Slice
  private var iteration = 0

  init(parameterCount: Int, slotCount: Int) {
    workspace = Workspace(reserving: [parameterCount, parameterCount * slotCount])
    parameters = workspace.slice(parameterCount)
    slots = workspace.slice(parameterCount * slotCount)
  }

  func save(_ state: ModelState) {
    _ = parameters.update(from: state.parameters)
    _ = slots.update(from: state.slots)
    iteration = state.iteration
  }

  func restore(_ state: inout ModelState) {
    _ = state.parameters.update(from: parameters)
    _ = state.slots.update(from: slots)
    state.iteration = iteration
  }
}
