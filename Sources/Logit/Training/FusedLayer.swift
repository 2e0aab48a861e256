import CLogitKernels

/// A single ``Dense`` layer whose forward pass, loss and gradient are one kernel.
struct FusedLayer {
  let head: logit_head
  let inputCount: Int
  let units: Int
  let hasBias: Bool

  var kernelCount: Int { inputCount * units }

  /// `nil` when there is no such kernel: for many units, or several sigmoids side by side.
  init?(_ dense: Dense, inputCount: Int, head: logit_head?) {
    guard let head, logit_step_fits(Int64(dense.units)) != 0 else { return nil }
    guard head.kind != LOGIT_HEAD_BINARY || dense.units == 1 else { return nil }
    self.head = head
    self.inputCount = inputCount
    units = dense.units
    hasBias = dense.useBias
  }

  /// Whether a whole run of steps can be one call.
  func fitsRun(batchSize: Int) -> Bool {
    logit_run_fits(Int64(batchSize), Int64(inputCount), Int64(units)) != 0
  }

  /// The floats that the kernel works in.
  func scratchCount(batchSize: Int) -> Int {
    Int(logit_step_scratch_count(Int64(batchSize), Int64(inputCount), Int64(units)))
  }

  /// Whether a step can take its rows from where they are.
  var takesIndices: Bool { logit_is_small(Int64(inputCount), Int64(units)) == 0 }
}

extension logit_head {
  init(_ head: LossHead, threshold: Float) {
    switch head.kind {
    case .binary(let smoothing):
      self.init(kind: LOGIT_HEAD_BINARY, smoothing: smoothing, threshold: threshold)
    case .categorical(let smoothing):
      self.init(kind: LOGIT_HEAD_CATEGORICAL, smoothing: smoothing, threshold: threshold)
    case .sparseCategorical:
      self.init(kind: LOGIT_HEAD_SPARSE_CATEGORICAL, smoothing: 0, threshold: threshold)
    }
  }
}
