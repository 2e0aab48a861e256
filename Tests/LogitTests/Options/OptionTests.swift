import Testing

@testable import Logit

/// Options out of range are refused where the model is made.
@Suite struct OptionTests {
  /// An error that names option, value and range.
  private func expectRefusal(_ row: OptionRow, _ location: SourceLocation, _ body: () throws -> Void) {
    do {
      try body()
      Issue.record("\(row.testDescription) was taken", sourceLocation: location)
    } catch LogitError.invalidOption(let name, let value, let expected) {
      #expect(name.hasSuffix(" \(row.option)"), sourceLocation: location)
      #expect(name.hasPrefix("The ") || name.contains("' ") || name.contains("'s "), sourceLocation: location)
      #expect(value == row.value, sourceLocation: location)
      #expect(!expected.isEmpty, sourceLocation: location)
    } catch {
      Issue.record("\(row.testDescription): \(error)", sourceLocation: location)
    }
  }

  @Test("Making a model, or compiling it, refuses every option out of its range", arguments: OptionTable.rows)
  func construction(_ row: OptionRow) {
    expectRefusal(row, #_sourceLocation) { try row.owner.makeModel() }
  }

  /// Nothing of `Input` is checked here: JSON that holds no shape is none.
  private static let notInJSON: Set<String> = ["InputLayer"]

  @Test(
    "Reading Keras's JSON refuses every option out of its range",
    arguments: OptionTable.rows.filter {
      $0.owner.serializable != nil && !notInJSON.contains($0.owner.className)
    })
  func json(_ row: OptionRow) throws {
    let text = try row.owner.kerasJSON()
    expectRefusal(row, #_sourceLocation) { _ = try Sequential(kerasJSON: text) }
  }

  @Test("Keras's JSON with a shape that is none is refused")
  func inputShape() throws {
    let text = try Sequential([Input(shape: [7]), Dense(1)]).kerasJSON()
    #expect(throws: LogitError.self) {
      try Sequential(kerasJSON: text.replacing("[null, 7]", with: "[null, 0]"))
    }
  }

  @Test("Sound options are taken", arguments: OptionCoverage.sound.indices)
  func sound(_ index: Int) throws {
    let owner = OptionCoverage.sound[index]
    try owner.makeModel()
    if owner.serializable != nil { _ = try Sequential(kerasJSON: owner.kerasJSON()) }
  }

  // MARK: Messages

  @Test(
    "Messages name owner, option, value and range",
    arguments: [
      ([Dense(-4)], "Dense's units is -4, but must be a whole number, 1 or greater."),
      (
        [Dense(3), Dropout(2, name: "hidden")],
        "Dropout \"hidden\"'s rate is 2.0, but must be in 0...1."
      ),
      (
        [Input(shape: [0])],
        "Input's shape is [0], but must be at least one dimension, each a whole number, 1 or greater, such as [2]."
      ),
      ([Dense(3, activation: .celu(alpha: 0))], "CELU's alpha is 0.0, but must be finite and above 0."),
      ([Dense(3, kernelRegularizer: .l1(-1))], "L1's l1 is -1.0, but must be finite and not negative."),
      (
        [Dense(3, kernelConstraint: MinMaxNorm(minValue: 2))],
        "MinMaxNorm's minValue is 2.0, but must be not negative and at most maxValue, 1.0."
      ),
      (
        [SoftmaxLayer(axis: 0), Dense(1)],
        "Softmax's axis is 0, but must be the last axis, -1 or 1, for rows of shape [3]."
      ),
    ] as [([any Layer], String)])
  func layerMessages(_ layers: [any Layer], _ message: String) {
    let layers = layers.first is SoftmaxLayer ? [Input(shape: [3])] + layers : layers
    let error = #expect(throws: LogitError.self) { try Sequential(layers) }
    #expect(error?.description == message)
  }

  @Test(
    "Messages of compile name the optimizer that a schedule belongs to, loss and metric",
    arguments: [
      (
        .sgd(learningRate: CosineDecayRestarts(0.1, firstDecaySteps: 0)) as any Optimizer,
        .binaryCrossentropy as any Loss, .accuracy as any Metric,
        "SGD's CosineDecayRestarts' firstDecaySteps is 0, but must be a whole number, 1 or greater."
      ),
      (
        .adam(options: OptimizerOptions(averaging: MovingAverage(momentum: 2))), .binaryCrossentropy,
        .accuracy,
        "Adam's averaging.momentum is 2.0, but must be in 0...1."
      ),
      (
        .sgd(), .huber(delta: 0), .accuracy,
        "huber_loss' delta is 0.0, but must be finite and above 0."
      ),
      (
        .sgd(), .binaryCrossentropy, .truePositives(thresholds: [2]),
        "true_positives' thresholds is 2.0, but must be in 0...1."
      ),
    ])
  func compileMessages(_ optimizer: any Optimizer, _ loss: any Loss, _ metric: any Metric, _ message: String)
  {
    let error = #expect(throws: LogitError.self) {
      var model = try Sequential([Dense(1)])
      try model.compile(optimizer: optimizer, loss: loss, weightedMetrics: [metric])
    }
    #expect(error?.description == message)
  }

