import Testing

@testable import Logit

/// Which layers a mask reaches, and where it cannot be followed.
@Suite struct MaskTests {
  /// Three rows of three steps of two numbers.
  private static var x: Tensor<Float> {
    get throws {
      try Tensor([1, 2, 3, 4, 0, 0, 5, 6, 0, 0, 0, 0, 7, 0, 9, 10, 11, 12], shape: [3, 3, 2])
    }
  }

  private func message(_ body: () throws -> Void) -> String {
    do {
      try body()
      return ""
    } catch {
      return "\(error)"
    }
  }

  @Test("Steps that are masked do not count in a mean, alone and in blocks of many rows")
  func pooling() throws {
    let model = try Sequential([Input(shape: [3, 2]), Masking(), GlobalAveragePooling1D()])
    #expect(try model.predict(Self.x).scalars == [2, 3, 5, 6, 9, (0 + 10 + 12) / 3])
    let three = try Self.x.scalars
    let many = try Tensor((0..<200).flatMap { _ in three }, shape: [600, 3, 2])
    let found = try model.predict(many).scalars
    #expect(found == (0..<200).flatMap { _ in [2, 3, 5, 6, 9, Float(0 + 10 + 12) / 3] })
    var one: [Float] = [0, 0]
    try Predictor(model).predict([0, 0, 5, 6, 0, 0], into: &one)
    #expect(one == [5, 6])
  }

  @Test("Without a mask every step counts")
  func plain() throws {
    for layers in [[Reshape([3, 2])], [Masking(), Reshape([3, 2])], [Masking(maskValue: 8)]] as [[any Layer]]
    {
      let model = try Sequential([Input(shape: [3, 2])] + layers + [GlobalAveragePooling1D()])
      #expect(try model.predict(Self.x).scalars.prefix(2) == [4.0 / 3, 2])
    }
  }

  @Test("A row whose steps are all masked has no mean")
  func allMasked() throws {
    let model = try Sequential([Input(shape: [2, 2]), Masking(), GlobalAveragePooling1D()])
    let means = try model.predict(Tensor([0, 0, 0, 0], shape: [1, 2, 2])).scalars
    #expect(means.allSatisfy { $0.isNaN })
  }

  @Test("The mask of an embedding is of its zeros")
  func embedding() throws {
    func model(maskZero: Bool) throws -> Sequential {
      try Sequential(
        [
          Embedding(3, 1, inputShape: [4], embeddingsInitializer: Constant(1), maskZero: maskZero),
          ActivationLayer(.relu), GlobalAveragePooling1D(),
        ], seed: 1)
    }
    var (masked, plain) = (try model(maskZero: true), try model(maskZero: false))
    for weights in [try Tensor<Float>([8, 2, 4], shape: [3, 1])] {
      try masked.setWeights([weights])
      try plain.setWeights([weights])
    }
    let x = try Tensor<Float>([1, 2, 0, 0], shape: [1, 4])
    #expect(try masked.predict(x).scalars == [3])
    #expect(try plain.predict(x).scalars == [5.5])
  }

  @Test("Where Logit cannot follow a mask, the model is refused")
  func refused() throws {
    let input = Input(shape: [3, 2])
    #expect(
      message { _ = try Sequential([input, Masking(), BatchNormalization(), GlobalAveragePooling1D()]) }
        .contains("the mask of masking reaches it"))
    #expect(
      message { _ = try Sequential([input, LayerNormalization(), Masking(), GlobalAveragePooling1D()]) }
        .contains("does not read the model's input"))
    #expect(
      message { _ = try Sequential([input, Masking(), GlobalAveragePooling1D(dataFormat: .channelsFirst)]) }
        .contains("[features, steps]"))
    #expect(
      message {
        var model = try Sequential([Input(shape: [2]), Masking(), Dense(1)])
        try model.compile(optimizer: .sgd, loss: .meanSquaredError)
      }.contains("its mask reaches the loss"))
    // A mask that ends before does no harm.
    var model = try Sequential([input, Masking(), Flatten(), BatchNormalization(), Dense(1)])
    try model.compile(optimizer: .sgd, loss: .meanSquaredError)
  }

  @Test("A layer that is removed takes its mask along, and gives back the one that ended there")
  func removed() throws {
    var plain = try Sequential([Input(shape: [2]), Flatten(), Masking()])
    plain.pop()
    try plain.compile(optimizer: .sgd, loss: .meanSquaredError)
    var masked = try Sequential([Input(shape: [2]), Masking(), Flatten()])
    masked.pop()
    let found = message { try masked.compile(optimizer: .sgd, loss: .meanSquaredError) }
    #expect(found.contains("its mask reaches the loss"), "\(found)")
  }

  @Test("Rows of another shape are refused with the shape that is wanted")
  func shapes() {
    #expect(
      message { _ = try Sequential([Input(shape: [6]), GlobalAveragePooling1D()]) }
        == "Layer GlobalAveragePooling1D: it takes rows of shape [steps, features], but each row has shape [6]; "
        + "put a Reshape([steps, features]) before it.")
    #expect(
      message { _ = try Sequential([Input(shape: [6, 2]), CategoryEncodingLayer(3)]) }
        .contains("it takes flat rows"))
  }

  @Test("Numbers without a column are refused where they enter, and are NaN behind a layer")
  func categories() throws {
    let model = try Sequential([Input(shape: [2]), CategoryEncodingLayer(3)])
    #expect(try model.predict(Tensor([0, 2, 1, 1], shape: [2, 2])).scalars == [1, 0, 1, 0, 1, 0])
    #expect(
      throws: LogitError.indexOutOfRange(operation: "CategoryEncoding", index: 3, position: 1, count: 3)
    ) {
      try model.predict(Tensor([0, 3], shape: [1, 2]))
    }
    #expect(throws: LogitError.self) { try model.predict(Tensor([0, 0.5], shape: [1, 2])) }
    let behind = try Sequential([Input(shape: [2]), Rescaling(2), CategoryEncodingLayer(3)])
    #expect(try behind.predict(Tensor([0, 2], shape: [1, 2])).scalars.allSatisfy(\.isNaN))
  }
}
