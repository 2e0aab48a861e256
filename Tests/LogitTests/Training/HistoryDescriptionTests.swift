import Logit
import Testing

@Suite struct HistoryDescriptionTests {
  private static func history(epochs: Int, validationFreq: ValidationFrequency = 1) throws -> (
    model: Sequential, history: History
  ) {
    var model = try Sequential([Dense(1, inputShape: [1], activation: .sigmoid)], seed: 0)
    try model.compile(optimizer: .sgd(), loss: .binaryCrossentropy, metrics: [.accuracy])
    let x = try Tensor<Float>(rows: [[0], [1], [2], [3]])
    let y = Tensor<Float>([0, 0, 1, 1])
    let history = try model.fit(
      x, y, epochs: epochs, batchSize: 2, verbose: .silent, validationData: ValidationData(x, y),
      validationFreq: validationFreq)
    return (model, history)
  }

  @Test func `a history prints as its epochs`() throws {
    let text = "\(try Self.history(epochs: 30).history)"
    let lines = text.split(separator: "\n")
    #expect(lines[0].split(separator: " ") == ["accuracy", "loss", "val_accuracy", "val_loss"])
    #expect(lines.count == 13 && lines[1].hasPrefix("epoch 1 ") && lines[11].hasPrefix("epoch 30 "))
    #expect(lines[12] == "30 epochs of 2 steps")
  }

  @Test func `an epoch without validation has no number there`() throws {
    let text = "\(try Self.history(epochs: 4, validationFreq: 2).history)"
    let counts = text.split(separator: "\n").dropFirst().prefix(4).map { $0.split(separator: " ").count }
    #expect(counts == [4, 6, 4, 6])
  }

  @Test func `a model prints as its summary`() throws {
    let model = try Self.history(epochs: 1).model
    #expect("\(model)" == model.summary())
  }
}
