import Foundation
import Logit
import Testing

/// The example ResumableTraining, killed and started again.
@Suite struct ResumableTrainingTests {
  /// How often training is killed: 5 times, or as `LOGIT_KILL_COUNT` says.
  static let killCount = ProcessInfo.processInfo.environment["LOGIT_KILL_COUNT"].flatMap { Int($0) } ?? 5

  /// A run of the example.
  private struct Run {
    let process = Process()

    /// - Parameter frequency: The number of batches between backups; `nil` for one after each epoch.
    init(backup: URL, result: URL, frequency: Int?) throws {
      process.executableURL = DemoTests.products.appendingPathComponent("ResumableTraining")
      process.arguments = [backup.path, result.path] + (frequency.map { ["\($0)"] } ?? [])
      try process.run()
    }

    /// Kills the process, unless it has ended. Returns whether it had ended well.
    func kill() -> Bool {
      if process.isRunning { Foundation.kill(process.processIdentifier, SIGKILL) }
      return wait()
    }

    func wait() -> Bool {
      process.waitUntilExit()
      return process.terminationReason == .exit && process.terminationStatus == 0
    }
  }

  @Test(
    "Training that is killed at any moment and started again ends with the same checkpoint",
    arguments: [nil, 7] as [Int?])
  func killed(frequency: Int?) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("logit-resume-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (whole, result) = (
      folder.appendingPathComponent("whole.safetensors"), folder.appendingPathComponent("result.safetensors")
    )
    let clock = ContinuousClock()
    let begun = clock.now
    let first = try Run(backup: folder.appendingPathComponent("whole"), result: whole, frequency: frequency)
    try #require(first.wait())
    let duration = begun.duration(to: clock.now)
    // Weights, what the optimizer keeps, seed and position.
    let expected = try Data(contentsOf: whole)
    #expect(expected.firstRange(of: Data("\"optimizer/velocity\"".utf8)) != nil)

    let backup = folder.appendingPathComponent("killed")
    var generator = RandomGenerator(seed: 20)
    var (kills, resumptions) = (0, 0)
    // A training that was quicker than its killer leaves no backup, so the next one starts from nothing.
    for _ in 0..<20 * Self.killCount where kills < Self.killCount {
      if FileManager.default.fileExists(atPath: backup.path) { resumptions += 1 }
      let run = try Run(backup: backup, result: result, frequency: frequency)
      Thread.sleep(forTimeInterval: generator.random() * duration.seconds)
      if run.kill() { #expect(try Data(contentsOf: result) == expected) } else { kills += 1 }
    }
    #expect(kills == Self.killCount)
    #expect(resumptions > 0)
    try #require(Run(backup: backup, result: result, frequency: frequency).wait())
    #expect(try Data(contentsOf: result) == expected)
    #expect(!FileManager.default.fileExists(atPath: backup.path))
  }
}
