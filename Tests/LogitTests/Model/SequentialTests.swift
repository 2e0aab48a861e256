import Testing

@testable import Logit

@Suite struct SequentialTests {
  static func data(rows: Int = 60) -> (x: Tensor<Float>, y: Tensor<Float>) {
    var generator = RandomGenerator(seed: 5)
    let x = Tensor<Float>(generator.normal(mean: 0, standardDeviation: 1, shape: [rows, 3]))
    return (x, Tensor((0..<rows).map { x[$0, 0] + x[$0, 1] > 0 ? 1 : 0 }))
  }

  static func model(seed: UInt64? = 1) throws -> Sequential {
    var model = try Sequential([Dense(4, activation: .tanh), Dense(1, activation: .sigmoid)], seed: seed)
    try model.compile(optimizer: .adam(learningRate: 0.01), loss: .binaryCrossentropy, metrics: [.accuracy])
    return model
  }

  @Test("The same seed gives the same bytes, another seed others")
  func seeds() throws {
    let (x, y) = Self.data()
    func weights(_ seed: UInt64) throws -> [Tensor<Float>] {
      var model = try Self.model(seed: seed)
      try model.fit(x, y, epochs: 3, batchSize: 16, verbose: .silent)
      return model.weights
    }
    #expect(try weights(7) == weights(7))
    #expect(try weights(7) != weights(8))
  }

  @Test("A copy is a checkpoint: training one leaves the other, and going on from it repeats the bytes")
  func copies() throws {
    let (x, y) = Self.data()
    var model = try Self.model()
    try model.fit(x, y, epochs: 2, verbose: .silent)
    let checkpoint = model
    let before = checkpoint.weights
    try model.fit(x, y, epochs: 2, verbose: .silent)
    #expect(checkpoint.weights == before)
    #expect(model.weights != before)
    var resumed = checkpoint
    try resumed.fit(x, y, epochs: 2, verbose: .silent)
    #expect(resumed.weights == model.weights)
  }

  @Test("Two calls of fit go on where the first ended, as one call does")
  func continues() throws {
    let (x, y) = Self.data()
    var (once, twice) = (try Self.model(), try Self.model())
    try once.fit(x, y, epochs: 4, verbose: .silent)
    try twice.fit(x, y, epochs: 1, verbose: .silent)
    try twice.fit(x, y, epochs: 4, verbose: .silent, initialEpoch: 1)
    #expect(once.weights == twice.weights)
  }

  @Test("The shape of the input comes from the layer, from Input, from build, or from the first data")
  func shapes() throws {
    let (x, y) = Self.data()
    var fromData = try Self.model()
    #expect(!fromData.isBuilt && fromData.weights.isEmpty && fromData.parameterCount == 0)
    try fromData.fit(x, y, verbose: .silent)
    #expect(fromData.weights.map(\.shape) == [[3, 4], [4], [4, 1], [1]])
    #expect(fromData.parameterCount == 21)
    #expect(fromData.layers.map(\.name) == ["dense", "dense_1"])

    var built = try Sequential([Dense(2)])
    try built.build(inputShape: [5])
    #expect(built.layers[0].inputShape == [5] && built.layers[0].outputShape == [2])
    #expect(try Sequential([Input(shape: [5]), Dense(2)]).layers.count == 1)
    #expect(try Sequential([Dense(2, inputShape: [5])]).weights[1] == Tensor([0, 0]))
  }

  @Test("One feature may come as a flat tensor")
  func flat() throws {
    var model = try Sequential([Dense(1, inputShape: [1], activation: .sigmoid)], seed: 1)
    try model.compile(optimizer: .sgd(), loss: .binaryCrossentropy)
    try model.fit(Tensor([-1, 1, 2]), Tensor([0, 1, 1]), verbose: .silent)
    #expect(try model.predict(Tensor([0, 1])).shape == [2, 1])
  }

  @Test("Layers can be added and removed, and written with loops and conditions")
  func building() throws {
    var model = try Sequential { Dense(2, inputShape: [3]) }
    try model.add(Dense(1, activation: .sigmoid))
    #expect(model.layers.map(\.outputShape) == [[2], [1]])
    #expect((model.pop() as? Dense)?.units == 1)
    #expect(model.layers.count == 1)
    var empty = try Sequential([])
    #expect(empty.pop() == nil)
    let isDeep = true
    let deep = try Sequential {
      Input(shape: [2])
      if isDeep { for units in [8, 4] { Dense(units, activation: .relu) } }
      Dense(3, activation: .softmax, name: "top")
    }
    #expect(deep.layers.map(\.name) == ["dense", "dense_1", "top"])
  }

