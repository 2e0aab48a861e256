import Logit
import LogitStatistics
import Testing

/// Input that once stopped the process instead of throwing.
@Suite struct HostileInputTests {
  static func model(_ optimizer: any Optimizer = .adam(learningRate: 0.01)) throws -> Sequential {
    var model = try Sequential(
      [Dense(4, inputShape: [3], activation: .relu), Dense(1, activation: .sigmoid)], seed: 1)
    try model.compile(optimizer: optimizer, loss: .binaryCrossentropy)
    return model
  }

  private let x: Tensor<Float>
  private let y: Tensor<Float>

  init() { (x, y) = SequentialTests.data(rows: 100) }

  private func y(_ value: Float) throws -> Tensor<Float> {
    try Tensor([value] + y.scalars.dropFirst(), shape: y.shape)
  }

  @Test(
    "Class weights with a label that is no class are refused by everything that takes them",
    arguments: [Float.nan, .infinity, -.infinity, 1e30])
  func classWeights(value: Float) throws {
    let labels = try y(value)
    let classWeight: [Int: Float] = [0: 2]
    var model = try Self.model()
    #expect(throws: LogitError.self) {
      try model.fit(x, labels, classWeight: classWeight, verbose: .silent)
    }
    #expect(throws: LogitError.self) { try model.evaluate(x, labels, classWeight: classWeight) }
    #expect(throws: LogitError.self) { try model.trainOnBatch(x, labels, classWeight: classWeight) }
    #expect(throws: LogitError.self) {
      try model.fit(batches: { [LabeledRows(x, labels)] }, classWeight: classWeight, verbose: .silent)
    }
    #expect(throws: LogitError.self) {
      try model.fit(x, Tensor([], shape: [100, 0]), classWeight: classWeight, verbose: .silent)
    }
  }

  @Test("A validation split of labels or weights without dimensions is refused")
  func splitOfScalars() throws {
    let scalar = try Tensor<Float>([1], shape: [])
    var model = try Self.model()
    #expect(throws: LogitError.self) { try model.fit(x, scalar, verbose: .silent, validationSplit: 0.5) }
    #expect(throws: LogitError.self) {
      try model.fit(x, y, sampleWeight: scalar, verbose: .silent, validationSplit: 0.5)
    }
  }

  @Test("A pass left unfinished by larger data is over, and any number of steps may be asked for")
  func positionBehindTheEnd() throws {
    var model = try Self.model()
    try model.fit(x, y, batchSize: 5, verbose: .silent, stepsPerEpoch: 15)
    #expect(try model.fit(x, y, epochs: 2, verbose: .silent).epochs == [0, 1])
    try model.fit(x, y, verbose: .silent, stepsPerEpoch: 1)
    #expect(try model.fit(x, y, epochs: 2, verbose: .silent, stepsPerEpoch: .max).epochs == [0, 1])
  }

  @Test("A stream that ends where an epoch ends begins anew in the next", arguments: [1, 2, 3, 5])
  func streamEndsWithEpoch(stepsPerEpoch: Int) throws {
    var model = try Self.model()
    let history = try model.fit(
      batches: { [LabeledRows(x, y), LabeledRows(x, y)] }, epochs: 5, verbose: .silent,
      stepsPerEpoch: stepsPerEpoch)
    #expect(history.epochs == [0, 1, 2, 3, 4])
  }

  /// What a callback may not do to the model in training.
  enum Change: CaseIterable {
    case otherOptimizer, moreSlots, otherOptions, biggerModel, smallerModel, addedLayer, removedLayer

    func apply(_ model: inout Sequential) throws {
      switch self {
      case .otherOptimizer: try model.compile(optimizer: .sgd(), loss: .binaryCrossentropy)
      case .moreSlots: try model.compile(optimizer: .adam(amsgrad: true), loss: .binaryCrossentropy)
      case .otherOptions:
        try model.compile(
          optimizer: .adam(options: OptimizerOptions(clipping: .globalNorm(1))), loss: .binaryCrossentropy)
      case .biggerModel: model = try Sequential([Dense(400, inputShape: [3]), Dense(1)])
      case .smallerModel: model = try Sequential([Dense(1)])
      case .addedLayer: try model.add(Dense(4))
      case .removedLayer: model.pop()
      }
    }
  }

  @Test(
    "A callback that puts another architecture or optimizer in place ends training with an error",
    arguments: Change.allCases, 0..<5)
  func callbackChanges(change: Change, moment: Int) throws {
    let apply: (inout Sequential) throws -> Void = { try change.apply(&$0) }
    let callback =
      switch moment {
      case 0: LambdaCallback(onTrainBegin: { model, _ in try apply(&model) })
      case 1: LambdaCallback(onEpochBegin: { _, model, _ in try apply(&model) })
      case 2: LambdaCallback(onTrainBatchBegin: { _, model, _ in try apply(&model) })
      case 3: LambdaCallback(onTrainBatchEnd: { _, _, model, _ in try apply(&model) })
      default: LambdaCallback(onEpochEnd: { _, _, model, _ in try apply(&model) })
      }
    for isStream in [false, true] {
      var model = try Self.model()
      #expect(throws: LogitError.self) {
        if isStream {
          try model.fit(
            batches: { [LabeledRows(x, y)] }, epochs: 3, verbose: .silent, callbacks: [callback],
            validationData: ValidationData(x, y))
        } else {
          try model.fit(
            x, y, epochs: 3, verbose: .silent, callbacks: [callback], validationData: ValidationData(x, y))
        }
      }
    }
  }

  @Test("A callback may compile with the same optimizer anew, which then starts afresh")
  func callbackCompilesAnew() throws {
    var model = try Self.model()
    let callback = LambdaCallback(onEpochBegin: { epoch, model, _ in
      if epoch == 1 { try model.compile(optimizer: .adam(learningRate: 0.02), loss: .binaryCrossentropy) }
    })
    #expect(try model.fit(x, y, epochs: 3, verbose: .silent, callbacks: [callback]).epochs == [0, 1, 2])
    #expect(try Float(model.learningRate) == 0.02)
  }

  @Test("A metric finds no class in a label that is none")
  func metricOfNoClass() throws {
    let ones = Tensor<Float>(repeating: 1, shape: [2, 1])
    let labels = try Tensor<Float>([.nan, 1], shape: [2, 1])
    #expect(throws: LogitError.self) {
      try SparseCategoricalAccuracy().value(labels: labels, predictions: ones)
    }
    #expect(throws: LogitError.self) { try ConfusionMatrix(labels: [], predictions: [], classCount: 1 << 40) }
  }

  @Test(
    "A run of steps without a bias leaves what lies behind the weights alone",
    arguments: [(4, 4), (8, 2), (2, 8), (8, 6), (1, 16)], [true, false])
  func runsWithoutBias(size: (features: Int, units: Int), hasBias: Bool) throws {
    var generator = RandomGenerator(seed: 3)
    let values = (0..<64 * size.features).map { _ in Float(generator.random()) * 2 - 1 }
    let x = try Tensor(values, shape: [64, size.features])
    let y = Tensor((0..<64).map { Float($0 % size.units) })
    // A metric that the kernel does not count keeps the steps out of runs.
    func weights(_ metrics: [any Metric]) throws -> [Float] {
      var model = try Sequential(
        [Dense(size.units, inputShape: [size.features], activation: .softmax, useBias: hasBias)], seed: 5)
      try model.compile(
        optimizer: .adam(learningRate: 0.1), loss: .sparseCategoricalCrossentropy, metrics: metrics)
      try model.fit(x, y, epochs: 6, batchSize: 16, verbose: .silent)
      return model.weights.flatMap(\.scalars)
    }
    for (run, step) in zip(try weights([]), try weights([.brierScore])) { #expect(abs(run - step) <= 1e-6) }
  }
}
