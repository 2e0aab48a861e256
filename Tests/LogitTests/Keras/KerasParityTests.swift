import CLogitKernels
import Testing

@testable import Logit

/// Training, evaluation and prediction against what Keras on TensorFlow computed from the same weights and
/// rows.
@Suite struct KerasParityTests {
  @Test("The vectors are there")
  func vectors() {
    #expect(KerasCase.all.count == 35)
  }

  @Test(
    "Every one of the first 20 steps gives Keras's weights and loss, to the rounding of Float",
    arguments: KerasCase.all)
  func steps(_ example: KerasCase) throws {
    let (training, _) = try example.rows()
    var model = try example.model()
    let stack = try model.builtStack(for: "test")
    let compilation = try #require(model.compilation)
    // Keras holds the last rows back.
    let rows = Int(Double(training.x.shape[0]) * (1 - (example.validationSplit ?? 0)))
    try #require(example.steps.count >= 3 && example.stepLosses.count == example.steps.count)

    let data = try CheckedRows(
      training, stack: stack, loss: compilation.loss)
    let plan = try StepPlan(
      stack: stack, compilation: compilation, batchSize: min(example.batchSize, rows), pool: .shared())
    var states = plan.initialMetricStates
    let updater = Updater(compilation.optimizer, stack: stack, pool: plan.pool, longestRun: 1)
    var slots = compilation.optimizer.initialSlots(storageCount: stack.storageCount)
    let batchCount = (rows + plan.batchSize - 1) / plan.batchSize
    var (lossSum, rowCount) = (0.0, 0)
    for (step, expected) in example.steps.enumerated() {
      let first = step % batchCount * plan.batchSize
      let batch = Batch(
        x: data.x + first * data.features, y: data.y + first * data.labelColumns,
        w: data.w.map { $0 + first },
        rows: min(plan.batchSize, rows - first))
      let totals = plan.run(
        batch, parameters: UnsafeMutablePointer(mutating: model.parameters.baseAddress), training: true,
        metricStates: &states)
      if step % batchCount == 0 { (lossSum, rowCount) = (0, 0) }
      lossSum += totals.loss
      rowCount += batch.rows
      // Keras adds up in Float, so its running mean carries a few units in the last place of its own.
      let (loss, kerasLoss) = (lossSum / Double(rowCount), example.stepLosses[step])
      #expect(
        abs(loss - kerasLoss) <= 2e-6 * max(kerasLoss, 1), "step \(step + 1): \(loss), Keras \(kerasLoss)")
      model.parameters.withUnsafeMutableBufferPointer { parameters in
        slots.withUnsafeMutableBufferPointer { slots in
          updater.update(
            parameters: parameters, slots: slots, gradient: plan.gradient, iteration: step + 1)
        }
      }
      // A step moves a weight by at most a few hundredths; rounding (2⁻²⁴ of the numbers added up in a
      // gradient) adds up over the steps. 2e-6 is 17 units in the last place of 1. A bias near 0 carries the
      // rounding of the gradients it is made of, which are larger than itself.
      expectClose(
        model.weights, expected, tolerance: 2e-6, leastScale: 0.1, "\(example.name), step \(step + 1)")
    }
  }

  @Test("Whole runs end with Keras's weights, logs, predictions and evaluation", arguments: KerasCase.all)
  func runs(_ example: KerasCase) throws {
    let (training, probe) = try example.rows()
    var model = try example.model()
    let recorder = Recorder()
    let history = try model.fit(
      training.x, training.y, sampleWeight: training.sampleWeight, epochs: example.epochs,
      batchSize: example.batchSize, verbose: .silent, callbacks: [recorder],
      validationSplit: example.validationSplit ?? 0,
      validationData: example.validateOnProbe == true ? probe : nil, shuffle: false,
      initialEpoch: example.initialEpoch ?? 0)

    #expect(Set(history.names) == Set(example.history.keys))
    for (name, expected) in example.history {
      #expect(history[name].count == expected.count)
      for (found, expected) in zip(history[name], expected) { expectClose(found, expected, "\(name)") }
    }
    #expect(recorder.weights.count == example.epochWeights.count)
    for (epoch, expected) in example.epochWeights.enumerated() {
      expectClose(recorder.weights[epoch], expected, tolerance: 1e-5, "\(example.name), epoch \(epoch + 1)")
    }
    // Large weights make large logits, whose rounding shows in the probabilities.
    let largest = example.epochWeights.last?.joined().map(abs).max() ?? 1
    let predictions = try model.predict(probe.x).scalars
    for (found, expected) in zip(predictions, example.predictions) {
      #expect(abs(found - expected) <= 1e-5 * max(abs(expected), 0.1) * max(largest / 10, 1))
    }
    let logs = try model.evaluate(probe.x, probe.y, batchSize: 7)
    #expect(Set(logs.names) == Set(example.evaluation.keys))
    for (name, expected) in example.evaluation { expectClose(try #require(logs[name]), expected, name) }
    let differences = zip(model.weights, example.epochWeights.last ?? []).map {
      Self.difference($0, $1, leastScale: 0)
    }
    ParityTable.record(
      family: "first runs", item: example.name, configurations: 1,
      largestDifference: Double(differences.max() ?? 0))
  }

  private final class Recorder: EpochEndCallback {
    var weights: [[Tensor<Float>]] = []
    func onEpochEnd(
      _ epoch: Int, logs: inout Logs, model: inout Sequential, control: inout TrainingControl
    ) {
      weights.append(model.weights)
    }
  }

  /// Relative to the largest weight of the tensor, since a small weight next to large ones carries their
  /// rounding.
  private func expectClose(
    _ found: [Tensor<Float>], _ expected: [[Float]], tolerance: Float, leastScale: Float = 0, _ place: String,
    _ location: SourceLocation = #_sourceLocation
  ) {
    #expect(found.count == expected.count, sourceLocation: location)
    for (tensor, expected) in zip(found, expected) {
      let difference = Self.difference(tensor, expected, leastScale: leastScale)
      #expect(difference <= tolerance, "\(place): relatively off by \(difference)", sourceLocation: location)
    }
  }

  private static func difference(_ found: Tensor<Float>, _ expected: [Float], leastScale: Float) -> Float {
    let scale = max(expected.map(abs).max() ?? 1, leastScale)
    let difference = zip(found.scalars, expected).map { abs($0 - $1) }.max() ?? 0
    return difference == 0 ? 0 : difference / scale
  }

  private func expectClose(
    _ found: Double, _ expected: Double, _ name: String, _ location: SourceLocation = #_sourceLocation
  ) {
    #expect(
      abs(found - expected) <= 1e-5 * abs(expected), "\(name): \(found), Keras \(expected)",
      sourceLocation: location)
  }
}
