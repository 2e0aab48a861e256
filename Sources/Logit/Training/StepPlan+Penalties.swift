/// What is added to the loss beside the rows' own: penalties on weights and on outputs.
extension StepPlan {
  /// The penalty on a parameter; when training its gradient is added too.
  func penalty(
    _ variable: TrainableVariable, _ parameters: UnsafePointer<Float>, training: Bool
  ) -> Float {
    guard let regularizer = variable.regularizer else { return 0 }
    let range = variable.range
    let values = UnsafeBufferPointer(start: parameters + range.lowerBound, count: range.count)
    if training {
      var part = Workspace.Slice(rebasing: gradient[range]).mutableSpan
      regularizer.addGradient(values.span, shape: variable.shape, scale: 1, to: &part)
    }
    return regularizer.penalty(values.span, shape: variable.shape)
  }

  /// The sum over layers of the penalties on their outputs. Keras divides each by the number of rows; the sum
  /// over rows that is reported multiplies by it again.
  func activityPenalty(rows: Int) -> Double {
    var sum = 0.0
    for index in layers.indices {
      guard let regularizer = layers[index].activityRegularizer else { continue }
      let output = actualOutput(index, rows: rows)
      let shape = outputShape(index, rows: rows)
      sum += Double(regularizer.penalty(UnsafeBufferPointer(output).span, shape: shape))
    }
    return sum
  }

  /// `[rows]` and the shape of a layer's output row, made anew only when the number of rows changes.
  private func outputShape(_ index: Int, rows: Int) -> [Int] {
    if batchShapes[index][0] != rows { batchShapes[index][0] = rows }
    return batchShapes[index]
  }

  /// A layer's outputs; for a last layer whose activation was left to the head, computed now.
  func actualOutput(_ index: Int, rows: Int) -> Workspace.Slice {
    let output = memory.outputs[index].first(rows * layers[index].outputCount)
    guard index == layers.count - 1, let lastActivation = loss.activation else { return output }
    let actual = memory.predictions.first(output.count)
    _ = actual.update(from: output)
    var span = actual.mutableSpan
    lastActivation.apply(to: &span, columns: units)
    return actual
  }

  /// Adds the gradient of the penalty on a layer's outputs to dL/d outputs (or weighted sums).
  func addActivityGradient(_ index: Int, rows: Int, to delta: UnsafeMutablePointer<Float>) {
    guard let regularizer = layers[index].activityRegularizer else { return }
    let output = actualOutput(index, rows: rows)
    let shape = outputShape(index, rows: rows)
    var span = Workspace.Slice(start: delta, count: output.count).mutableSpan
    guard index == layers.count - 1, let lastActivation = loss.activation else {
      return regularizer.addGradient(
        UnsafeBufferPointer(output).span, shape: shape, scale: 1 / Float(rows), to: &span)
    }
    // The head's gradient is by the weighted sums; the penalty's must go through the activation first.
    let own = memory.activityGradient.first(output.count)
    own.update(repeating: 0)
    var ownSpan = own.mutableSpan
    regularizer.addGradient(
      UnsafeBufferPointer(output).span, shape: shape, scale: 1 / Float(rows), to: &ownSpan)
    let sums = UnsafeBufferPointer(memory.outputs[index].first(output.count))
    lastActivation.backpropagate(
      input: sums.span, output: UnsafeBufferPointer(output).span, gradient: &ownSpan, columns: units)
    for i in own.indices { delta[i] += own[i] }
  }
}
