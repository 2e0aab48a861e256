import CLogitKernels
import Testing

@testable import Logit

/// Every layer's and loss's gradient against central differences of the formulas in `Double`.
@Suite struct GradientTests {
  struct Case: Sendable, CustomStringConvertible {
    var description: String
    var layers: [ReferenceNetwork.Layer]
    var loss: ReferenceNetwork.Loss
    var weighted = false
  }

  static let cases: [Case] = [
    Case(
      description: "logistic regression",
      layers: [.init(units: 1, activation: .sigmoid)], loss: .binary(fromLogits: false, smoothing: 0)),
    Case(
      description: "logistic regression, smoothed and weighted",
      layers: [.init(units: 1, activation: .sigmoid)], loss: .binary(fromLogits: false, smoothing: 0.1),
      weighted: true),
    Case(
      description: "logistic regression without bias, from logits",
      layers: [.init(units: 1, activation: .linear, useBias: false)],
      loss: .binary(fromLogits: true, smoothing: 0)),
    Case(
      description: "several sigmoids",
      layers: [.init(units: 3, activation: .sigmoid)], loss: .binary(fromLogits: false, smoothing: 0.2)),
    Case(
      description: "softmax regression",
      layers: [.init(units: 3, activation: .softmax)], loss: .categorical(fromLogits: false, smoothing: 0)),
    Case(
      description: "softmax regression, smoothed and weighted",
      layers: [.init(units: 4, activation: .softmax)], loss: .categorical(fromLogits: false, smoothing: 0.3),
      weighted: true),
    Case(
      description: "softmax regression with class indices, without bias",
      layers: [.init(units: 5, activation: .softmax, useBias: false)],
      loss: .sparseCategorical(fromLogits: false)),
    Case(
      description: "class indices from logits, weighted",
      layers: [.init(units: 3, activation: .linear)], loss: .sparseCategorical(fromLogits: true),
      weighted: true),
    Case(
      description: "two hidden layers, tanh and relu",
      layers: [
        .init(units: 7, activation: .tanh), .init(units: 5, activation: .relu),
        .init(units: 3, activation: .softmax),
      ], loss: .categorical(fromLogits: false, smoothing: 0)),
    Case(
      description: "hidden sigmoid and softmax, linear logits",
      layers: [
        .init(units: 4, activation: .sigmoid), .init(units: 6, activation: .softmax, useBias: false),
        .init(units: 2, activation: .linear),
      ], loss: .categorical(fromLogits: true, smoothing: 0.1), weighted: true),
    Case(
      description: "binary cross-entropy of softmax probabilities",
      layers: [.init(units: 3, activation: .softmax)], loss: .binary(fromLogits: false, smoothing: 0)),
    Case(
      description: "categorical cross-entropy of sigmoid probabilities",
      layers: [.init(units: 3, activation: .sigmoid)], loss: .categorical(fromLogits: false, smoothing: 0.1),
      weighted: true),
    Case(
      description: "class indices of sigmoid probabilities",
      layers: [.init(units: 4, activation: .relu), .init(units: 3, activation: .sigmoid)],
      loss: .sparseCategorical(fromLogits: false)),
  ]

  @Test("Gradients agree with central differences", arguments: cases, [1, 16, 37])
  func gradients(_ example: Case, rows: Int) throws {
    let network = ReferenceNetwork(layers: example.layers, loss: example.loss)
    let problem = try Problem(network, rows: rows, weighted: example.weighted)
    let gradient = try problem.gradient()
    let expected = problem.numericalGradient()
    for (index, pair) in zip(gradient, expected).enumerated() {
      // Float has 24 bits and the sums are short, so 1e-5 of the largest element leaves room for rounding
      // only; a wrong term is off by orders of magnitude more.
      let scale = expected.map(abs).max() ?? 1
      #expect(abs(Double(pair.0) - pair.1) <= 1e-5 * max(scale, 0.1), "element \(index)")
    }
  }

  /// Data and weights for one case, in `Float` and in `Double`.
  private struct Problem {
    let network: ReferenceNetwork
    let model: Sequential
    let x: [[Double]]
    let y: [[Double]]
    let rowWeights: [Double]?
    let weights: [[Double]]

    init(_ network: ReferenceNetwork, rows: Int, weighted: Bool) throws {
      self.network = network
      var generator = RandomGenerator(seed: 11)
      func draws(_ count: Int) -> [Double] {
        (0..<count).map { _ in Double(Float(generator.random() * 3 - 1.5)) }
      }
      x = (0..<rows).map { _ in draws(4) }
      let units = network.layers[network.layers.count - 1].units
      y = (0..<rows).map { row in
        switch network.loss {
        case .binary: (0..<units).map { Double(($0 + row) % 2) }
        case .categorical: (0..<units).map { $0 == row % units ? 1 : 0 }
        case .sparseCategorical: [Double(row % units)]
        }
      }
      rowWeights = weighted ? (0..<rows).map { Double($0 % 3) / 2 } : nil
      var model = try network.model(inputCount: 4, seed: 3)
      weights = model.weights.map { draws($0.count) }
      try model.setWeights(
        zip(model.weights, weights).map { try Tensor($1.map(Float.init), shape: $0.shape) })
      self.model = model
    }

    func gradient() throws -> [Float] {
      let stack = try model.builtStack(for: "test")
      let compilation = Compilation(optimizer: SGD(), loss: network.logitLoss, metrics: [])
      let plan = try StepPlan(stack: stack, compilation: compilation, batchSize: x.count, pool: .shared())
      func tensor(_ rows: [[Double]]) throws -> Tensor<Float> {
        try Tensor(rows.flatMap { $0 }.map(Float.init), shape: [rows.count, rows[0].count])
      }
      let data = try CheckedRows(
        LabeledRows(tensor(x), tensor(y), sampleWeight: rowWeights.map { Tensor($0.map(Float.init)) }),
        stack: stack, loss: compilation.loss)
      var states = plan.initialMetricStates
      let batch = Batch(x: data.x, y: data.y, w: data.w, rows: data.rows)
      let totals = plan.run(
        batch, parameters: UnsafeMutablePointer(mutating: model.parameters.baseAddress), training: true,
        metricStates: &states)
      let expected = network.batchLoss(x: x, y: y, rowWeights: rowWeights, weights: weights)
      #expect(abs(totals.loss / Double(x.count) - expected) < 1e-5 * max(1, expected))
      return stack.entries.flatMap { Array(plan.gradient[$0.parameterRange]) }
    }

    func numericalGradient() -> [Double] {
      let step = 1e-5
      var moved = weights
      return weights.indices.flatMap { tensor in
        weights[tensor].indices.map { index in
          func loss(_ offset: Double) -> Double {
            moved[tensor][index] = weights[tensor][index] + offset
            defer { moved[tensor][index] = weights[tensor][index] }
            return network.batchLoss(x: x, y: y, rowWeights: rowWeights, weights: moved)
          }
          return (loss(step) - loss(-step)) / (2 * step)
        }
      }
    }
  }
}
