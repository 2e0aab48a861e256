import Foundation
import Testing

@testable import Logit

/// Layers, losses, metrics and optimizers of a user's own in a model's file.
@Suite final class OwnClassTests {
  private let path: String

  init() throws {
    path =
      FileManager.default.temporaryDirectory.appendingPathComponent("logit-own-\(UUID()).safetensors").path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// `nil` if nothing is thrown.
  private func message(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch { return "\(error)" }
  }

  @Test("Registered classes come back by their names, and training goes on to the same bits")
  func registered() throws {
    try OwnClasses.register()
    var model = try Sequential(
      [
        OwnClasses.ColumnScale(factor: 0.5, name: "mine"), Dense(3, activation: OwnClasses.Cubed()),
        OwnClasses.ColumnScale(factor: 0.25), Dense(1),
      ], seed: 4)
    try model.build(inputShape: [2])
    try model.compile(
      optimizer: OwnClasses.SignDescent(0.3), loss: OwnClasses.ScaledError(factor: 0.125),
      metrics: [OwnClasses.MeanOutput()])
    _ = try SavedModelCase.train(&model, 0..<2)
    try model.save(to: path)
    var opened = try Sequential(contentsOf: path)
    #expect(opened.layers.map(\.name) == ["mine", "dense", "column_scale", "dense_1"])
    #expect((opened.layers[2].configuration as? OwnClasses.ColumnScale)?.factor == 0.25)
    #expect((opened.loss as? OwnClasses.ScaledError)?.factor == 0.125)
    #expect((opened.optimizer as? OwnClasses.SignDescent)?.learningRate.constant == 0.3)
    #expect(SavedModelTests.bits(opened) == SavedModelTests.bits(model))
    let expected = try SavedModelCase.train(&model, 2..<4)
    #expect(expected["mean_output"].count == 2)
    #expect(try SavedModelCase.train(&opened, 2..<4) == expected)
    #expect(SavedModelTests.bits(opened) == SavedModelTests.bits(model))
  }

  @Test("A schedule of one's own comes back inside an optimizer of Logit")
  func schedule() throws {
    try OwnClasses.register()
    var model = try Sequential(SavedModelCase.hidden(), seed: 1)
    try model.compile(
      optimizer: .adam(learningRate: OwnClasses.HalvedRate(rate: 0.3)),
      loss: .sparseCategoricalCrossentropy)
    _ = try SavedModelCase.train(&model, 0..<1)
    var opened = try Sequential(bytes: model.encoded())
    #expect(opened.optimizer?.learningRate as? OwnClasses.HalvedRate == OwnClasses.HalvedRate(rate: 0.3))
    _ = try SavedModelCase.train(&model, 1..<3)
    _ = try SavedModelCase.train(&opened, 1..<3)
    #expect(SavedModelTests.bits(opened) == SavedModelTests.bits(model))
  }

  @Test("What a file cannot hold is refused by name when it is saved, and nothing is written")
  func refused() throws {
    try OwnClasses.register()
    var own = try Sequential([ExtensionTests.Scale(name: "mine"), Dense(3, inputShape: [2])], seed: 4)
    try own.build(inputShape: [2])
    var text = try #require(message { try own.save(to: path) })
    #expect(text.contains("layer mine") && text.contains("does not conform to KerasSerializable"), "\(text)")
    var model = try Sequential(SavedModelCase.hidden(), seed: 4)
    try model.compile(optimizer: .sgd(), loss: OwnClasses.Forgetful(factor: 3))
    text = try #require(message { try model.save(to: path) })
    #expect(text.contains("forgetful") && text.contains("lost"), "\(text)")
    try model.compile(optimizer: .sgd(), loss: ExtensionTests.SquaredError())
    text = try #require(message { try model.save(to: path) })
    #expect(text.contains("squared_error") && text.contains("KerasSerializable"), "\(text)")
    try model.compile(optimizer: ExtensionTests.SignDescent(), loss: .sparseCategoricalCrossentropy)
    text = try #require(message { try model.save(to: path) })
    #expect(text.contains("sign") && text.contains("KerasSerializable"), "\(text)")
    try model.compile(
      optimizer: .sgd(), loss: .sparseCategoricalCrossentropy, metrics: [OwnClasses.Unregistered()])
    text = try #require(message { try model.save(to: path) })
    #expect(text.contains("UnregisteredMetric"), "\(text)")
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test("A class that is not registered where the file is opened is refused by its name and the file's")
  func unknown() throws {
    let model = try Sequential { Dense(1, inputShape: [1]) }
    let changed = DamagedModelTests.changing(try model.encoded()) {
      $0.replacingOccurrences(of: #"class_name\": \"Dense\""#, with: #"class_name\": \"Dence\""#)
    }
    let error = message { _ = try Sequential(bytes: changed, name: "x.safetensors") }
    #expect(
      error?.hasPrefix("Cannot open x.safetensors: the architecture should be") == true, "\(error ?? "")")
    #expect(error?.contains("Dence") == true && error?.contains("Keras.register") == true, "\(error ?? "")")
  }

  @Test("A callback saves a model of any layers; its file is restored into a model of the program's")
  func withoutDescription() throws {
    func make() throws -> Sequential {
      var model = try Sequential([ExtensionTests.Scale(), Dense(3, activation: .softmax)], seed: 4)
      try model.build(inputShape: [2])
      try model.compile(optimizer: .adam, loss: .sparseCategoricalCrossentropy)
      return model
    }
    var model = try make()
    _ = try SavedModelCase.train(&model, 0..<2, callbacks: [try ModelCheckpoint(path, monitor: "loss")])
    let error = message { _ = try Sequential(contentsOf: path) }
    #expect(
      error?.contains("the architecture should be in the file, but is left out") == true, "\(error ?? "")")
    #expect(error?.contains("layer scale") == true && error?.contains("restore(from:)") == true)
    var restored = try make()
    #expect(try restored.restore(from: path) == 2)
    _ = try SavedModelCase.train(&model, 2..<3)
    _ = try SavedModelCase.train(&restored, 2..<3)
    #expect(SavedModelTests.bits(restored) == SavedModelTests.bits(model))
  }

  @Test("The name of another class is refused when a class is registered; the same one may come again")
  func names() throws {
    try OwnClasses.register()
    try OwnClasses.register()
    var text = message { try Keras.register(OwnClasses.OtherScale.self) }
    #expect(
      text
        == "OtherScale's kerasClassName is \"ColumnScale\", but must be one that no other class is registered under, as "
        + "ColumnScale is."
    )
    text = message { try Keras.register(OwnClasses.ShortScale.self) }
    #expect(
      text
        == "ShortScale's kerasClassName is \"column_scale\", but must be one that is not \"column_scale\" in snake case, "
        + "as \"ColumnScale\" of ColumnScale is."
    )
    text = message { try Keras.register(OwnClasses.OtherHuber.self) }
    #expect(
      text
        == "OtherHuber's kerasClassName is \"Huber\", but must be a name that no class of Logit has, even in snake case."
    )
    text = message { try Keras.register(OwnClasses.ShortHuber.self) }
    #expect(text?.contains("ShortHuber's kerasClassName is \"huber\"") == true, "\(text ?? "")")
  }

  @Test("A registered class of another family is refused where it is named")
  func otherFamily() throws {
    try OwnClasses.register()
    let text = message { _ = try Keras.loss(["class_name": "ColumnScale", "config": [:]]) }
    #expect(text?.contains("the class registered under this name is no loss") == true, "\(text ?? "")")
  }
}
