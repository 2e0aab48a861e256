import Foundation
import LogitFiles
import Testing

@testable import Logit

/// One file for a model: what is opened is what was saved, and is trained on to the same bits.
@Suite final class SavedModelTests {
  let folder: URL
  private var path: String { folder.appendingPathComponent("model.safetensors").path }

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("logit-saved-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  static func bits(_ model: Sequential) -> [UInt32] {
    (model.parameters.scalars + model.optimizerState.slots.scalars).map(\.bitPattern)
  }

  @Test(
    "A model that is saved, opened and trained on has the bits and logs of one that was not saved",
    arguments: SavedModelCase.optimizers + SavedModelCase.kinds)
  func trainedOn(_ kind: SavedModelCase) throws {
    var model = try kind.model()
    _ = try SavedModelCase.train(&model, 0..<2)
    try model.save(to: path)
    var opened = try Sequential(contentsOf: path)
    #expect(Self.bits(opened) == Self.bits(model))
    #expect(try opened.predict(SavedModelCase.rows.x) == model.predict(SavedModelCase.rows.x))
    #expect(opened.seed == model.seed && opened.name == "kind" && opened.nextEpoch == 2)
    #expect(try opened.encoded() == model.encoded())
    #expect(try opened.learningRate == model.learningRate)

    let expected = try SavedModelCase.train(&model, 2..<4)
    #expect(try SavedModelCase.train(&opened, opened.nextEpoch..<4) == expected)
    #expect(Self.bits(opened) == Self.bits(model))
    #expect(opened.optimizerState.iteration == model.optimizerState.iteration)
    #expect(try opened.encoded() == model.encoded())
  }

  @Test("Layers, optimizer, loss and metrics come back as they were, and can be read")
  func settings() throws {
    var model = try SavedModelCase.optimizers[0].model()
    let adam = Adam(learningRate: 0.1, beta1: 0.8, options: OptimizerOptions(weightDecay: 0.25))
    try model.compile(
      optimizer: adam, loss: .sparseCategoricalCrossentropy, metrics: [.accuracy],
      weightedMetrics: [.sparseTopKCategoricalAccuracy(k: 2)])
    #expect(model.optimizer as? Adam == adam)
    try model.save(to: path)
    let opened = try Sequential(contentsOf: path)
    // The learning rate in all its digits too, which Keras would round.
    #expect(opened.optimizer as? Adam == adam)
    #expect((opened.loss as? SparseCategoricalCrossentropy) != nil)
    #expect(opened.metrics.map(\.name) == ["accuracy"])
    #expect(opened.weightedMetrics.count == 1)
    #expect(opened.isCompiled && opened.layers.map(\.name) == ["dense", "dense_1"])
    #expect(opened.layers.map(\.inputShape) == [[2], [5]])
    let plain = try Sequential { Dense(1, inputShape: [1]) }
    #expect(plain.optimizer == nil && plain.loss == nil && plain.metrics.isEmpty && !plain.isCompiled)
  }

  @Test("A learning rate that was changed by hand comes back with all digits")
  func learningRate() throws {
    var model = try SavedModelCase.optimizers[2].model()
    _ = try SavedModelCase.train(&model, 0..<1)
    let opened = try Sequential(bytes: model.encoded())
    #expect(opened.optimizer?.learningRate.constant == 1.0 / 3)
  }

