import Logit
import Testing

/// Mistakes in a program's code that no data can cause: they end the program, with a message in release
/// builds, too.
@Suite struct ProgrammingErrorTests {
  fileprivate static let mistakes: [Mistake] = {
    var list = Mistakes()
    list.addShapes()
    list.addSelections()
    list.addRanges()
    list.addGenerators()
    list.addOthers()
    return list.all
  }()

  @Test(arguments: mistakes.indices)
  func `the program ends with a message`(index: Int) async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      [index = index as Int] in
      try ProgrammingErrorTests.mistakes[index].run()
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    let message = ProgrammingErrorTests.mistakes[index].message
    #expect(text.contains("Fatal error: ") && text.contains(message), "\(message)\n\(text)")
    // For a person who reads the messages of all.
    print(text.split(separator: "\n").map { String($0) }.first { $0.contains("Fatal error") } ?? "nothing")
  }
}

/// What a program may do wrong, and what it is told.
private struct Mistake: Sendable {
  let message: String
  let run: @Sendable () throws -> Void

  init(_ message: String, _ run: @escaping @Sendable () throws -> Void) {
    (self.message, self.run) = (message, run)
  }
}

private struct Mistakes {
  var all: [Mistake] = []

  mutating func add(_ message: String, _ run: @escaping @Sendable () throws -> Void) {
    all.append(Mistake(message, run))
  }

  /// Updates two weights with two slots.
  static func update(_ optimizer: any Optimizer, slots count: Int, gradient: [Float]) {
    var numbers = [Float](repeating: 0, count: count)
    numbers.withUnsafeMutableBufferPointer { numbers in
      var weights: [Float] = [1, 2]
      var parameters = weights.mutableSpan
      optimizer.update(
        parameters: &parameters, gradient: gradient.span, slots: OptimizerSlots(numbers, count: 2),
        learningRate: 0.1, iteration: 1)
    }
  }
}

extension Mistakes {
  fileprivate mutating func addShapes() {
    let impossible = "lengths must be at least 0, and the elements must fit into memory"
    add("There is no tensor of shape [-1]: \(impossible)") { _ = Tensor<Float>.zeros([-1]) }
    add("There is no tensor of shape [2, -3]") { _ = Tensor<Float>.ones([2, -3]) }
    add("There is no tensor of shape [9223372036854775807, 2]") { _ = Tensor<Float>.zeros([.max, 2]) }
    add("There is no tensor of shape [1099511627776]") { _ = Tensor<Float>.zeros([1 << 40]) }
    add("There is no tensor of shape [1099511627776]") { _ = Tensor<Double>(repeating: 1, shape: [1 << 40]) }
    add("There is no tensor of shape [9223372036854775807]") { _ = Tensor<Float>.zeros([.max]) }
    add("There is no tensor of shape [-9223372036854775808]") { _ = Tensor<Int>.zeros([.min]) }
  }

  fileprivate mutating func addSelections() {
    add("Row -1 is outside 0..<2") { _ = Tensor<Float>.zeros([2, 3]).row(-1) }
    add("Row 2 is outside 0..<2") { _ = Tensor<Float>.zeros([2, 3]).row(2) }
    add("A tensor without dimensions has no rows") { _ = Tensor<Float>(repeating: 1, shape: []).row(0) }
    add("Column 3 is outside 0..<3") { _ = Tensor<Float>.zeros([2, 3]).column(3) }
    add("Only a matrix has columns; this tensor has shape [4]") { _ = Tensor<Float>.zeros([4]).column(0) }
    add("Rows 1..<3 are outside 0..<2") { _ = Tensor<Float>.zeros([2, 3]).rows(1..<3) }
    add("Rows 5... are outside 0..<2") { _ = Tensor<Float>.zeros([2, 3]).rows(5...) }
    add("are outside 0..<2") { _ = Tensor<Float>.zeros([2, 3]).rows(...Int.max) }
    add("are outside 0..<2") { _ = Tensor<Float>.zeros([2, 3]).rows(0...Int.max) }
    add("Rows ..<-1 are outside 0..<2") { _ = Tensor<Float>.zeros([2, 3]).rows(..<(-1)) }
    add("Rows ...-5 are outside 0..<2") { _ = Tensor<Float>.zeros([2, 3]).rows(...(-5)) }
    add("are outside 0..<2") { _ = Tensor<Float>.zeros([2, 3]).rows((-1)...) }
    add("Columns 2..<4 are outside 0..<3") { _ = Tensor<Float>.zeros([2, 3]).columns(2..<4) }
    add("are outside 0..<3") { _ = Tensor<Float>.zeros([2, 3])[..., 9...] }
    add("A tensor without dimensions has no rows") { _ = Tensor<Float>(repeating: 1, shape: []).rows(0..<1) }
    add("Index 6 is outside 0..<6") { _ = Tensor<Float>.zeros([2, 3])[6] }
    add("Index -1 is outside 0..<6") {
      var matrix = Tensor<Float>.zeros([2, 3])
      matrix[-1] = 1
    }
    add("Column 3 is outside 0..<3") { _ = Tensor<Float>.zeros([2, 3])[0, 3] }
    add("Row -1 is outside 0..<2") {
      var matrix = Tensor<Float>.zeros([2, 3])
      matrix[-1, 0] = 1
    }
    add("Two subscripts need a matrix; this tensor has shape [6]") { _ = Tensor<Float>.zeros([6])[0, 0] }
  }

