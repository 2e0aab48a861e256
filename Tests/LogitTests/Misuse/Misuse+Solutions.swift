import Logit
import LogitTestSupport

extension Misuse {
  /// Regressions solved to their optimum.
  static let solutions: [Misuse] = {
    var list = MisuseList()
    list.addOptions()
    list.addRows()
    list.addPaths()
    list.addModels()
    return list.all
  }()
}

private let x = Tensor<Float>([1, 2, 3, 4, 5, 6, 2, 1])
private let classes: [Int32] = [0, 1, 0, 1]

private func rows() throws -> Tensor<Float> { try x.reshaped([4, 2]) }

extension MisuseList {
  private mutating func add(
    options description: String, _ change: @escaping @Sendable (inout LogisticRegression) -> Void
  ) {
    add(description) {
      var regression = LogisticRegression()
      change(&regression)
      _ = try regression.fit(rows(), classes)
    }
  }

  fileprivate mutating func addOptions() {
    for lambda in [-1, .nan, .infinity] as [Double] {
      add(options: "ridge(\(lambda))") { $0.penalty = .ridge(lambda) }
      add(options: "lasso(\(lambda))") { $0.penalty = .lasso(lambda) }
    }
    for share in [-0.1, 2, .nan] {
      add(options: "l1Ratio: \(share)") { $0.penalty = .elasticNet(1, l1Ratio: share) }
    }
    for tolerance in [0, -1, .nan, .infinity] as [Double] {
      add(options: "tolerance: \(tolerance)") { $0.tolerance = tolerance }
    }
    add(options: "iterationLimit: -1") { $0.iterationLimit = -1 }
    add(options: "one penalty factor of two") { $0.penaltyFactors = [1] }
    add(options: "a penalty factor of -1") { $0.penaltyFactors = [1, -1] }
    add(options: "a penalty factor of NaN") { $0.penaltyFactors = [1, .nan] }
    add(options: "three bounds of two") { $0.bounds = [-1...1, -1...1, -1...1] }
    add(options: "bounds above 0") { $0.bounds = [1...2, -1...1] }
  }

  private mutating func add(
    fit description: String, _ x: Tensor<Float>, _ classes: [Int32], classCount: Int? = nil,
    weights: [Double]? = nil, offsets: Tensor<Double>? = nil
  ) {
    add("a regression of \(description)") {
      _ = try LogisticRegression().fit(x, classes, classCount: classCount, weights: weights, offsets: offsets)
    }
  }

  fileprivate mutating func addRows() {
    guard let rows = try? rows() else { return }
    add(fit: "a vector", x, classes)
    add(fit: "no rows", Tensor<Float>([]), [])
    add(fit: "a single number", Tensor<Float>(repeating: 1, shape: []), [0])
    add(fit: "fewer classes than rows", rows, [0, 1])
    add(fit: "class -1", rows, [0, 1, 0, -1])
    add(fit: "class Int32.max", rows, [0, 1, 0, .max])
    add(fit: "one class", rows, [0, 0, 0, 0])
    add(fit: "class 2 of two", rows, [0, 1, 2, 1], classCount: 2)
    for count in [0, -1, 1, .max] { add(fit: "\(count) classes", rows, classes, classCount: count) }
    add(fit: "NaN", rows.map { $0 == 3 ? .nan : $0 }, classes)
    add(fit: "infinity", rows.map { $0 == 3 ? .infinity : $0 }, classes)
    add(fit: "two weights of four", rows, classes, weights: [1, 1])
    add(fit: "a weight of -1", rows, classes, weights: [1, 1, 1, -1])
    add(fit: "a weight of NaN", rows, classes, weights: [1, 1, 1, .nan])
    add(fit: "no weight at all", rows, classes, weights: [0, 0, 0, 0])
    add(fit: "one class with weight", rows, classes, weights: [1, 0, 1, 0])
    add(fit: "two offsets of four", rows, classes, offsets: Tensor([0.5, 0.5]))
    add(fit: "an offset of NaN", rows, classes, offsets: Tensor([0, 0, 0, .nan]))
    add(fit: "a matrix of offsets", rows, classes, offsets: Tensor<Double>.zeros([4, 3]))
    add("separation of one class") { _ = try Separation(of: rows, [0, 0, 0, 0], classCount: 1) }
    add("separation of -1 classes") { _ = try Separation(of: rows, classes, classCount: -1) }
    add("separation of NaN") { _ = try Separation(of: rows.map { $0 / 0 - $0 / 0 }, classes, classCount: 2) }
    add("collinearity of a vector") { _ = try Collinearity(of: x) }
    add("collinearity of one weight") { _ = try Collinearity(of: rows, weights: [1]) }
  }

  private mutating func add(
    path description: String, lambdas: [Double]? = nil, lambdaCount: Int = 100, lambdaMinRatio: Double? = nil
  ) {
    add("a path of \(description)") {
      _ = try LogisticRegression(penalty: .lasso()).path(
        rows(), classes, lambdas: lambdas, lambdaCount: lambdaCount, lambdaMinRatio: lambdaMinRatio)
    }
  }

  fileprivate mutating func addPaths() {
    add(path: "no penalties", lambdas: [])
    add(path: "a penalty of NaN", lambdas: [1, .nan])
    add(path: "a penalty of -1", lambdas: [-1])
    for count in [0, -1, .min, .max] { add(path: "\(count) penalties", lambdaCount: count) }
    for ratio in [0, 1, -1, .nan, 2] as [Double] { add(path: "a ratio of \(ratio)", lambdaMinRatio: ratio) }
  }

  fileprivate mutating func addModels() {
    add("probabilities of other columns") {
      _ = try LogisticRegression().fit(rows(), classes).probabilities(
        of: Tensor<Float>(repeating: 1, shape: [1, 3]))
    }
    add("linear predictors of a number") {
      _ = try LogisticRegression().fit(rows(), classes).linearPredictors(
        of: Tensor<Float>(repeating: 1, shape: []))
    }
    add("a start with other columns") {
      let start = try LogisticRegression().fit(Tensor<Float>([1, 2, 3, 1], shape: [4, 1]), classes)
      _ = try LogisticRegression().fit(rows(), classes, from: start)
    }
    add("a solver for hidden layers") {
      var model = try Sequential([
        Dense(3, inputShape: [2], activation: .tanh), Dense(1, activation: .sigmoid),
      ])
      try model.compile(optimizer: .sgd, loss: .binaryCrossentropy)
      try model.fit(rows(), Tensor<Float>([0, 1, 0, 1]), solver: .newton)
    }
    add("a solver for a model that is not compiled") {
      var model = try Sequential([Dense(1, inputShape: [2], activation: .sigmoid)])
      try model.fit(rows(), Tensor<Float>([0, 1, 0, 1]), solver: .newton)
    }
    add("a solver for labels of 2") {
      var model = try Sequential([Dense(1, inputShape: [2], activation: .sigmoid)])
      try model.compile(optimizer: .sgd, loss: .binaryCrossentropy)
      try model.fit(rows(), Tensor<Float>([0, 1, 2, 1]), solver: .newton)
    }
  }
}
