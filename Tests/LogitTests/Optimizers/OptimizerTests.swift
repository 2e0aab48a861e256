import Testing

@testable import Logit

/// Optimizers as a user meets them.
@Suite struct OptimizerTests {
  static let all: [any Optimizer] = [
    .sgd(), .sgd(momentum: 0.9), .adam(), .adam(amsgrad: true), .adamW(), .rmsprop(),
    .rmsprop(momentum: 0.5), .rmsprop(centered: true), .rmsprop(momentum: 0.5, centered: true), .adagrad(),
    .adadelta(), .adamax(), .nadam(), .ftrl(), .ftrl(learningRatePower: -0.7), .lion(), .lamb(),
  ]

  /// Momentum, written by a user.
  struct HeavyBall: Optimizer {
    let name = "heavy_ball"
    var learningRate: any LearningRateSchedule = 0.1
    var options = OptimizerOptions()
    let slotNames = ["offset", "momentum"]
    let initialSlotValues: [Float] = [3, 0]
    func validate() {}
    func update(
      parameters: inout MutableSpan<Float>, gradient: Span<Float>, slots: OptimizerSlots,
      learningRate: Float, iteration: Int
    ) {
      let (offset, momentum) = (slots[0], slots[1])
      for i in parameters.indices {
        // A slot that begins at 3 and grows by 1 in each step, in every element.
        offset[i] += 1
        if offset[i] != Float(iteration + 3) { parameters[i] = .nan }
        momentum[i] = 0.9 * momentum[i] - learningRate * gradient[i]
        parameters[i] += momentum[i]
      }
    }
  }

  private static func data() -> (x: Tensor<Float>, y: Tensor<Float>) {
    var generator = RandomGenerator(seed: 4)
    let x = Tensor<Float>(generator.normal(mean: 0, standardDeviation: 1, shape: [90, 5]))
    return (x, Tensor((0..<90).map { Float($0 % 3) }))
  }

  /// A network with a frozen layer in the middle, so that trained weights stand in two places.
  private static func network(_ optimizer: any Optimizer) throws -> Sequential {
    var model = try Sequential(
      [
        Dense(7, inputShape: [5], activation: .tanh), Dense(40, activation: .relu, isTrainable: false),
        Dense(3, activation: .softmax),
      ], seed: 1)
    try model.compile(optimizer: optimizer, loss: .sparseCategoricalCrossentropy)
    return model
  }

  @Test("Every optimizer makes the loss smaller and leaves frozen layers alone", arguments: all)
  func trains(_ optimizer: any Optimizer) throws {
    let (x, y) = Self.data()
    var optimizer = optimizer
    if optimizer is Adadelta || optimizer is Adagrad || optimizer is Ftrl { optimizer.learningRate = 0.1 }
    var model = try Self.network(optimizer)
    let frozen = [model.weights[2], model.weights[3]]
    let history = try model.fit(x, y, epochs: 20, batchSize: 16, verbose: .silent)
    #expect(history["loss"][19] < history["loss"][0])
    #expect([model.weights[2], model.weights[3]] == frozen)
    #expect(try model.weights[0] != Self.network(optimizer).weights[0])
  }

  @Test("An optimizer of one's own gets its slots, wherever weights stand, and the common options")
  func custom() throws {
    let (x, y) = Self.data()
    let options = OptimizerOptions(weightDecay: 0.05, clipping: .norm(0.3), gradientAccumulationSteps: 2)
    for options in [OptimizerOptions(), options] {
      var mine = try Self.network(HeavyBall(options: options))
      var theirs = try Self.network(.sgd(learningRate: 0.1, momentum: 0.9, options: options))
      try mine.fit(x, y, epochs: 3, batchSize: 16, verbose: .silent, shuffle: false)
      try theirs.fit(x, y, epochs: 3, batchSize: 16, verbose: .silent, shuffle: false)
      for (mine, theirs) in zip(mine.weights, theirs.weights) {
        #expect(mine == theirs)
      }
    }
  }

  @Test("A single small layer trains to the same weights, in runs or step by step", arguments: all)
  func runs(_ optimizer: any Optimizer) throws {
    let (x, y) = Self.data()
    let options = optimizer.options
    func trained(metrics: [any Metric]) throws -> [Tensor<Float>] {
      var model = try Sequential([Dense(3, inputShape: [5], activation: .softmax)], seed: 3)
      try model.compile(optimizer: optimizer, loss: .sparseCategoricalCrossentropy, metrics: metrics)
      try model.fit(x, y, epochs: 3, batchSize: 16, verbose: .silent)
      return model.weights
    }
    // A metric that wants the predictions keeps steps from being run together.
    #expect(options.slotNames.isEmpty)
    #expect(try trained(metrics: []) == trained(metrics: [ExtensionTests.MeanPrediction()]))
  }

