import Logit
import Testing

@Suite struct ConvexSequentialTests {
  private static func data(classes: Int) -> (x: Tensor<Float>, labels: [Int32], y: Tensor<Float>) {
    let (x, labels) = LogisticModelTests.data(classes: classes)
    return (x, labels, Tensor(labels.map(Float.init)))
  }

  @Test("A logistic model as a Sequential predicts the same", arguments: [2, 3, 8], [true, false])
  func sequential(_ classes: Int, standardized: Bool) throws {
    let (x, labels, _) = Self.data(classes: classes)
    let model = try LogisticRegression().fit(x, labels)
    let found = try model.sequential(standardized: standardized).predict(x)
    let expected = try model.probabilities(of: x)
    for row in 0..<x.shape[0] {
      for k in 0..<classes where classes > 2 || k == 1 {
        let number = classes == 2 ? found[row] : found[row, k]
        // Single precision, a few products.
        #expect(abs(Double(number) - expected[row, k]) < 2e-6)
      }
    }
  }

  @Test("Columns with large means keep their digits where a normalization is in front")
  func largeMeans() throws {
    let (x, labels, _) = Self.data(classes: 2)
    let far = x + 65_536
    let model = try LogisticRegression().fit(far, labels)
    let found = try model.sequential().predict(far)
    let expected = try model.probabilities(of: far)
    for row in 0..<x.shape[0] { #expect(abs(Double(found[row]) - expected[row, 1]) < 2e-6) }
  }

  @Test("The optimum has no gradient: a step of training does not move the weights")
  func optimum() throws {
    let regularizers: [(any Regularizer)?] = [nil, .l2(0.01)]
    for regularizer in regularizers {
      for classes in [2, 3] {
        let (x, _, y) = Self.data(classes: classes)
        var model = try Sequential(
          [
            Dense(
              classes == 2 ? 1 : classes, activation: classes == 2 ? .sigmoid as any Activation : .softmax,
              kernelRegularizer: regularizer)
          ], seed: 1)
        try model.compile(
          optimizer: .sgd(learningRate: 1),
          loss: classes == 2 ? .binaryCrossentropy as any Loss : .sparseCategoricalCrossentropy)
        let solution = try model.fit(x, y, solver: .automatic)
        #expect(solution.isConverged)
        let weights = model.weights.flatMap(\.scalars)
        try model.fit(x, y, epochs: 1, batchSize: 300, verbose: .silent)
        for (before, after) in zip(weights, model.weights.flatMap(\.scalars)) {
          // A gradient of single precision.
          #expect(abs(before - after) < 1e-6)
        }
      }
    }
  }

  @Test("A normalization in front, weights of rows and two softmax outputs end at an optimum too")
  func variants() throws {
    let (x, _, y) = Self.data(classes: 2)
    let far = x * 3 + 100
    var model = try Sequential(
      [Normalization(adaptedTo: far), Dense(2, activation: .softmax, kernelRegularizer: .l2(0.02))], seed: 1)
    try model.compile(optimizer: .sgd(learningRate: 1), loss: .sparseCategoricalCrossentropy)
    let weight = Tensor<Float>((0..<300).map { Float($0 % 3) })
    let solution = try model.fit(far, y, solver: .newton, sampleWeight: weight)
    #expect(solution.isConverged)
    let weights = model.weights.flatMap(\.scalars)
    try model.fit(far, y, sampleWeight: weight, epochs: 1, batchSize: 300, verbose: .silent)
    for (before, after) in zip(weights, model.weights.flatMap(\.scalars)) {
      #expect(abs(before - after) < 2e-6)
    }
  }

  @Test("What is not convex is refused, with the layer and the reason")
  func refusals() throws {
    let (x, _, y) = Self.data(classes: 2)
    let layers: [[any Layer]] = [
      [Dense(4, activation: .relu), Dense(1, activation: .sigmoid)],
      [Dense(1, activation: .tanh)],
      [Dense(1)],
      [Dense(1, activation: .sigmoid, biasRegularizer: .l2(0.1))],
      [Dense(1, activation: .sigmoid, kernelConstraint: .nonNegative)],
      [Dense(1, activation: .sigmoid, isTrainable: false)],
    ]
    for layers in layers {
      var model = try Sequential(layers, seed: 1)
      try model.compile(optimizer: .sgd(), loss: .binaryCrossentropy)
      do {
        try model.fit(x, y, solver: .automatic)
        Issue.record("\(layers) was taken for convex")
      } catch LogitError.invalidArchitecture {}
    }
    var smoothed = try Sequential([Dense(1, activation: .sigmoid)], seed: 1)
    #expect(throws: LogitError.notCompiled(operation: "fit(solver:)")) {
      try smoothed.fit(x, y, solver: .automatic)
    }
    try smoothed.compile(optimizer: .sgd(), loss: .binaryCrossentropy(labelSmoothing: 0.1))
    #expect(throws: LogitError.self) { try smoothed.fit(x, y, solver: .automatic) }
    try smoothed.compile(optimizer: .sgd(), loss: .binaryCrossentropy)
    #expect(throws: LogitError.self) { try smoothed.fit(x, y * 0.5, solver: .automatic) }
  }
}
