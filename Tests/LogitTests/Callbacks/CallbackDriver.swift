import Testing

@testable import Logit

/// Weights that do nothing, so that a model has those of a recorded run, whatever its layers were.
struct Shelf: Layer {
  let name: String? = "shelf"
  let shapes: [[Int]]

  func outputShape(inputShape: [Int]) -> [Int] { inputShape }

  func parameters(inputShape: [Int]) -> [ParameterSpecification] {
    shapes.enumerated().map { ParameterSpecification(name: "\($0)", shape: $1, initializer: .zeros) }
  }

  func forward(
    input: Span<Float>, parameters: Span<Float>, scratch: inout MutableSpan<Float>,
    output: inout MutableSpan<Float>, pass: LayerPass
  ) {
    for i in input.indices { output[i] = input[i] }
  }

  func backward(
    input: Span<Float>, output: Span<Float>, parameters: Span<Float>, scratch: Span<Float>,
    outputGradient: inout MutableSpan<Float>, parameterGradient: inout MutableSpan<Float>,
    inputGradient: inout MutableSpan<Float>, pass: LayerPass
  ) {
    for i in parameterGradient.indices { parameterGradient[i] = 0 }
    for i in inputGradient.indices { inputGradient[i] = outputGradient[i] }
  }
}

/// Calls callbacks as training does, with the logs and weights of a run that was recorded.
struct CallbackDriver {
  var model: Sequential
  var control = TrainingControl()
  let callbacks: CallbackMoments
  /// What was said.
  let said = Said()

  final class Said: @unchecked Sendable {
    var lines: [String] = []
  }

  init(_ callbacks: [any Callback], shapes: [[Int]] = [[1]], learningRate: Double = 0.1) throws {
    model = try Sequential([Shelf(shapes: shapes)].map { $0 as any Layer }, seed: 1)
    try model.build(inputShape: [1])
    try model.compile(optimizer: .sgd(learningRate: learningRate), loss: .binaryCrossentropy)
    self.callbacks = CallbackMoments(callbacks)
    control.isBetterWhenHigher = ["accuracy": true]
    let said = said
    control.say = { said.lines.append($0) }
  }

  mutating func trainBegin() throws {
    for callback in callbacks.trainBegin { try callback.onTrainBegin(model: &model, control: &control) }
  }

  mutating func epochBegin(_ epoch: Int) throws {
    for callback in callbacks.epochBegin {
      try callback.onEpochBegin(epoch, model: &model, control: &control)
    }
  }

  mutating func batchEnd(_ batch: Int, _ logs: KeyValuePairs<String, Double>) throws {
    for callback in callbacks.batchEnd {
      try callback.onTrainBatchEnd(batch, logs: Logs(logs), model: &model, control: &control)
    }
  }

  /// - Returns: The logs with what callbacks added.
  @discardableResult
  mutating func epochEnd(_ epoch: Int, _ logs: Logs) throws -> Logs {
    var logs = logs
    for callback in callbacks.epochEnd {
      try callback.onEpochEnd(epoch, logs: &logs, model: &model, control: &control)
    }
    return logs
  }

  @discardableResult
  mutating func epochEnd(_ epoch: Int, _ logs: KeyValuePairs<String, Double>) throws -> Logs {
    try epochEnd(epoch, Logs(logs))
  }

  mutating func trainEnd() throws {
    for callback in callbacks.trainEnd { try callback.onTrainEnd(model: &model, control: &control) }
  }

  /// Trains on, one loss an epoch, until a callback stops it. Returns the number of epochs.
  mutating func run(_ values: [Double], named name: String = "loss") throws -> Int {
    try trainBegin()
    var count = 0
    for (epoch, value) in values.enumerated() where !control.stopTraining {
      try epochBegin(epoch)
      try epochEnd(epoch, [name: value])
      count += 1
    }
    try trainEnd()
    return count
  }
}

extension Logs {
  init(_ values: KeyValuePairs<String, Double>) {
    self.init(names: values.map(\.key), values: values.map(\.value))
  }
}
