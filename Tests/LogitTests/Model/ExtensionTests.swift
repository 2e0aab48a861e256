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

  /// The same, row by row.
  struct RowScale: RowLayer {
    func parameters(inputShape: [Int]) -> [ParameterSpecification] {
      [ParameterSpecification(name: "scale", shape: inputShape, initializer: .ones)]
    }
    func forward(_ row: [Float], _ scale: [Float]) -> [Float] { zip(row, scale).map(*) }
    func backward(
      _ row: [Float], _ scale: [Float], gradient: [Float]
    ) -> (row: [Float], parameters: [Float]) {
      (zip(gradient, scale).map(*), zip(gradient, row).map(*))
    }
  }

  /// The sum of a row, which no parameter changes.
  struct RowSum: RowLayer {
    func outputShape(inputShape: [Int]) -> [Int] { [1] }
    func forward(_ row: [Float], _ parameters: [Float]) -> [Float] { [row.reduce(0, +)] }
    func backward(
      _ row: [Float], _ parameters: [Float], gradient: [Float]
    ) -> (row: [Float], parameters: [Float]) {
      (row.map { _ in gradient[0] }, [])
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

  @Test("A layer that works row by row trains as one that takes all rows at once")
  func rowLayer() throws {
    let (x, y) = SequentialTests.data(rows: 100)
    func trained(_ first: any Layer, _ second: any Layer) throws -> (History, [Tensor<Float>]) {
      var model = try Sequential(
        [first, Dense(3, activation: .tanh), second, Dense(1, activation: .sigmoid)], seed: 4)
      try model.compile(optimizer: .adam(learningRate: 0.05), loss: .binaryCrossentropy)
      return (try model.fit(x, y, epochs: 5, batchSize: 30, verbose: .silent), model.weights)
    }
    let (history, weights) = try trained(RowScale(), RowScale())
    let (expectedHistory, expectedWeights) = try trained(Scale(), Scale())
    #expect(history == expectedHistory && weights == expectedWeights)
    #expect(weights[0] != .ones(weights[0].shape))

    var sums = try Sequential([RowSum(), Dense(1)], seed: 1)
    try sums.build(inputShape: [3])
    try sums.setWeights([Tensor([2], shape: [1, 1]), [1]])
    #expect(try sums.predict(Tensor<Float>(rows: [[1, 2, 3], [0, 0, -1]])).scalars == [13, -1])
    #expect(sums.layers[0].name == "row_sum" && sums.layers[0].weights.isEmpty)
  }

  #if os(Linux) || os(macOS)
  @Test("A layer that returns too few numbers for a row is told so, not read beyond its end")
  func rowLayerOfWrongLength() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      struct Short: RowLayer {
        func forward(_ row: [Float], _ parameters: [Float]) -> [Float] { [] }
        func backward(
          _ row: [Float], _ parameters: [Float], gradient: [Float]
        ) -> (row: [Float], parameters: [Float]) {
          (row, [])
        }
      }
      var model = try Sequential([Short(), Dense(1)], seed: 1)
      try model.build(inputShape: [2])
      _ = try model.predict(Tensor<Float>.zeros([1, 2]))
    }
    let said = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(said.contains("Short.forward returned 0, but must return 2 numbers, as outputShape says."))
  }
  #endif

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
