import CAllocationCounter
import Testing

@testable import Logit

@Suite struct PredictorTests {
  static let models: [[any Layer]] = [
    [Dense(1, inputShape: [28], activation: .sigmoid)],
    [Dense(1, inputShape: [28], activation: .sigmoid, useBias: false)],
    [Dense(10, inputShape: [28], activation: .softmax)],
    [
      Dense(40, inputShape: [28], activation: .relu), Dense(20, activation: .tanh),
      Dense(3, activation: .softmax),
    ],
  ]

  static func rows(_ count: Int) -> Tensor<Float> {
    var generator = RandomGenerator(seed: 11)
    return Tensor<Float>(generator.normal(mean: 0, standardDeviation: 1, shape: [count, 28]))
  }

  @Test("One row at a time gives what all rows together give", arguments: models.indices)
  func oneByOne(_ index: Int) throws {
    let predictor = try Predictor(Sequential(Self.models[index], seed: 3))
    let x = Self.rows(600)
    let together = try predictor.predict(x)
    var output = [Float](repeating: .nan, count: predictor.outputCount)
    for row in [0, 1, 255, 256, 599] {
      try predictor.predict(x.rows(row..<row + 1).scalars, into: &output)
      for (a, b) in zip(output, together.rows(row..<row + 1).scalars) {
        // Few rows go another way through wide layers, but every sum is added in the same order.
        #expect(a == b)
      }
    }
  }

  @Test(
    "A predictor gives what its model gives, and keeps the weights it was made with",
    arguments: models.indices)
  func frozen(_ index: Int) throws {
    var model = try Sequential(Self.models[index], seed: 3)
    let predictor = try Predictor(model)
    let x = Self.rows(300)
    let before = try model.predict(x)
    #expect(try predictor.predict(x) == before)
    try model.setWeights(model.weights.map { Tensor<Float>.zeros($0.shape) })
    #expect(try predictor.predict(x) == before)
    #expect(try model.predict(x) != before)
    var output = Tensor<Float>.zeros(before.shape)
    try predictor.predict(x, into: &output)
    #expect(output == before)
  }

  @Test("Any number of tasks may use one predictor at once")
  func concurrent() async throws {
    let predictor = try Predictor(Sequential(Self.models[3], seed: 3))
    let x = Self.rows(1000)
    let expected = try predictor.predict(x)
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 { group.addTask { (try? predictor.predict(x)) == expected } }
      for await isSame in group { #expect(isSame) }
    }
  }

  @Test("Rows need not be aligned, and there may be none")
  func unaligned() throws {
    let predictor = try Predictor(Sequential(Self.models[2], seed: 3))
    let x = Self.rows(5)
    let expected = try predictor.predict(x)
    let shifted = [0] + x.scalars
    var output = [Float](repeating: 0, count: 51)
    try shifted.withUnsafeBufferPointer { x in
      try output.withUnsafeMutableBufferPointer { output in
        let rest = UnsafeBufferPointer(rebasing: x[1...])
        var target = UnsafeMutableBufferPointer(rebasing: output[1...]).mutableSpan
        try predictor.predict(rest.span, into: &target)
      }
    }
    #expect(Array(output[1...]) == Array(expected.scalars))
    let none: [Float] = []
    var nothing: [Float] = []
    var room = nothing.mutableSpan
    try predictor.predict(none.span, into: &room)
    #expect(try predictor.predict(Tensor<Float>.zeros([0, 28])).shape == [0, 10])
  }

  @Test("Lengths that do not fit and numbers that are not finite are named")
  func badInput() throws {
    let predictor = try Predictor(Sequential(Self.models[2], seed: 3))
    var output = [Float](repeating: 0, count: 10)
    func mismatch(_ expected: String, _ found: Int) -> LogitError {
      .shapeMismatch(
        operation: "predict", expected: expected, found: [found], remedy: "make the lengths agree")
    }
    for count in [0, 27, 30, 56] {
      #expect(throws: mismatch("x to be one row of 28 numbers", count)) {
        try predictor.predict([Float](repeating: 0, count: count), into: &output)
      }
    }
    var wide = [Float](repeating: 0, count: 20)
    #expect(throws: mismatch("room for one row of 10 outputs", 20)) {
      try predictor.predict([Float](repeating: 0, count: 28), into: &wide)
    }
    for (count, error) in [
      (30, mismatch("x to hold whole rows of 28 numbers", 30)),
      (56, mismatch("room for 2 rows of 10 outputs", 10)),
    ] {
      #expect(throws: error) {
        let x = [Float](repeating: 0, count: count)
        var span = output.mutableSpan
        try predictor.predict(x.span, into: &span)
      }
    }
    // The first of several in the order of rows, whichever thread meets its own first.
    var x = Self.rows(3000)
    for place in [2999 * 28, 1500 * 28 + 3, 700 * 28 + 5] { x[place / 28, place % 28] = .infinity }
    #expect(throws: LogitError.nonFiniteInput(name: "x", row: 700, column: 5, value: .infinity)) {
      try predictor.predict(x)
    }
    #expect(throws: LogitError.notBuilt(operation: "Predictor")) {
      try Predictor(Sequential([Dense(1)]))
    }
  }

  @Test(
    "A number that is not finite is found whatever it is multiplied with", arguments: models.indices,
    [Float.infinity, -.infinity, .nan])
  func nonFinite(_ index: Int, _ value: Float) throws {
    var model = try Sequential(Self.models[index], seed: 3)
    // All weights 0, which would hide a number if 0 times infinity were 0.
    try model.setWeights(model.weights.map { Tensor<Float>.zeros($0.shape) })
    let predictor = try Predictor(model)
    for row in [0, 1, 15, 299] {
      for column in [0, 8, 27] {
        var x = Self.rows(300)
        x[row, column] = value
        let error = #expect(throws: LogitError.self) { try predictor.predict(x) }
        guard case .nonFiniteInput("x", row, column, _) = error else {
          Issue.record("\(String(describing: error)) for row \(row), column \(column)")
          continue
        }
      }
    }
  }

  @Test("Sums that overflow are no fault of the input")
  func overflow() throws {
    var model = try Sequential([Dense(1, inputShape: [28], activation: .sigmoid)], seed: 3)
    try model.setWeights([Tensor(repeating: .greatestFiniteMagnitude, shape: [28, 1]), Tensor([0])])
    let x = Tensor<Float>(repeating: 4, shape: [3, 28])
    #expect(try Predictor(model).predict(x).scalars == [1, 1, 1])
  }

  @Test(
    "Predicting a row allocates nothing",
    .enabled(if: allocation_counter_is_available() != 0, "needs glibc's malloc"),
    .enabled(if: AllocationTests.isOptimized, "unoptimised code boxes generics; run with -c release"),
    arguments: [0, 2])
  func allocations(_ index: Int) throws {
    let predictor = try Predictor(Sequential(Self.models[index], seed: 3))
    let row = [Float](repeating: 0.5, count: 28)
    var output = [Float](repeating: 0, count: predictor.outputCount)
    let x = Self.rows(100)
    var outputs = Tensor<Float>.zeros([100, predictor.outputCount])
    try predictor.predict(row, into: &output)
    try predictor.predict(x, into: &outputs)
    let before = allocation_counter_current()
    for _ in 0..<100 {
      try predictor.predict(row, into: &output)
      try predictor.predict(x, into: &outputs)
    }
    #expect(allocation_counter_current() == before)
  }
}
