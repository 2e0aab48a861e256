import Logit
import LogitTestSupport
import Testing

/// Arguments that no program means, and data that no model can take: everything ends in an error that says
/// what is wrong, and nothing in a trap.
@Suite struct MisuseTests {
  @Test(arguments: Misuse.tensors) func `a misused tensor throws`(misuse: Misuse) {
    #expect(misuse.faults() == [])
  }

  @Test(arguments: Misuse.layers) func `a layer that cannot be throws`(misuse: Misuse) {
    #expect(misuse.faults() == [])
  }

  @Test(arguments: Misuse.compilations) func `a model that cannot be trained throws`(misuse: Misuse) {
    #expect(misuse.faults() == [])
  }

  @Test(arguments: Misuse.trainings) func `data and options that do not fit throw`(misuse: Misuse) {
    #expect(misuse.faults() == [])
  }

  @Test(arguments: Misuse.solutions) func `a regression that cannot be solved throws`(misuse: Misuse) {
    #expect(misuse.faults() == [])
  }

  @Test func `there are as many as a person thought of`() {
    let all = [Misuse.tensors, Misuse.layers, Misuse.compilations, Misuse.trainings, Misuse.solutions]
    #expect(all.map(\.count).reduce(0, +) >= 280)
    #expect(Set(all.joined().map(\.description)).count == all.map(\.count).reduce(0, +))
  }
}

/// What is extreme, but means something.
@Suite struct ExtremeTests {
  private static let x = Tensor<Float>(repeating: 0.5, shape: [10, 3])
  private static let y = Tensor((0..<10).map { Float($0 % 2) })

  private static func model() throws -> Sequential {
    var model = try Sequential([Dense(1, inputShape: [3], activation: .sigmoid)], seed: 1)
    try model.compile(optimizer: .sgd(learningRate: 0.1), loss: .binaryCrossentropy)
    return model
  }

  @Test func `the largest numbers of rows and steps are as many as there are`() throws {
    var model = try Self.model()
    let history = try model.fit(
      Self.x, Self.y, epochs: 2, batchSize: .max, verbose: .silent, validationSplit: 0.5,
      stepsPerEpoch: .max, validationSteps: .max, validationBatchSize: .max, validationFreq: .every(.max))
    #expect(history.epochs == [0, 1])
    #expect(try model.evaluate(Self.x, Self.y, batchSize: .max, steps: .max)["loss"] != nil)
    #expect(try model.fit(Self.x, Self.y, epochs: 3, verbose: .silent, initialEpoch: .max).epochs.isEmpty)
    let none = try model.predict(Tensor<Float>([], shape: [0, 3]))
    #expect(none.shape == [0, 1])
  }

  @Test(arguments: [Int.min, -1, 0, 3, 20, .max])
  func `a summary has some width, whatever is asked for`(lineLength: Int) throws {
    let model = try Self.model()
    for positions in [nil, [], [.nan, .infinity, -1], [1e300, 0.5, 0, -1e300, 2]] as [[Double]?] {
      let text = model.summary(lineLength: lineLength, showTrainable: true, positions: positions)
      #expect(text.contains("Total params: 4"))
    }
  }

  @Test func `empty tensors of any shape are turned around, added up and printed`() throws {
    let empty = try Tensor<Float>([], shape: [0, 1 << 62, 4])
    #expect(empty.transposed().shape == [4, 1 << 62, 0])
    #expect(empty.sum() == 0 && empty.min() == nil && empty.argmax() == nil)
    #expect(empty.description == "[]")
    #expect(try empty.reshaped([1 << 62, 0]).count == 0)
    #expect(empty.rows(0..<0).shape == [0, 1 << 62, 4])
  }

  @Test func `integers are counted from end to end`() {
    #expect(Tensor.arange(Int.min, Int.max, step: 1 << 62).scalars == [.min, -(1 << 62), 0, 1 << 62])
    #expect(Tensor.arange(Int.max, Int.min, step: .min).scalars == [.max, -1])
    #expect(Tensor.arange(0, 7, step: 3).scalars == [0, 3, 6])
    #expect(Tensor.arange(7, 0, step: -3).scalars == [7, 4, 1])
    #expect(Tensor.arange(0, 7, step: -1).scalars == [] && Tensor.arange(3, 3).scalars == [])
  }
}
