import Logit
import Testing

/// What a user can add by conforming to the open protocols.
@Suite struct ExtensionTests {
  /// Multiplies each column by a weight of its own.
  struct Scale: Layer {
    var name: String?

    func outputShape(inputShape: [Int]) -> [Int] { inputShape }

    func parameters(inputShape: [Int]) -> [ParameterSpecification] {
      [ParameterSpecification(name: "scale", shape: inputShape, initializer: .ones)]
    }

    func forward(
      input: Span<Float>, parameters: Span<Float>, scratch: inout MutableSpan<Float>,
      output: inout MutableSpan<Float>, pass: LayerPass
    ) {
      for i in input.indices { output[i] = input[i] * parameters[i % parameters.count] }
    }

    func backward(
      input: Span<Float>, output: Span<Float>, parameters: Span<Float>, scratch: Span<Float>,
      outputGradient: inout MutableSpan<Float>, parameterGradient: inout MutableSpan<Float>,
      inputGradient: inout MutableSpan<Float>, pass: LayerPass
    ) {
      for i in parameterGradient.indices { parameterGradient[i] = 0 }
      for i in input.indices {
        parameterGradient[i % parameters.count] += outputGradient[i] * input[i]
        if !inputGradient.isEmpty { inputGradient[i] = outputGradient[i] * parameters[i % parameters.count] }
      }
    }
  }

  struct Cube: Activation {
    let name = "cube"
    func apply(to values: inout MutableSpan<Float>, columns: Int) {
      for i in values.indices { values[i] = values[i] * values[i] * values[i] }
    }
    var needsInput: Bool { true }
    func backpropagate(
      input: Span<Float>, output: Span<Float>, gradient: inout MutableSpan<Float>, columns: Int
    ) {
      for i in gradient.indices { gradient[i] *= 3 * input[i] * input[i] }
    }
  }

  struct SquaredError: Loss {
    let name = "squared_error"
    func evaluate(
      labels: Span<Float>, predictions: Span<Float>, units: Int, values: inout MutableSpan<Float>,
      gradient: inout MutableSpan<Float>
    ) {
      for row in values.indices {
        values[row] = 0
        for i in row * units..<(row + 1) * units {
          let difference = predictions[i] - labels[i]
          values[row] += difference * difference
          if !gradient.isEmpty { gradient[i] = 2 * difference }
        }
      }
    }
  }

  /// The mean prediction, whatever the labels.
  struct MeanPrediction: Metric {
    let name = "mean_prediction"
    var initialState: [Double] { [0, 0] }
    func update(
      _ state: inout [Double], labels: Span<Float>, predictions: Span<Float>, weights: Span<Float>, units: Int
    ) {
      for i in predictions.indices { state[0] += Double(predictions[i]) }
      state[1] += Double(predictions.count)
    }
    func result(_ state: [Double]) -> Double { state[0] / state[1] }
  }

  /// A step against the sign of the gradient.
  struct SignDescent: Optimizer {
    let name = "sign"
    var learningRate: any LearningRateSchedule = 0.01
    var slotNames: [String] { [] }
    func validate() {}
    func update(
      parameters: inout MutableSpan<Float>, gradient: Span<Float>, slots: OptimizerSlots,
      learningRate: Float, iteration: Int
    ) {
      for i in parameters.indices where gradient[i] != 0 {
        parameters[i] -= learningRate * (gradient[i] > 0 ? 1 : -1)
      }
    }
  }

  @Test("Layer, activation, loss, metric and optimizer of one's own train together")
  func all() throws {
    let (x, y) = SequentialTests.data(rows: 100)
    var model = try Sequential(
      [Scale(name: "mine"), Dense(3, activation: Cube()), Scale(), Dense(1)], seed: 4)
    try model.compile(optimizer: SignDescent(), loss: SquaredError(), metrics: [MeanPrediction()])
    let history = try model.fit(x, y, epochs: 60, verbose: .silent)
    let losses = history["loss"]
    #expect(losses[59] < 0.5 * losses[0])
    #expect(model.layers.map(\.name) == ["mine", "dense", "scale", "dense_1"])
    let mean = try model.predict(x).mean()
    let reported = try model.evaluate(x, y)["mean_prediction"]
    #expect(abs(Double(mean) - (reported ?? .nan)) < 1e-5)
  }

  @Test("A metric that the loss's kernel does not count sees the predictions, not the logits")
  func metricsSeePredictions() throws {
    let (x, y) = SequentialTests.data()
    var model = try Sequential([Dense(1, inputShape: [3], activation: .sigmoid)], seed: 1)
    try model.compile(
      optimizer: .sgd(), loss: .binaryCrossentropy,
      metrics: [MeanPrediction(), .accuracy, .binaryAccuracy(threshold: 0.7)])
    let logs = try model.evaluate(x, y)
    let predictions = try model.predict(x).scalars
    let mean = predictions.reduce(0, +) / Float(predictions.count)
    #expect(abs((logs["mean_prediction"] ?? .nan) - Double(mean)) < 1e-6)
    func accuracy(_ threshold: Float) -> Double {
      Double(zip(predictions, y.scalars).count { ($0 > threshold ? 1 : 0) == $1 }) / Double(predictions.count)
    }
    #expect(logs.accuracy == accuracy(0.5))
    #expect(logs["binary_accuracy"] == accuracy(0.7))
  }
}