  @Test("URLs and paths name the same file; the URL of something else is refused")
  func urls() throws {
    let url = folder.appendingPathComponent("with blank å.safetensors")
    var model = try SavedModelCase.optimizers[0].model()
    _ = try SavedModelCase.train(&model, 0..<1)
    try model.save(to: url)
    #expect(FileManager.default.fileExists(atPath: url.path))
    #expect(Self.bits(try Sequential(contentsOf: url)) == Self.bits(model))
    var other = try SavedModelCase.optimizers[0].model()
    #expect(try other.restore(from: url) == 1)
    #expect(Self.bits(other) == Self.bits(model))
    let web = URL(string: "https://example.com/model.safetensors")!
    let reason = "it is not the URL of a file"
    #expect(throws: FileError.notWritten(path: web.absoluteString, reason: reason)) {
      try model.save(to: web)
    }
    #expect(throws: FileError.notRead(path: web.absoluteString, reason: reason)) {
      try Sequential(contentsOf: web)
    }
  }

  @Test("A model that is not compiled, or saved without the optimizer's state, is opened for predictions")
  func predictions() throws {
    let plain = try Sequential(SavedModelCase.hidden(), seed: 3)
    try plain.save(to: path)
    let opened = try Sequential(contentsOf: path)
    #expect(!opened.isCompiled && opened.weights == plain.weights)
    var model = try SavedModelCase.optimizers[2].model()
    _ = try SavedModelCase.train(&model, 0..<1)
    try model.save(to: path, includingOptimizer: false)
    let weights = try Sequential(contentsOf: path)
    #expect(weights.weights == model.weights && weights.optimizerState.iteration == 0 && weights.isCompiled)
  }

  @Test("Epochs of a part of the rows go on after opening as without")
  func partsOfAPass() throws {
    func train(_ model: inout Sequential) throws {
      try model.fit(
        SavedModelCase.rows.x, SavedModelCase.rows.y, epochs: 3, batchSize: 16, verbose: .silent,
        stepsPerEpoch: 3)
    }
    var model = try SavedModelCase.optimizers[0].model()
    try train(&model)
    #expect(model.position.step > 0)
    var opened = try Sequential(bytes: model.encoded())
    try train(&model)
    try train(&opened)
    #expect(Self.bits(opened) == Self.bits(model))
  }

  /// Saves the model in the middle of the second epoch.
  private func saving(_ path: String) -> LambdaCallback {
    LambdaCallback(onTrainBatchEnd: { batch, _, model, _ in
      if batch == 2, model.optimizerState.iteration > 5 { try model.save(to: path, epoch: 1) }
    })
  }

  @Test("A model that a callback saves in the middle of an epoch goes on there when it is opened")
  func inTheMiddle() throws {
    let kind = SavedModelCase.kinds[1]
    var model = try kind.model()
    let expected = try SavedModelCase.train(&model, 0..<2, callbacks: [saving(path)])
    var opened = try Sequential(contentsOf: path)
    #expect(opened.nextEpoch == 1 && opened.position.batch == 3)
    let history = try SavedModelCase.train(&opened, opened.nextEpoch..<2, callbacks: [saving(path + "2")])
    #expect(history["loss"] == [expected["loss"][1]])
    #expect(Self.bits(opened) == Self.bits(model))
  }

  @Test("A model whose training was cancelled keeps where that was")
  func cancelled() throws {
    let (x, y) = SavedModelCase.rows
    var whole = try SavedModelCase.kinds[1].model()
    _ = try SavedModelCase.train(&whole, 0..<3)
    var model = try SavedModelCase.kinds[1].model()
    var looks = 0
    let watch = TrainingWatch(
      reporter: nil,
      isCancelled: {
        looks += 1
        return looks > 7
      }, lookInterval: .zero)
    var fit = RowsFit(
      x, y, sampleWeight: nil, classWeight: nil, epochs: 3, batchSize: 16, callbacks: [], validationData: nil,
      validationBatchSize: 16)
    #expect(throws: CancellationError.self) { _ = try fit.train(&model, watch: watch) }
    let epoch = try #require(model.interruptedEpoch)
    var opened = try Sequential(bytes: model.encoded())
    #expect(opened.interruptedEpoch == epoch && opened.nextEpoch == epoch)
    #expect(opened.resumeInterruptedEpoch() == epoch)
    fit.initialEpoch = epoch
    _ = try fit.train(&opened, watch: nil)
    #expect(Self.bits(opened) == Self.bits(whole))
  }

  @Test("A model without weights cannot be saved")
  func unbuilt() throws {
    let model = try Sequential { Dense(1) }
    #expect(throws: LogitError.notBuilt(operation: "a model's file")) { try model.save(to: path) }
  }
}
