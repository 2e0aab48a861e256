import Testing

@testable import Logit

@Suite struct DivergenceTests {
  let x = Tensor((0..<64).map { Float($0 % 7) * 1e18 })
  let y = Tensor((0..<64).map { Float($0 % 2) })

  func trained(steps epochs: Int, learningRate: Double, shuffle: Bool) throws -> (
    model: Sequential, error: LogitError?
  ) {
    var model = try Sequential(
      [Dense(4, inputShape: [1], activation: .relu), Dense(1, activation: .sigmoid)], seed: 5)
    try model.compile(optimizer: .sgd(learningRate: learningRate, momentum: 0.5), loss: .binaryCrossentropy)
    do {
      try model.fit(x, y, epochs: epochs, batchSize: 4, verbose: .silent, shuffle: shuffle)
      return (model, nil)
    } catch {
      return (model, error as? LogitError)
    }
  }

  @Test(
    "A loss that overflows stops training, naming epoch and step, with finite weights kept",
    arguments: [true, false])
  func diverges(shuffle: Bool) throws {
    let (model, error) = try trained(steps: 3, learningRate: 1e30, shuffle: shuffle)
    guard case .trainingDiverged(let epoch, let step, let loss) = error else {
      Issue.record("expected divergence, found \(String(describing: error))")
      return
    }
    #expect(epoch == 1)
    #expect((1...16).contains(step))
    #expect(!loss.isFinite)
    #expect(model.weights.allSatisfy { $0.scalars.allSatisfy(\.isFinite) })
    let message = try #require(error).description
    #expect(message.contains("in epoch 1, step \(step) (counted from 1)"))
    #expect(message.contains("lower the learning rate"))
  }

