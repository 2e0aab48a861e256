// A layer, a metric and a callback of one's own.

import Logit

/// Multiplies each column by a weight of its own.
struct Scale: RowLayer {
  func parameters(inputShape: [Int]) -> [ParameterSpecification] {
    [ParameterSpecification(name: "scale", shape: inputShape, initializer: .ones)]
  }
  func forward(_ row: [Float], _ scale: [Float]) -> [Float] { zip(row, scale).map(*) }
  func backward(_ row: [Float], _ scale: [Float], gradient: [Float]) -> (row: [Float], parameters: [Float]) {
    (zip(gradient, scale).map(*), zip(gradient, row).map(*))
  }
}

/// The largest difference between a label and its prediction.
struct LargestError: Metric {
  let name = "largest_error"
  let initialState = [0.0]
  func update(
    _ state: inout [Double], labels: Span<Float>, predictions: Span<Float>, weights: Span<Float>, units: Int
  ) {
    for i in labels.indices { state[0] = max(state[0], Double(abs(labels[i] - predictions[i]))) }
  }
  func result(_ state: [Double]) -> Double { state[0] }
}

/// Ends training as soon as it is good enough.
struct StopWhenGood: EpochEndCallback {
  func onEpochEnd(_ epoch: Int, logs: inout Logs, model: inout Sequential, control: inout TrainingControl) {
    control.stopTraining = logs.loss < 0.2
  }
}

// Which numbers are above 1
let x = Tensor<Float>.linspace(-4, 4, count: 400)
let y = Tensor<Float>(x .> 1)
var model = try Sequential([Scale(), Dense(1, activation: .sigmoid)], seed: 1)
try model.compile(optimizer: .adam(learningRate: 0.1), loss: .binaryCrossentropy, metrics: [LargestError()])
print(try model.fit(x, y, epochs: 100, verbose: .silent, callbacks: [StopWhenGood()]))
