import Logit
import Testing

/// Every mistake a user can make gets an error that says what was expected, what was found and what to do.
@Suite struct InputErrorTests {
  let x = Tensor<Float>(unsafeUninitializedShape: [10, 2]) { buffer in
    for i in 0..<20 { buffer.initializeElement(at: i, to: Float(i) / 10) }
  }
  let binary = Tensor((0..<10).map { Float($0 % 2) })

  func logistic(units: Int = 1, activation: any Activation = .sigmoid, loss: any Loss = .binaryCrossentropy)
    throws -> Sequential
  {
    var model = try Sequential([Dense(units, inputShape: [2], activation: activation)], seed: 1)
    try model.compile(optimizer: .sgd(), loss: loss, metrics: [.accuracy])
    return model
  }

  func expectError(
    _ message: String, _ body: () throws -> Void, _ location: SourceLocation = #_sourceLocation
  ) {
    let error = #expect(throws: LogitError.self, sourceLocation: location, performing: body)
    #expect(error?.description == message, sourceLocation: location)
  }

  func fit(
    _ model: Sequential, _ x: Tensor<Float>, _ y: Tensor<Float>, sampleWeight: Tensor<Float>? = nil,
    epochs: Int = 1, batchSize: Int = 4, validationSplit: Double = 0, initialEpoch: Int = 0
  ) throws {
    var model = model
    try model.fit(
      x, y, sampleWeight: sampleWeight, epochs: epochs, batchSize: batchSize, verbose: .silent,
      validationSplit: validationSplit, initialEpoch: initialEpoch)
  }

  @Test("Layers that do not fit together are named with both shapes")
  func layerShapes() {
    expectError(
      "Layer dense_1: it declares rows of shape [3], but receives rows of shape [4]; make the two agree, or omit "
        + "the shape to have it inferred."
    ) {
      _ = try Sequential([Dense(4, inputShape: [2]), Dense(1, inputShape: [3], activation: .sigmoid)])
    }
  }

  @Test("x of the wrong width names both shapes")
  func inputShape() {
    expectError(
      "The model expects x to have shape [rows, 2], but found shape [4, 5]; reshape x, or build a model for rows of "
        + "this shape."
    ) { try fit(logistic(), Tensor(repeating: 0, shape: [4, 5]), Tensor([0, 1, 0, 1])) }
  }

  @Test("x and y of different length")
  func rowCounts() {
    expectError("y has 3 rows, but x has 10; give y one row for each row of x.") {
      try fit(logistic(), x, Tensor([0, 1, 0]))
    }
    expectError("sampleWeight has 2 rows, but x has 10; give sampleWeight one row for each row of x.") {
      try fit(logistic(), x, binary, sampleWeight: Tensor([1, 1]))
    }
  }

  @Test("Empty data")
  func empty() {
    expectError("x has no rows; at least one is needed.") {
      try fit(logistic(), Tensor(repeating: 0, shape: [0, 2]), Tensor([]))
    }
  }

  @Test("Labels outside 0...1 for binary cross-entropy")
  func binaryLabels() {
    var labels = binary
    labels[7] = 2
    expectError(
      "The label at row 7, column 0 (counted from 0) is 2.0, but the loss expects 0, 1 or a probability between "
        + "them; encode the two classes as 0 and 1."
    ) { try fit(logistic(), x, labels) }
  }

  @Test("Class indices outside the range, or not whole", arguments: [3, -1, 0.5] as [Float])
  func classIndices(_ label: Float) {
    var labels = binary
    labels[2] = label
    expectError(
      "The label at row 2, column 0 (counted from 0) is \(label), but the loss expects a class index in 0...2; number "
        + "the classes from 0, or give the last layer one unit for each class."
    ) {
      try fit(logistic(units: 3, activation: .softmax, loss: .sparseCategoricalCrossentropy), x, labels)
    }
  }

