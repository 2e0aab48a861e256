import Testing

@testable import Logit

/// What a job throws, and the model it leaves.
@Suite struct TrainingJobErrorTests {
  @Test("What is wrong with the arguments is thrown by the value, and the model is as it was")
  func badInput() async throws {
    let rows = TrainingJobCase.rows()
    let model = try TrainingJobCase.layers.model()
    let job = model.training(rows.x, rows.y, epochs: 0)
    await #expect(throws: LogitError.invalidOption(name: "epochs", value: "0", expected: "at least 1")) {
      try await job.value
    }
    #expect(try await TrainingJobCase.bytes(#require(job.reached)) == TrainingJobCase.bytes(model))
    #expect(job.history.epochs.isEmpty)
    let uncompiled = try Sequential([Dense(1, inputShape: [2])])
    await #expect(throws: LogitError.notCompiled(operation: "fit")) {
      try await uncompiled.training(rows.x, rows.y).value
    }
  }

  @Test("After an error in training the last finite model is there")
  func diverged() async throws {
    let rows = TrainingJobCase.rows()
    var model = try Sequential([Dense(1, inputShape: [2])], seed: 1)
    try model.compile(optimizer: .sgd(learningRate: 1e18), loss: .meanSquaredError)
    let job = model.training(rows.x, rows.y, epochs: 20)
    let error = await #expect(throws: LogitError.self) { try await job.value }
    guard case .trainingDiverged = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    let reached = try #require(await job.reached)
    #expect(reached.weights.allSatisfy { $0.scalars.allSatisfy(\.isFinite) })
    #expect(await job.resumed() === job)
  }

  @Test("What a callback throws ends the job")
  func callbackThrows() async throws {
    struct Enough: Error {}
    let rows = TrainingJobCase.rows()
    let job = try TrainingJobCase.run.model().training(
      rows.x, rows.y, epochs: 9,
      callbacks: [LambdaCallback(onEpochEnd: { epoch, _, _, _ in if epoch == 3 { throw Enough() } })])
    await #expect(throws: Enough.self) { try await job.value }
    #expect(job.history.epochs == [0, 1, 2])
    let reached = try #require(await job.reached)
    #expect(reached.weights.allSatisfy { $0.scalars.allSatisfy(\.isFinite) })
  }
}
