import Testing

@testable import Logit

/// Every schedule against Keras's learning rates.
@Suite struct ScheduleParityTests {
  struct Case: Sendable, CustomStringConvertible {
    var value: JSON
    var description: String { value["name"]?.text ?? "" }
    var className: String { value["config"]?["class_name"]?.text ?? "" }

    func schedule() throws -> any LearningRateSchedule {
      try KerasRegistry.schedules.make(value["config"] ?? .null)
    }

    /// Relative to the learning rate, or to a millionth of the largest, below which 1 - 1 is all that is
    /// left.
    func difference() throws -> Double {
      let schedule = try schedule()
      let expected = value["values"]?.floats ?? []
      let floor = Double(expected.max() ?? 0) * 1e-6
      return zip(ScheduleParityTests.steps, expected).reduce(0) { largest, pair in
        let found = Double(schedule.learningRate(step: pair.0))
        return max(largest, abs(found - Double(pair.1)) / max(abs(Double(pair.1)), floor))
      }
    }
  }

  static let file = KerasVectors.load("schedules")
  static let steps = (file["steps"]?.elements ?? []).map { Int($0.float) }
  static let cases = (file["cases"]?.elements ?? []).map { Case(value: $0) }

  @Test("The vectors are there")
  func vectors() {
    #expect(Self.cases.count == 29)
    #expect(Self.steps.count == 36)
  }

  // The operations are Keras's and round where it rounds; its powers, logarithms and cosines may be a unit in
  // the last place (1.2e-7) off the exact ones, and 1 + cos x magnifies that near its zero.
  @Test("Learning rates are Keras's", arguments: cases)
  func values(_ example: Case) throws {
    #expect(try example.difference() <= 1e-6)
  }

  @Test("Configurations are written as Keras writes them", arguments: cases)
  func configurations(_ example: Case) throws {
    let schedule = try example.schedule()
    try schedule.validate(owner: "SGD")
    #expect(try schedule.kerasValue == example.value["config"])
  }

  @Test("Configurations with every option moved make the round trip too")
  func movedConfigurations() throws {
    let cases = (KerasVectors.load("configs")["cases"]?.elements ?? []).filter {
      $0["family"]?.text == "schedule"
    }
    #expect(cases.count == 12)
    for example in cases {
      let json = try #require(example["json"])
      #expect(try KerasRegistry.schedules.make(json).kerasValue == json, "\(example["name"]?.text ?? "")")
    }
  }

  @Test("What is missing or unknown is refused by name")
  func refusals() {
    func message(_ className: String, _ config: JSON) -> String? {
      do {
        _ = try KerasRegistry.schedules.make(["class_name": .string(className), "config": config])
        return nil
      } catch { return "\(error)" }
    }
    #expect(
      message("ExponentialDecay", ["initial_learning_rate": .number(1)])?
        .contains("the option \"decay_steps\" is missing") == true)
    #expect(
      message("LinearDecay", .object([]))?
        .contains("there is no schedule with this name") == true)
  }

  @Test("The largest differences are noted")
  func parityTable() throws {
    for (name, cases) in Dictionary(grouping: Self.cases, by: \.className) {
      ParityTable.record(
        family: "schedules", item: name, configurations: cases.count,
        largestDifference: try cases.map { try $0.difference() }.max() ?? 0)
    }
  }
}