  @Test("One-hot rows that do not sum to one")
  func oneHot() throws {
    var labels = Tensor<Float>(repeating: 0, shape: [10, 3])
    for row in 0..<10 { labels[row, row % 3] = 1 }
    labels[4, 0] = 1
    let model = try logistic(units: 3, activation: .softmax, loss: .categoricalCrossentropy)
    expectError(
      "The labels of row 4 (counted from 0) sum to 2.0, but categorical cross-entropy expects one-hot rows (or class "
        + "probabilities) that sum to 1; check the encoding, or use .sparseCategoricalCrossentropy with one class "
        + "index per row."
    ) { try fit(model, x, labels) }
    labels[4, 0] = -1
    #expect(
      throws: LogitError.labelOutOfRange(
        row: 4, column: 0, value: -1, expected: "one-hot rows with values in 0...1",
        remedy: "use Tensor.oneHot(_:classCount:), or .sparseCategoricalCrossentropy with class indices")
    ) { try fit(model, x, labels) }
  }

  @Test("Labels of the wrong shape are told the encoding they need")
  func labelShape() {
    expectError(
      "categorical_crossentropy expects y to have [rows, 3], but found shape [10]; encode the labels with "
        + "Tensor.oneHot(_:classCount:), or use .sparseCategoricalCrossentropy."
    ) { try fit(logistic(units: 3, activation: .softmax, loss: .categoricalCrossentropy), x, binary) }
    expectError(
      "sparse_categorical_crossentropy expects y to have one label per row ([rows] or [rows, 1]), but found shape "
        + "[10, 3]; give one class index per row, or use .categoricalCrossentropy for one-hot labels."
    ) {
      try fit(
        logistic(units: 3, activation: .softmax, loss: .sparseCategoricalCrossentropy), x,
        Tensor(repeating: 0, shape: [10, 3]))
    }
  }

  @Test(
    "NaN and infinity in x are found with their row and column",
    arguments: [Float.nan, .infinity, -.infinity])
  func nonFinite(_ value: Float) throws {
    var x = x
    x[6, 1] = value
    let message =
      "x holds \(value) at row 6, column 1 (counted from 0); every value must be finite, so remove the row or replace "
      + "the value."
    expectError(message) { try fit(logistic(), x, binary) }
    expectError(message) { try fit(logistic(), x, binary, validationSplit: 0.5) }
    expectError(message) { _ = try logistic().predict(x) }
    expectError(message) { _ = try logistic().evaluate(x, binary) }
  }

  @Test("fit and evaluate before compile, predict before build")
  func order() throws {
    let bare = try Sequential([Dense(1, inputShape: [2])])
    expectError("fit needs an optimizer and a loss; call compile(optimizer:loss:metrics:) first.") {
      try fit(bare, x, binary)
    }
    expectError("evaluate needs an optimizer and a loss; call compile(optimizer:loss:metrics:) first.") {
      _ = try bare.evaluate(x, binary)
    }
    expectError(
      "predict needs to know the shape of the input; give the first layer an inputShape, start with Input(shape:), or "
        + "call build(inputShape:) or fit first."
    ) { _ = try Sequential([Dense(1)]).predict(x) }
  }

  @Test("Options outside their range name the option and the range")
  func options() {
    expectError("epochs is 0, but must be at least 1.") { try fit(logistic(), x, binary, epochs: 0) }
    expectError("batchSize is 0, but must be at least 1.") { try fit(logistic(), x, binary, batchSize: 0) }
    expectError("initialEpoch is -1, but must be at least 0.") {
      try fit(logistic(), x, binary, initialEpoch: -1)
    }
    for share in [1.0, -0.1, .nan] {
      expectError("validationSplit is \(share), but must be in 0..<1.") {
        try fit(logistic(), x, binary, validationSplit: share)
      }
    }
    expectError(
      "validationSplit is 0.95, but must be a share that leaves at least one of the 10 rows on either side."
    ) { try fit(logistic(), x, binary, validationSplit: 0.95) }
    expectError("x has no rows; at least one is needed.") {
      try fit(logistic(), Tensor(repeating: 0, shape: [0, 2]), Tensor([]), validationSplit: 0.5)
    }
    expectError("sampleWeight[1] is -2.0, but must be 0 or greater.") {
      try fit(logistic(), x, binary, sampleWeight: Tensor([1, -2, 1, 1, 1, 1, 1, 1, 1, 1]))
    }
  }

  @Test("Optimizer and loss options are checked")
  func configuration() {
    func message(_ optimizer: any Optimizer, _ loss: any Loss = .binaryCrossentropy) -> String? {
      do {
        var model = try logistic()
        try model.compile(optimizer: optimizer, loss: loss)
        return nil
      } catch { return "\(error)" }
    }
    #expect(
      message(.sgd(learningRate: -1)) == "SGD's learningRate is -1.0, but must be finite and not negative.")
    #expect(message(.sgd(momentum: 1.5)) == "SGD's momentum is 1.5, but must be in 0...1.")
    #expect(
      message(.adam(learningRate: Double.nan))
        == "Adam's learningRate is nan, but must be finite and not negative.")
    #expect(message(.adam(beta1: 1)) == "Adam's beta1 is 1.0, but must be in 0..<1.")
    #expect(message(.adam(beta2: -1)) == "Adam's beta2 is -1.0, but must be in 0..<1.")
    #expect(message(.adam(epsilon: 0)) == "Adam's epsilon is 0.0, but must be finite and above 0.")
    #expect(
      message(.sgd(), .binaryCrossentropy(labelSmoothing: 2))
        == "binary_crossentropy's labelSmoothing is 2.0, but must be in 0...1.")
  }

  @Test("Architectures that cannot learn are refused")
  func architectures() {
    func message(_ layers: [any Layer], _ loss: any Loss) -> String? {
      do {
        var model = try Sequential(layers)
        try model.compile(optimizer: .sgd(), loss: loss)
        try model.fit(x, binary, verbose: .silent)
        return nil
      } catch { return "\(error)" }
    }
    #expect(
      message([Dense(1, activation: .softmax, name: "top")], .binaryCrossentropy)
        == "Layer top: softmax over one unit is always 1, so it cannot learn; use .sigmoid for two classes, or one "
        + "unit per class.")
    #expect(
      message([Dense(1, activation: .sigmoid)], .categoricalCrossentropy)
        == "Layer dense: categorical_crossentropy needs one output per class, but it has 1; use .binaryCrossentropy for "
        + "two classes, or give the layer one unit per class.")
    #expect(
      message([], .binaryCrossentropy)
        == "Layer (none): the model has no layers; add at least one, such as Dense(1).")
    #expect(
      message([Dense(0)], .binaryCrossentropy)
        == "Dense's units is 0, but must be a whole number, 1 or greater.")
    #expect(
      message([Dense(.max / 4, inputShape: [2])], .binaryCrossentropy)
        == "Layer dense: its parameters, of shape [2, \(Int.max / 4)] and [\(Int.max / 4)], make the model larger than "
        + "17179869184 parameters; give it fewer units.")
    #expect(
      message([Dense(2, name: "a"), Dense(1, name: "a")], .binaryCrossentropy)
        == "Layer a: two layers have this name; give each layer a name of its own.")
  }

  @Test("Weights of the wrong number or shape are refused and nothing changes")
  func weights() throws {
    var model = try logistic()
    let before = model.weights
    expectError(
      "setWeights expects the kernel of dense to have shape [2, 1], but found shape [1, 2]; reshape the tensor."
    ) { try model.setWeights([Tensor([1, 2], shape: [1, 2]), Tensor([0])]) }
    expectError(
      "setWeights expects 2 tensors, but found shape [1]; pass one tensor for each of model.weights, in the same order."
    ) { try model.setWeights([Tensor([1, 2], shape: [2, 1])]) }
    expectError(
      "The kernel of dense holds nan at row 1, column 0 (counted from 0); every value must be finite, so remove the "
        + "row or replace the value."
    ) { try model.setWeights([Tensor([1, .nan], shape: [2, 1]), Tensor([0])]) }
    #expect(model.weights == before)
  }
}