  @Test("The weights kept are those of the last step before the overflow")
  func keepsLastFiniteWeights() throws {
    var model = try Sequential([Dense(1, inputShape: [1], activation: .linear, useBias: false)], seed: 1)
    try model.compile(optimizer: .sgd(learningRate: 1), loss: SquaredDistance())
    try model.setWeights([Tensor([1], shape: [1, 1])])
    // One row of x = 3, y = 0: w <- w - 2 * 9 * w, so w is (-17)^t until it overflows.
    #expect(throws: LogitError.self) {
      try model.fit(
        Tensor(repeating: 3, shape: [1000, 1]), Tensor(repeating: 0, shape: [1000, 1]), batchSize: 1,
        verbose: .silent)
    }
    let kept = model.weights[0][0]
    #expect(kept.isFinite)
    // The next step would have had a loss of (3 w)^2, beyond the largest Float.
    #expect(!(9 * kept * kept).isFinite)
    #expect((9 * (kept / 17) * (kept / 17)).isFinite)
  }

  @Test(
    "A stream keeps the same weights and averages as rows in memory do",
    arguments: [(3e38, 0.1, 1), (1e15, 1e37, 1), (1e15, 3e38, 0)] as [(Float, Double, Int)])
  func stream(second: Float, learningRate: Double, keptSteps: Int) throws {
    // The second batch overflows, on its own or for the weights that the first one left; or the first one
    // breaks the weights.
    let x = try Tensor([1, 2, 3, 4, second, 0, -second, second / 2], shape: [8, 1])
    let y = Tensor<Float>([1, 0, 1, 0, 1, 0, 1, 0])
    func diverged(_ train: (inout Sequential) throws -> Void) throws -> (model: Sequential, step: Int) {
      var model = try Sequential(
        [Dense(2, inputShape: [1], activation: .linear), BatchNormalization(), Dense(1)], seed: 5)
      try model.compile(
        optimizer: .sgd(learningRate: learningRate, momentum: 0.5), loss: SquaredDistance())
      do {
        try train(&model)
        Issue.record("expected divergence")
      } catch LogitError.trainingDiverged(let epoch, let step, let loss) {
        #expect(epoch == 1 && !loss.isFinite)
        return (model, step)
      }
      return (model, 0)
    }
    let rows = try diverged { try $0.fit(x, y, batchSize: 4, verbose: .silent, shuffle: false) }
    let stream = try diverged { model in
      try model.fit(
        batches: { [0..<4, 4..<8].map { LabeledRows(x.rows($0), y.rows($0)) } }, verbose: .silent)
    }
    #expect(stream.model.weights == rows.model.weights)
    #expect(stream.model.optimizerState.slots == rows.model.optimizerState.slots)
    #expect(stream.model.optimizerState.iteration == rows.model.optimizerState.iteration)
    #expect(stream.model.weights.allSatisfy { $0.scalars.allSatisfy(\.isFinite) })
    #expect(stream.model.optimizerState.iteration == keptSteps)
  }

  @Test("An infinite gradient that clipping makes finite stops a stream no more than rows in memory")
  func clipsInfiniteGradient() throws {
    let x = try Tensor<Float>([1, 2, 3, 4], shape: [4, 1])
    let y = Tensor<Float>([2, 4, 5, 6])
    func trained(_ train: (inout Sequential) throws -> Void) throws -> Sequential {
      var model = try Sequential(
        [Dense(1, inputShape: [1], useBias: false, kernelInitializer: .constant(2))], seed: 5)
      try model.compile(
        optimizer: .sgd(learningRate: 0.1, options: OptimizerOptions(clipping: .value(1))),
        loss: RootDistance())
      try train(&model)
      return model
    }
    let rows = try trained { try $0.fit(x, y, batchSize: 2, verbose: .silent, shuffle: false) }
    let stream = try trained { model in
      try model.fit(
        batches: { [0..<2, 2..<4].map { LabeledRows(x.rows($0), y.rows($0)) } }, verbose: .silent)
    }
    #expect(stream.weights == rows.weights)
    #expect(rows.weights[0][0].isFinite && rows.weights[0][0] != 2)
  }

  /// Twenty rows, of which the sixth has a gradient that overflows though its loss does not.
  private func overflowing() throws -> LabeledRows {
    var x = [Float](repeating: 1, count: 20)
    var (y, weights) = (x, x)
    (x[5], y[5], weights[5]) = (1e10, 0, 1e30)
    return LabeledRows(try Tensor(x, shape: [20, 1]), Tensor(y), sampleWeight: Tensor(weights))
  }

  private static let keeping: [any Optimizer] = [
    .lion(learningRate: 0.001),
    // More batches than there are, so that no update is made with the sum.
    .sgd(learningRate: 0.001, options: OptimizerOptions(gradientAccumulationSteps: 32)),
  ]

  @Test(
    "An infinite gradient that an optimizer keeps, and no weight shows, stops training at its step",
    arguments: keeping.indices, [true, false])
  func keptInfinity(_ index: Int, isNetwork: Bool) throws {
    let rows = try overflowing()
    func trained(_ train: (inout Sequential) throws -> Void) throws -> (model: Sequential, error: LogitError?)
    {
      let dense = Dense(1, activation: .sigmoid, useBias: false, kernelInitializer: .constant(0.01))
      let layers: [any Layer] = isNetwork ? [Rescaling(1), dense] : [dense]
      var model = try Sequential([Input(shape: [1])] + layers, seed: 5)
      try model.compile(optimizer: Self.keeping[index], loss: .binaryCrossentropy)
      do {
        try train(&model)
        return (model, nil)
      } catch {
        return (model, error as? LogitError)
      }
    }
    func batches(_ range: Range<Int>) -> [LabeledRows] {
      range.map { row in
        let range = row..<row + 1
        return LabeledRows(
          rows.x.rows(range), rows.y.rows(range), sampleWeight: rows.sampleWeight?.rows(range))
      }
    }
    let before = try trained { try $0.fit(batches: { batches(0..<5) }, verbose: .silent) }
    #expect(before.error == nil)
    let ways: [(inout Sequential) throws -> Void] = [
      {
        try $0.fit(
          rows.x, rows.y, sampleWeight: rows.sampleWeight, batchSize: 1, verbose: .silent, shuffle: false)
      }, { try $0.fit(batches: { batches(0..<20) }, verbose: .silent) },
      { model in
        for (row, batch) in batches(0..<20).enumerated() {
          do {
            _ = try model.trainOnBatch(batch.x, batch.y, sampleWeight: batch.sampleWeight)
          } catch LogitError.trainingDiverged(let epoch, _, let loss) {
            throw LogitError.trainingDiverged(epoch: epoch, step: row + 1, loss: loss)
          }
        }
      },
    ]
    for way in ways {
      let (model, error) = try trained(way)
      guard case .trainingDiverged(epoch: 1, step: 6, let loss) = error else {
        Issue.record("expected divergence at step 6, found \(String(describing: error))")
        continue
      }
      #expect(loss.isNaN)
      #expect(model.weights == before.model.weights)
      #expect(model.optimizerState.slots == before.model.optimizerState.slots)
      #expect(model.optimizerState.iteration == 5)
      // What was kept is finite, so training can go on with other rows.
      var next = model
      for batch in batches(0..<4) { try next.trainOnBatch(batch.x, batch.y) }
    }
  }

  @Test("An infinite input whose gradient was only added up for a later update is the error, not trained on")
  func accumulatedInfinity() throws {
    var model = try Sequential(
      [Dense(1, inputShape: [1], activation: .sigmoid, kernelInitializer: .ones)], seed: 5)
    try model.compile(
      optimizer: .sgd(options: OptimizerOptions(gradientAccumulationSteps: 2)), loss: .binaryCrossentropy)
    #expect(throws: LogitError.nonFiniteInput(name: "x", row: 2, column: 0, value: .infinity)) {
      try model.fit(
        Tensor([1, 2, .infinity], shape: [3, 1]), Tensor([0, 1, 1]), batchSize: 1, verbose: .silent,
        shuffle: false)
    }
  }

  @Test("An infinite input is found though the layer that multiplies it is not trained")
  func frozenLayer() throws {
    var model = try Sequential(
      [
        Dense(1, inputShape: [1], activation: .relu, kernelInitializer: .constant(-1), isTrainable: false),
        Dense(1, activation: .sigmoid),
      ], seed: 5)
    try model.compile(optimizer: .sgd(), loss: .binaryCrossentropy)
    #expect(throws: LogitError.nonFiniteInput(name: "x", row: 1, column: 0, value: .infinity)) {
      try model.fit(Tensor([1, .infinity, 2], shape: [3, 1]), Tensor([0, 1, 1]), verbose: .silent)
    }
  }

  /// A loss of a user's own: the root of the distance, whose slope is infinite where the distance is 0.
  struct RootDistance: Loss {
    let name = "root_distance"
    func evaluate(
      labels: Span<Float>, predictions: Span<Float>, units: Int, values: inout MutableSpan<Float>,
      gradient: inout MutableSpan<Float>
    ) {
      for row in values.indices {
        let difference = predictions[row] - labels[row]
        values[row] = abs(difference).squareRoot()
        if !gradient.isEmpty { gradient[row] = (difference < 0 ? -0.5 : 0.5) / values[row] }
      }
    }
  }

  /// A loss of a user's own: the squared difference.
  struct SquaredDistance: Loss {
    let name = "squared_distance"
    func evaluate(
      labels: Span<Float>, predictions: Span<Float>, units: Int, values: inout MutableSpan<Float>,
      gradient: inout MutableSpan<Float>
    ) {
      for row in values.indices {
        let difference = predictions[row] - labels[row]
        values[row] = difference * difference
        if !gradient.isEmpty { gradient[row] = 2 * difference }
      }
    }
  }
}