  // MARK: Where checks happen

  @Test("Every layer with parts checks each of them", arguments: OptionCoverage.layersWithParts.indices)
  func parts(_ index: Int) {
    #expect(throws: LogitError.self) { try Sequential([OptionCoverage.layersWithParts[index]]) }
  }

  @Test("A layer that is refused leaves the model as it was")
  func add() throws {
    var model = try Sequential([Dense(2, inputShape: [3])], seed: 1)
    try model.compile(optimizer: .sgd(), loss: .meanSquaredError)
    let weights = model.weights
    #expect(throws: LogitError.self) { try model.add(Dense(0)) }
    #expect(throws: LogitError.self) { try model.add(Dense(1, inputShape: [3])) }
    #expect(model.layers.count == 1 && model.weights == weights && model.compilation != nil)
    try model.add(Dense(1))
    #expect(model.layers.count == 2 && model.isBuilt)
  }

  @Test("What compile refuses leaves the model as it was")
  func compile() throws {
    var model = try Sequential([Dense(2, inputShape: [3])], seed: 1)
    try model.compile(optimizer: .adam(learningRate: 0.5), loss: .meanSquaredError)
    #expect(throws: LogitError.self) {
      try model.compile(optimizer: .adam(beta1: 1), loss: .meanSquaredError)
    }
    #expect(throws: LogitError.self) {
      try model.compile(optimizer: .sgd(), loss: .binaryCrossentropy(labelSmoothing: 2))
    }
    #expect(try model.learningRate == 0.5)
    #expect(model.compilation?.optimizer is Adam && model.compilation?.loss is MeanSquaredError)
  }

  @Test("compile refuses a loss that does not fit the last layer, once the model is built")
  func lossAgainstLayer() throws {
    var model = try Sequential([Dense(1, inputShape: [3])])
    #expect { try model.compile(optimizer: .sgd(), loss: .categoricalCrossentropy) } throws: {
      "\($0)".hasPrefix("Layer dense: categorical_crossentropy needs one output per class")
    }
    var unbuilt = try Sequential([Dense(1)])
    try unbuilt.compile(optimizer: .sgd(), loss: .categoricalCrossentropy)
    #expect(throws: LogitError.self) {
      try unbuilt.fit(Tensor([0, 1]), Tensor([0, 1]), verbose: .silent)
    }
  }

  @Test("A learning rate set later meets the optimizer's own range")
  func learningRate() throws {
    var model = try Sequential([Dense(1)])
    try model.compile(optimizer: .ftrl(), loss: .meanSquaredError)
    #expect {
      try model.setLearningRate(0)
    } throws: {
      "\($0)" == "Ftrl's learningRate is 0.0, but must be finite and above 0."
    }
    try model.setLearningRate(0.25)
    #expect(try model.learningRate == 0.25)
  }

  @Test("Taking layers away needs no check, and what is left is built anew")
  func pop() throws {
    var model = try Sequential([Dense(5, inputShape: [3]), Flatten(), Dense(2)], seed: 7)
    let popped = try #require(model.pop() as? Dense)
    #expect(popped.units == 2)
    #expect(try model.weights == Sequential([Dense(5, inputShape: [3]), Flatten()], seed: 7).weights)
    #expect(try model.predict(Tensor(repeating: 1, shape: [1, 3])).shape == [1, 5])
    try model.add(Dense(4))
    #expect(
      try model.weights == Sequential([Dense(5, inputShape: [3]), Flatten(), Dense(4)], seed: 7).weights)
    for _ in 0..<3 { model.pop() }
    #expect(!model.isBuilt && model.weights.isEmpty && model.pop() == nil)
  }
}
