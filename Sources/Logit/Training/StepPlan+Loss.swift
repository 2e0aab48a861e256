import CLogitKernels

/// From the last layer's outputs to the loss, its gradient and the metrics.
extension StepPlan {
  /// What the gradient of the sum over rows of weight times loss is multiplied with to give that of the
  /// batch's loss.
  func scale(_ batch: Batch) -> Float {
    guard !loss.isMeanOverRows else { return 1 / Float(batch.rows) }
    return loss.function.reductionScale(
      labels: labels(batch).span, weights: weights(batch).span, rows: batch.rows)
  }

  /// A batch enters the mean over an epoch with its loss times its rows, whatever the reduction.
  func reported(_ totals: logit_totals, _ batch: Batch, scale: Float) -> logit_totals {
    guard !loss.isMeanOverRows else { return totals }
    var totals = totals
    totals.loss *= Double(scale) * Double(batch.rows)
    return totals
  }

  func labels(_ batch: Batch) -> UnsafeBufferPointer<Float> {
    UnsafeBufferPointer(start: batch.y, count: batch.rows * loss.labelColumns(units: units))
  }

  /// The sample weights; none when every row counts once.
  func weights(_ batch: Batch) -> UnsafeBufferPointer<Float> {
    UnsafeBufferPointer(start: batch.w, count: batch.w == nil ? 0 : batch.rows)
  }

  /// From the last layer's outputs to the loss and, when training, to dL/d outputs in the first delta.
  func evaluateLoss(_ batch: Batch, training: Bool) -> logit_totals {
    let output = memory.outputs[layers.count - 1].first(batch.rows * units)
    let delta = memory.deltas.0.first(batch.rows * units)
    let scale = scale(batch)
    guard var kernelHead = loss.kernelHead else {
      return evaluateGeneralLoss(batch, output: output, delta: delta, training: training)
    }
    var totals = logit_totals()
    Kernels.current.head(
      &kernelHead, output.baseAddress, batch.y, batch.w, Int64(batch.rows), Int64(units), scale,
      delta.baseAddress, &totals)
    return reported(totals, batch, scale: scale)
  }

  /// The loss from predictions, through the protocol.
  private func evaluateGeneralLoss(
    _ batch: Batch, output: Workspace.Slice, delta: Workspace.Slice, training: Bool
  ) -> logit_totals {
    let values = memory.rowLosses.first(batch.rows)
    var valueSpan = values.mutableSpan
    var gradientSpan = delta.first(training ? delta.count : 0).mutableSpan
    loss.function.evaluate(
      labels: labels(batch).span, predictions: UnsafeBufferPointer(output).span, units: units,
      values: &valueSpan, gradient: &gradientSpan)
    var totals = logit_totals()
    totals.loss =
      Double(batch.rows)
      * loss.function.reduce(
        values: valueSpan.span, gradient: &gradientSpan, labels: labels(batch).span,
        weights: weights(batch).span)
    return totals
  }

  /// The metrics that the head does not count, from predictions made out of the last layer's outputs.
  func updateMetrics(_ states: inout [[Double]], batch: Batch) {
    let predicted = actualOutput(layers.count - 1, rows: batch.rows)
    let (labels, weights) = (labels(batch), weights(batch))
    let none = UnsafeBufferPointer<Float>(start: nil, count: 0)
    for (index, metric) in metrics.enumerated() where !metric.isCountedByHead {
      metric.metric.update(
        &states[index], labels: labels.span, predictions: UnsafeBufferPointer(predicted).span,
        weights: (metric.isWeighted ? weights : none).span, units: units)
    }
  }
}
