import Logit
import Testing

/// Training, evaluation and prediction on numbers as they come to hand.
@Suite struct ArrayFormTests {
  private static let rows: [[Float]] = [
    [0, 1], [1, 0], [2, 1], [3, 0], [4, 1], [5, 0], [6, 1], [7, 0],
  ]
  private static let labels: [Float] = [0, 0, 0, 0, 1, 1, 1, 1]

  /// Weights and logs after training on some form of the same numbers.
  private static func outcome(
    _ train: (inout Sequential) throws -> History, _ evaluate: (Sequential) throws -> Logs,
    _ predict: (Sequential) throws -> Tensor<Float>
  ) throws -> [Float] {
    var model = try KerasFormTests.model()
    let history = try train(&model)
    return try model.weights.flatMap(\.scalars) + history["loss"].map { Float($0) }
      + evaluate(model).values.map { Float($0) } + predict(model).scalars
  }

  private static func reference() throws -> [Float] {
    let (x, y) = (try Tensor(rows: rows), Tensor(labels))
    return try outcome(
      { try $0.fit(x, y, epochs: 3, verbose: .silent) }, { try $0.evaluate(x, y) }, { try $0.predict(x) })
  }

  @Test("Arrays and tensors of any numbers give what tensors of Float give")
  func forms() throws {
    let doubles = Self.rows.map { $0.map { Double($0) } }
    let integers = Self.rows.map { $0.map { Int($0) } }
    let bytes = Self.rows.map { $0.map { UInt8($0) } }
    let tensors = try Tensor<Double>(rows: doubles)
    let (classes, truths) = (Self.labels.map { Int($0) }, Self.labels.map { $0 == 1 })
    let column = Self.labels.map { [Double($0)] }
    let features: [any TensorConvertible] = [
      Self.rows, doubles, integers, bytes, tensors, try Tensor<Int>(rows: integers),
      Self.rows.map { Tensor($0) },
    ]
    let targets: [any TensorConvertible] = [
      Self.labels, Self.labels.map { Double($0) }, classes, truths, column, Tensor(classes),
      Tensor(classes.map { Int32($0) }),
    ]
    let reference = try Self.reference()
    for (x, y) in zip(features, targets) {
      let found = try Self.outcome(
        { try $0.fit(x, y, epochs: 3, verbose: .silent) }, { try $0.evaluate(x, y) }, { try $0.predict(x) })
      #expect(found == reference, "\(type(of: x)), \(type(of: y))")
    }
    let found = try Self.outcome(
      { try $0.fit(doubles, classes, epochs: 3, verbose: .silent) }, { try $0.evaluate(integers, truths) },
      { try $0.predict(tensors) })
    #expect(found == reference)
  }

  @Test("Lists written out are features and labels")
  func literals() throws {
    var model = try KerasFormTests.model()
    try model.fit([[0, 1], [1, 0]], [0, 1], epochs: 2, verbose: .silent)
    try model.fit([[0.5, 1], [1, 0]], [0, 1], sampleWeight: [1, 2], epochs: 2, verbose: .silent)
    #expect(try model.evaluate([[0.5, 1], [1, 0]], [0, 1])["accuracy"] != nil)
    #expect(try model.predict([[0.5, 1]]).shape == [1, 1])
    var line = try Sequential { Dense(1, activation: .sigmoid, inputShape: [1]) }
    try line.compile(optimizer: .sgd, loss: .binaryCrossentropy)
    try line.fit([-1, 0.5, 2], [0, 1, 1], verbose: .silent)
    #expect(try line.predict([0.5, 1.5]).shape == [2, 1])
  }

  @Test("Rows to validate on are a pair, as in Keras, or labeled rows")
  func validation() throws {
    let (x, y) = (Self.rows, Self.labels.map { Int($0) })
    let tensors = (try Tensor(rows: Self.rows), Tensor(Self.labels))
    func valLoss(_ train: (inout Sequential) throws -> History) throws -> [Double] {
      var model = try KerasFormTests.model()
      return try train(&model)["val_loss"]
    }
    let pair = try valLoss { try $0.fit(x, y, epochs: 2, verbose: .silent, validationData: (x, y)) }
    let named = try valLoss {
      try $0.fit(x, y, epochs: 2, verbose: .silent, validationData: .init(tensors.0, tensors.1))
    }
    let mixed = try valLoss {
      try $0.fit(tensors.0, tensors.1, epochs: 2, verbose: .silent, validationData: (tensors.0, y))
    }
    #expect(pair.count == 2 && pair == named && pair == mixed)
  }

  @Test("Normalization adapts to arrays")
  func normalization() throws {
    let layer = try Normalization(adaptedTo: Self.rows.map { $0.map { Double($0) } })
    #expect(layer == (try Normalization(adaptedTo: Tensor(rows: Self.rows))))
  }

  @Test("Rows of different lengths are named")
  func raggedRows() throws {
    var model = try KerasFormTests.model()
    let error = LogitError.shapeMismatch(
      operation: "An array of arrays", expected: "2 elements in row 1, as in row 0", found: [1],
      remedy: "give every row the same number of elements")
    #expect(throws: error) { try model.fit([[1.0, 2], [3]], [0, 1]) }
    #expect(throws: error) { try model.predict([[1, 2], [3]]) }
    #expect(throws: error) { try Tensor<Float>([[1, 2], [3]]) }
    #expect(throws: LogitError.self) { try Tensor<Float>([[[1], [2]], [[3], [4, 5]]]) }
    #expect(throws: LogitError.self) { try Tensor([[1, 2], [3]]) }
  }

  @Test("Nothing at all is an empty tensor, which training refuses")
  func nothing() throws {
    var model = try KerasFormTests.model()
    #expect(try [Double]().tensor().shape == [0])
    #expect(try [[Double]]().tensor().shape == [0, 0])
    #expect(try [[[Double]]]().tensor().shape == [0, 0, 0])
    #expect(try [Tensor<Float>]().tensor().shape == [0])
    #expect(throws: LogitError.self) { try model.fit([[Double]](), [Int]()) }
    #expect((2.5).tensor() == Tensor(repeating: 2.5, shape: []))
    #expect(throws: LogitError.self) { try model.predict(2.5) }
  }
}
