import Foundation
import Logit
import Testing

/// The example ResumableTraining, killed and started again.
@Suite struct ResumableTrainingTests {
  /// How often training is killed: 5 times, or as `LOGIT_KILL_COUNT` says.
  static let killCount = ProcessInfo.processInfo.environment["LOGIT_KILL_COUNT"].flatMap { Int($0) } ?? 5

  /// Whether `fit` begins where a callback tells it to; without that there is nothing to resume.
  static let fitFollowsInitialEpoch = (try? followsInitialEpoch()) ?? false

  private static func followsInitialEpoch() throws -> Bool {
    var model = try Sequential(seed: 1) { Dense(1, inputShape: [1], activation: .sigmoid) }
    try model.compile(optimizer: .sgd(), loss: .binaryCrossentropy)
    let late = LambdaCallback(onTrainBegin: { _, control in control.initialEpoch = 1 })
    let history = try model.fit(
      Tensor([0, 1]), Tensor([0, 1]), epochs: 2, verbose: .silent, callbacks: [late])
    return history.epochs == [1]
  }

  private struct Run {
    let process = Process()
    let output = Pipe()

    init(backup: String) throws {
      process.executableURL = DemoTests.products.appendingPathComponent("ResumableTraining")
      process.arguments = [backup]
      process.standardOutput = output
      try process.run()
    }

    /// Kills the process, unless it has ended. Returns what it printed if it had ended well.
    func kill() -> String? {
      if process.isRunning { Foundation.kill(process.processIdentifier, SIGKILL) }
      return wait()
    }

    func wait() -> String? {
      let text = output.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      guard process.terminationReason == .exit, process.terminationStatus == 0 else { return nil }
      return String(decoding: text, as: UTF8.self)
    }
  }

  @Test(
    "Training that is killed at any moment and started again ends with the same bits",
    .enabled(if: fitFollowsInitialEpoch, "needs a fit that begins at control.initialEpoch"))
  func killed() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("logit-resume-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let clock = ContinuousClock()
    let begun = clock.now
    let expected = try #require(try Run(backup: folder.appendingPathComponent("whole").path).wait())
    let duration = begun.duration(to: clock.now)
    #expect(expected.split(separator: "\n").count == 4)

    let backup = folder.appendingPathComponent("killed").path
    var generator = RandomGenerator(seed: 20)
    var (kills, resumptions) = (0, 0)
    // A training that was quicker than its killer leaves no backup, so the next one starts from nothing.
    for _ in 0..<20 * Self.killCount where kills < Self.killCount {
      if FileManager.default.fileExists(atPath: backup) { resumptions += 1 }
      let run = try Run(backup: backup)
      Thread.sleep(forTimeInterval: generator.random() * duration.seconds)
      if let output = run.kill() { #expect(output == expected) } else { kills += 1 }
    }
    #expect(kills == Self.killCount)
    #expect(resumptions > 0)
    let output = try #require(try Run(backup: backup).wait())
    #expect(output == expected)
    #expect(!FileManager.default.fileExists(atPath: backup))
  }
}
