import CLogitKernels

/// What trains a model for an epoch: on rows in memory, or on a stream of batches.
protocol EpochTrainer: AnyObject {
  var plan: TrainingPlan { get }
  var updater: Updater { get }
  /// What was added up in the last epoch.
  var totals: BatchTotals { get }
  /// The number of steps in an epoch, as far as it is known.
  var stepCount: Int { get }

  /// Takes over the seed of a model that a callback restored.
  func use(seed: UInt64)

  /// Trains for one epoch, leaving its sums in ``totals``. An epoch that was interrupted, as the model's position tells,
  /// is gone on with.
  ///
  /// - Parameters:
  ///   - epoch: The number it is reported under, counted from 0.
  ///   - hooks: Called around each step; `nil` when no callback wants to be.
  ///   - reporter: Told about progress; `nil` for none.
  /// - Throws: ``LogitError/trainingDiverged(epoch:step:loss:)`` with the model as it was when its weights and
  ///   loss were last finite, or ``LogitError/nonFiniteInput(name:row:column:value:)`` with the model as it was before.
  func runEpoch(_ epoch: Int, model: inout Sequential, hooks: BatchHooks?, reporter: ProgressReporter?) throws
}

/// What callbacks do around each step.
struct BatchHooks {
  /// Called with the number of the step in its epoch, from 0.
  var before: (Int, inout Sequential) throws -> Void
  /// Called with the means over the epoch so far; returns whether to end the epoch.
  var after: (Int, Logs, inout Sequential) throws -> Bool
}

/// The weights and what the optimizer keeps, held in place while steps are made.
struct TrainingState {
  var parameters: Workspace.Slice
  var slots: Workspace.Slice
  var iteration: Int

  var isFinite: Bool {
    Kernels.current.first_non_finite(parameters.baseAddress, Int64(parameters.count)) < 0
  }
}

extension Sequential {
  /// Calls `body` with the model's buffers; the iteration it leaves becomes the model's.
  mutating func withTrainingState<Result>(_ body: (inout TrainingState) throws -> Result) rethrows -> Result {
    var iteration = optimizerState.iteration
    defer { optimizerState.iteration = iteration }
    return try parameters.withUnsafeMutableBufferPointer { parameters in
      try optimizerState.slots.withUnsafeMutableBufferPointer { slots in
        var state = TrainingState(parameters: parameters, slots: slots, iteration: iteration)
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

/// A copy of weights and slots to fall back to.
struct SavedState {
  private let workspace: Workspace
  private let parameters: Workspace.Slice
  private let slots: Workspace.Slice

  init(parameterCount: Int, slotCount: Int) {
    workspace = Workspace(reserving: [parameterCount, parameterCount * slotCount])
    parameters = workspace.slice(parameterCount)
    slots = workspace.slice(parameterCount * slotCount)
  }

  func save(_ state: TrainingState) {
    _ = parameters.update(from: state.parameters)
    _ = slots.update(from: state.slots)
  }

  func restore(_ state: inout TrainingState, iteration: Int) {
    _ = state.parameters.update(from: parameters)
    _ = state.slots.update(from: slots)
    state.iteration = iteration
  }
}
