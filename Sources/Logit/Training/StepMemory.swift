/// The memory a step works in, for batches of up to `rows` rows; reserved once and used again in every step.
struct StepMemory {
  /// The gradient of the last batch, laid out as the parameters are.
  let gradient: Workspace.Slice
  /// The outputs of each layer, `[rows, units]`; the last one holds logits when the head starts from the
  /// weighted sums.
  let outputs: [Workspace.Slice]
  /// What each layer keeps from the forward to the backward pass.
  let scratches: [Workspace.Slice]
  /// dL/d output of the layer at hand, and of the one before it; they change places going backward.
  let deltas: (Workspace.Slice, Workspace.Slice)
  /// The last layer's outputs `[rows, units]`, for metrics that the head does not count.
  let predictions: Workspace.Slice
  /// `[rows]`.
  let rowLosses: Workspace.Slice
  /// What the kernel of a single layer's step works in; empty if there is none.
  let fusedScratch: Workspace.Slice
  /// `[rows, units]`, for a penalty on the last layer's outputs; empty if there is none.
  let activityGradient: Workspace.Slice
  private let workspace: Workspace

  /// - Parameter fusedScratchCount: The floats that the kernel of a single layer's step works in.
  init(_ stack: LayerStack, rows: Int, fusedScratchCount: Int) {
    let outputCounts = stack.entries.map { $0.outputCount * rows }
    let widest = outputCounts.max() ?? 0
    let scratchCounts = stack.entries.map { $0.layer.scratchCount(inputShape: $0.inputShape, rows: rows) }
    let lastCount = stack.outputCount * rows
    let activityCount = stack.entries.last?.layer.activityRegularizer == nil ? 0 : lastCount
    let workspace = Workspace(
      reserving: [stack.storageCount] + outputCounts + scratchCounts + [
        widest, widest, lastCount, rows, fusedScratchCount, activityCount,
      ])
    self.workspace = workspace
    gradient = workspace.slice(stack.storageCount)
    outputs = outputCounts.map { workspace.slice($0) }
    scratches = scratchCounts.map { workspace.slice($0) }
    deltas = (workspace.slice(widest), workspace.slice(widest))
    predictions = workspace.slice(lastCount)
    rowLosses = workspace.slice(rows)
    fusedScratch = workspace.slice(fusedScratchCount)
    activityGradient = workspace.slice(activityCount)
  }
}