  @Test("The number of threads never shows", arguments: [false, true])
  func threads(hasOptions: Bool) throws {
    let layers: [any Layer] = [Dense(300, inputShape: [200]), Dense(10, isTrainable: false), Dense(120)]
    let stack = try LayerStack(layers: layers, inputShape: [200])
    let count = stack.storageCount
    var generator = RandomGenerator(seed: 6)
    func floats() -> [Float] {
      var values = Tensor<Float>(generator.normal(mean: 0, standardDeviation: 1, count: count)).scalars
      // The padding of arenas is zero.
      for i in 0..<count where !stack.trainableVariables.contains(where: { $0.range.contains(i) }) {
        values[i] = 0
      }
      return values
    }
    let (first, gradient) = (floats(), floats())
    func updated(_ optimizer: any Optimizer, threads: Int) -> [UInt32] {
      let updater = Updater(
        optimizer, stack: stack, pool: ThreadPool(count: threads), longestRun: 1, lossIsScaled: true)
      let workspace = Workspace(reserving: [count, count])
      let (parameters, buffer) = (workspace.slice(count), workspace.slice(count))
      _ = parameters.update(from: first)
      var slots = optimizer.initialSlots(storageCount: count)
      slots.withUnsafeMutableBufferPointer { slots in
        for iteration in 1...4 {
          _ = buffer.update(from: gradient)
          updater.update(parameters: parameters, slots: slots, gradient: buffer, iteration: iteration)
        }
      }
      return (Array(parameters) + slots.scalars).map(\.bitPattern)
    }
    let options = OptimizerOptions(
      weightDecay: 0.1, excludedFromWeightDecay: ["bias"], clipping: .globalNorm(3),
      averaging: MovingAverage(momentum: 0.9, overwriteFrequency: 2), gradientAccumulationSteps: 2,
      lossScaleFactor: 3)
    let optimizers: [any Optimizer] =
      hasOptions
      ? [.adam(options: options), .sgd(options: OptimizerOptions(clipping: .norm(0.5)))]
      : [.nadam(), .rmsprop(momentum: 0.1, centered: true), .ftrl()]
    for optimizer in optimizers {
      #expect(updated(optimizer, threads: 1) == updated(optimizer, threads: 3))
    }
  }

  @Test("The moving average takes the weights' place only when training ends")
  func averaging() throws {
    let stack = try LayerStack(layers: [Dense(1)], inputShape: [1])
    let optimizer = SGD(learningRate: 1, options: OptimizerOptions(averaging: MovingAverage(momentum: 0.5)))
    let updater = Updater(optimizer, stack: stack, pool: try .shared(), longestRun: 1)
    let workspace = Workspace(reserving: [16, 16, 16])
    let (weights, slots, gradient) = (workspace.slice(16), workspace.slice(16), workspace.slice(16))
    for (iteration, expected) in zip(1..., [-1, -2, -3] as [Float]) {
      gradient[0] = 1
      updater.update(parameters: weights, slots: slots, gradient: gradient, iteration: iteration)
      #expect(weights[0] == expected)
    }
    updater.finish(parameters: weights, slots: slots)
    #expect(weights[0] == 0.5 * (0.5 * -1 + 0.5 * -2) + 0.5 * -3)
  }

  @Test("A run that stops and goes on has the bits of one that does not", arguments: all)
  func resumption(_ optimizer: any Optimizer) throws {
    let (x, y) = Self.data()
    var once = try Self.network(optimizer)
    try once.fit(x, y, epochs: 4, verbose: .silent)
    var twice = try Self.network(optimizer)
    try twice.fit(x, y, epochs: 2, verbose: .silent)
    try twice.fit(x, y, epochs: 4, verbose: .silent, initialEpoch: 2)
    #expect(once.weights == twice.weights)
  }

  @Test("A loss scale factor does not change what is trained")
  func lossScale() throws {
    let (x, y) = Self.data()
    func trained(_ options: OptimizerOptions) throws -> [Tensor<Float>] {
      var model = try Self.network(.sgd(options: options))
      try model.fit(x, y, epochs: 2, verbose: .silent)
      return model.weights
    }
    #expect(try trained(OptimizerOptions(lossScaleFactor: 8)) == trained(OptimizerOptions()))
  }

  @Test("A callback's new learning rate is used from then on, and what is kept stays")
  func newLearningRate() throws {
    let stack = try LayerStack(layers: [Dense(1)], inputShape: [1])
    var optimizer: any Optimizer = .sgd(learningRate: 1, momentum: 0.5)
    let updater = Updater(optimizer, stack: stack, pool: try .shared(), longestRun: 1)
    let workspace = Workspace(reserving: [16, 16, 16])
    let (weights, slots, gradient) = (workspace.slice(16), workspace.slice(16), workspace.slice(16))
    gradient[0] = 1
    updater.update(parameters: weights, slots: slots, gradient: gradient, iteration: 1)
    optimizer.learningRate = 0.25
    updater.use(optimizer)
    updater.update(parameters: weights, slots: slots, gradient: gradient, iteration: 2)
    #expect(weights[0] == -1 - 0.5 - 0.25)
  }