  @Test("Glorot's limits hold, and draws fill them")
  func glorot() throws {
    let model = try Sequential([Dense(50, inputShape: [100])], seed: 2)
    let kernel = model.weights[0].scalars
    let limit = Float((6.0 / 150).squareRoot())
    #expect(kernel.allSatisfy { abs($0) <= limit })
    #expect(kernel.map { abs($0) }.max()! > 0.99 * limit)
    let mean: Float = kernel.reduce(0, +) / 5000
    #expect(abs(mean) < 0.01)  // four standard errors of the mean
  }

  @Test("Predicting in blocks gives what predicting row by row gives")
  func blocks() throws {
    let (x, _) = Self.data(rows: 600)
    var model = try Self.model()
    try model.build(inputShape: [3])
    let all = try model.predict(x)
    for row in [0, 255, 256, 599] {
      #expect(try model.predict(x.rows(row..<row + 1))[0] == all[row])
    }
    #expect(try model.predict(x.rows(0..<0)).shape == [0, 1])
  }

  @Test("Callbacks see every moment, may change the model, and may stop training")
  func callbacks() throws {
    final class Recorder: TrainBeginCallback, EpochBeginCallback, EpochEndCallback, TrainEndCallback {
      var moments: [String] = []
      func onTrainBegin(model: inout Sequential, control: inout TrainingControl) { moments.append("begin") }
      func onEpochBegin(_ epoch: Int, model: inout Sequential, control: inout TrainingControl) {
        moments.append("epoch \(epoch)")
      }
      func onEpochEnd(_ epoch: Int, logs: inout Logs, model: inout Sequential, control: inout TrainingControl)
        throws
      {
        moments.append("end \(epoch), \(logs.names.joined(separator: " "))")
        try model.setWeights(model.weights.map { Tensor(repeating: 0, shape: $0.shape) })
        if epoch == 1 { control.stopTraining = true }
      }
      func onTrainEnd(model: inout Sequential, control: inout TrainingControl) { moments.append("over") }
    }
    let (x, y) = Self.data()
    var model = try Self.model()
    let recorder = Recorder()
    let history = try model.fit(
      x, y, epochs: 5, verbose: .silent, callbacks: [recorder], validationSplit: 0.25)
    let names = "accuracy loss val_accuracy val_loss"
    #expect(
      recorder.moments == ["begin", "epoch 0", "end 0, \(names)", "epoch 1", "end 1, \(names)", "over"])
    #expect(history.epochs == [0, 1])
    #expect(model.weights.allSatisfy { $0.scalars.allSatisfy { $0 == 0 } })
  }

  @Test("A number of epochs that only a callback will end asks for no memory in advance")
  func endless() {
    let history = History(names: ["loss"], stepCount: 1, epochCapacity: .max)
    #expect(history.epochs.isEmpty && history["loss"].isEmpty)
  }

  @Test("An error of a callback passes through and leaves the model trained so far")
  func callbackErrors() throws {
    struct Interruption: Error {}
    final class Interrupter: EpochEndCallback {
      func onEpochEnd(_ epoch: Int, logs: inout Logs, model: inout Sequential, control: inout TrainingControl)
        throws
      {
        throw Interruption()
      }
    }
    let (x, y) = Self.data()
    var (model, expected) = (try Self.model(), try Self.model())
    #expect(throws: Interruption.self) {
      try model.fit(x, y, epochs: 5, verbose: .silent, callbacks: [Interrupter()])
    }
    try expected.fit(x, y, epochs: 1, verbose: .silent)
    #expect(model.weights == expected.weights)
  }

  @Test("A failed fit leaves the model as it was")
  func failures() throws {
    let (x, _) = Self.data()
    var model = try Self.model()
    #expect(throws: LogitError.self) { try model.fit(x, Tensor([1, 2]), verbose: .silent) }
    #expect(!model.isBuilt)
  }
}