  fileprivate mutating func addRanges() {
    add("linspace cannot make -1 numbers") { _ = Tensor<Float>.linspace(0, 1, count: -1) }
    add("There is no tensor of shape [9223372036854775807]") { _ = Tensor.linspace(0, 1, count: .max) }
    let arange = "arange needs bounds that can be counted and a step other than 0"
    add("\(arange), not 0, 5 and a step of 0") { _ = Tensor.arange(0, 5, step: 0) }
    add("\(arange), not 0.0, 5.0 and a step of 0.0") { _ = Tensor<Float>.arange(0.0, 5.0, step: 0) }
    add("\(arange), not 5.0, 0.0 and a step of 0.0") { _ = Tensor<Float>.arange(5.0, 0.0, step: 0) }
    add(arange) { _ = Tensor<Float>.arange(0, .infinity) }
    add(arange) { _ = Tensor<Double>.arange(.nan, 1) }
    add(arange) { _ = Tensor<Double>.arange(0, 1, step: .nan) }
    add("There is no tensor of shape [9223372036854775807]") { _ = Tensor.arange(Int.min, Int.max) }
    add("There is no tensor of shape [1000000000000]") { _ = Tensor<Float>.arange(0, 1e12) }
  }

  fileprivate mutating func addGenerators() {
    add("A standard deviation cannot be -1.0") {
      var generator = RandomGenerator(seed: 1)
      _ = generator.normal(mean: 0, standardDeviation: -1)
    }
    add("A standard deviation cannot be nan") {
      var generator = RandomGenerator(seed: 1)
      _ = generator.normal(mean: 0, standardDeviation: .nan, count: 3)
    }
    add("There is no tensor of shape [-2]") {
      var generator = RandomGenerator(seed: 1)
      _ = generator.normal(mean: 0, standardDeviation: 1, count: -2)
    }
    add("There is no tensor of shape [-2]") {
      var generator = RandomGenerator(seed: 1)
      _ = generator.uniform(0, 1, count: -2)
    }
    add("There is no integer in the empty range 3..<3") {
      var generator = RandomGenerator(seed: 1)
      _ = generator.integer(in: 3..<3)
    }
    add("There is no integer in the empty range 3..<3") {
      var generator = RandomGenerator(seed: 1)
      _ = generator.integers(in: 3..<3, count: 2)
    }
    add("There is no permutation of -1 integers") {
      var generator = RandomGenerator(seed: 1)
      _ = generator.permutation(-1)
    }
    add("A tensor without dimensions cannot be permuted") {
      var generator = RandomGenerator(seed: 1)
      _ = generator.permutation(of: Tensor<Float>(repeating: 1, shape: []))
    }
    add("A tensor without dimensions cannot be shuffled") {
      var generator = RandomGenerator(seed: 1)
      var number = Tensor<Float>(repeating: 1, shape: [])
      generator.shuffle(&number)
    }
    add("A generator cannot be split into -1") {
      var generator = RandomGenerator(seed: 1)
      _ = generator.split(count: -1)
    }
  }

  fileprivate mutating func addOthers() {
    add("verbose is 7, but must be 0 (silent)") { _ = 7 as Verbosity }
    add("Slot 1 is not one of the optimizer's 1") {
      var numbers: [Float] = [1, 2]
      numbers.withUnsafeMutableBufferPointer { _ = OptimizerSlots($0, count: 1)[1] }
    }
    add("3 numbers cannot be divided into 2 slots") {
      var numbers: [Float] = [1, 2, 3]
      numbers.withUnsafeMutableBufferPointer { _ = OptimizerSlots($0, count: 2) }
    }
    add("An update of 2 weights cannot use 1 gradients and 2 slots of 2") {
      Mistakes.update(Adam(), slots: 4, gradient: [1])
    }
    add("An update of 2 weights cannot use 2 gradients and 2 slots of 1") {
      Mistakes.update(Lamb(), slots: 2, gradient: [1, 1])
    }
    add("Place 9 is outside 0..<2") {
      let x = try Tensor<Float>([1, 2, 3, 4], shape: [4, 1])
      let path = try LogisticRegression(penalty: .lasso()).path(x, [0, 1, 0, 1], lambdas: [1, 0.5])
      _ = path.coefficients(at: 9)
    }
    add("There is no name of column 1 among 1") {
      let x = try Tensor<Float>([1, 2, 2, 4, 3, 6], shape: [3, 2])
      _ = try Collinearity(of: x).aliased[0].description(["a"])
    }
    add("The spans of a layer's forward pass do not hold the same rows") {
      let x: [Float] = [1, 2, 3]
      var y: [Float] = [1]
      var scratch: [Float] = []
      var output = y.mutableSpan
      var kept = scratch.mutableSpan
      ActivationLayer(.relu).forward(
        input: x.span, parameters: x.span, scratch: &kept, output: &output,
        pass: LayerPass(rows: 3, isTraining: false))
    }
  }
}