  @Test("A global norm that is not finite makes gradients NaN, and one of zero leaves zeros")
  func globalNorms() throws {
    let stack = try LayerStack(layers: [Dense(1)], inputShape: [1])
    let optimizer = SGD(learningRate: 1, options: OptimizerOptions(clipping: .globalNorm(1)))
    let updater = Updater(optimizer, stack: stack, pool: try .shared(), longestRun: 1)
    let workspace = Workspace(reserving: [16, 16])
    let (weights, gradient) = (workspace.slice(16), workspace.slice(16))
    let none = UnsafeMutableBufferPointer<Float>(start: nil, count: 0)
    weights[0] = 2
    updater.update(parameters: weights, slots: none, gradient: gradient, iteration: 1)
    #expect(weights[0] == 2)
    gradient[1] = 3e30
    updater.update(parameters: weights, slots: none, gradient: gradient, iteration: 2)
    #expect(weights[0].isNaN)
  }

  @Test("A weight that never had a gradient is 0 under Ftrl, not NaN")
  func ftrlWithoutGradient() throws {
    let stack = try LayerStack(layers: [Dense(1)], inputShape: [1])
    let optimizer = Ftrl(initialAccumulatorValue: 0)
    let updater = Updater(optimizer, stack: stack, pool: try .shared(), longestRun: 1)
    let workspace = Workspace(reserving: [16, 32, 16])
    let (weights, slots, gradient) = (workspace.slice(16), workspace.slice(32), workspace.slice(16))
    weights[0] = 2
    updater.update(parameters: weights, slots: slots, gradient: gradient, iteration: 1)
    #expect(weights.allSatisfy { $0 == 0 })
  }

  @Test("Learning rates are numbers or schedules, read and set by anyone")
  func learningRates() throws {
    let rate = 0.25
    var optimizer: any Optimizer = .adam(learningRate: rate)
    #expect(optimizer.learningRate.constant == 0.25)
    optimizer.learningRate = 0.001
    #expect(optimizer.learningRate.constant == 0.001)
    optimizer.learningRate = .cosineDecay(0.1, decaySteps: 10)
    #expect(optimizer.learningRate.constant == nil)
    #expect(optimizer.learningRate.learningRate(step: 10) == 0)
    let scheduled = SGD(learningRate: .exponentialDecay(0.1, decaySteps: 10, decayRate: 0.5))
    #expect(scheduled == .sgd(learningRate: .exponentialDecay(0.1, decaySteps: 10, decayRate: 0.5)))
    #expect(scheduled != .sgd(learningRate: .exponentialDecay(0.1, decaySteps: 11, decayRate: 0.5)))
    #expect(Adam() == Adam(learningRate: 0.001) && Adam() != Adam(amsgrad: true))
    #expect(Adam() != Adam(options: OptimizerOptions().excludeFromWeightDecay("bias")))
  }

  @Test(
    "Names are understood as Keras understands them",
    arguments: zip(
      [
        "sgd", "SGD", "adam", "adamw", "rmsprop", "Adagrad", "adadelta", "adamax", "nadam", "ftrl", "lion",
        "lamb",
      ],
      [
        "SGD", "SGD", "Adam", "AdamW", "RMSprop", "Adagrad", "Adadelta", "Adamax", "Nadam", "Ftrl", "Lion",
        "Lamb",
      ]))
  func names(_ identifier: String, _ className: String) throws {
    let optimizer = try KerasRegistry.optimizers.optimizer(.string(identifier))
    #expect("\(type(of: optimizer))" == className)
    #expect(optimizer.name == className.lowercased())
    #expect(optimizer.learningRate.constant == (className == "SGD" ? 0.01 : 0.001))
  }

  @Test("What is unknown, or does not go together, is refused by name")
  func refusals() {
    func message(_ body: () throws -> Void) -> String? {
      do {
        try body()
        return nil
      } catch { return "\(error)" }
    }
    let unknown = message { _ = try KerasRegistry.optimizers.optimizer(.string("muon")) }
    #expect(unknown?.contains("there is no optimizer with this name; the names are Adadelta, ") == true)
    let misspelt = message {
      _ = try KerasRegistry.optimizers.optimizer(
        ["class_name": "Adam", "config": ["beta_3": .number(1)]])
    }
    #expect(misspelt?.contains("the option \"beta_3\" is not known") == true)
    let clipped = message {
      _ = try KerasRegistry.optimizers.optimizer(
        ["class_name": "Adam", "config": ["clipnorm": .number(1), "clipvalue": .number(1)]])
    }
    #expect(clipped?.contains("only one can be given") == true)
  }
}
