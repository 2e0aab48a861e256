import LogitClassifier
import Testing

@Suite struct FitWarningTests {
  private static let rows = 400

  /// Classes of which the feature `x` tells something, and what a test adds.
  private static func warnings(
    _ added: [Column] = [], rareEvery: Int = 2, _ change: (inout ClassifierOptions) -> Void = { _ in }
  ) throws -> [FitWarning] {
    var generator = RandomGenerator(seed: 3)
    let noise = generator.normal(mean: 0, standardDeviation: 1, count: rows).scalars
    let labels = (0..<rows).map { $0 % rareEvery == 0 ? "yes" : "no" }
    let x = (0..<rows).map { noise[$0] + (labels[$0] == "yes" ? 1 : 0) }
    var options = ClassifierOptions()
    options.epochs = 60
    change(&options)
    let table = try Table([Column("x", numbers: x), Column("y", strings: labels)] + added)
    return try Classifier.fit(table, target: "y", options: options).report.warnings
  }

  @Test func `a sound run gives no warning`() throws {
    #expect(try Self.warnings() == [])
  }

  @Test func `columns left out are named with the reason`() throws {
    let found = try Self.warnings([
      Column("nothing", numbers: [Double](repeating: .nan, count: Self.rows)),
      Column("constant", integers: [Int](repeating: 3, count: Self.rows)),
      Column("number", integers: (1...Self.rows).map { $0 }),
      Column("name", strings: (0..<Self.rows).map { "patient \($0)" }),
    ])
    let names = found.compactMap { if case .columnLeftOut(let name, _) = $0 { name } else { nil } }
    #expect(names == ["nothing", "constant", "number", "name"])
    #expect(found.count == 4)
    #expect(found.map(\.description).allSatisfy { $0.hasSuffix(".") && $0.contains("was left out") })
  }

  @Test func `a column that was excluded is no warning`() throws {
    #expect(
      try Self.warnings([Column("id", integers: (1...Self.rows).map { $0 })]) { $0.excluded = ["id"] } == [])
  }

  @Test(arguments: [1.0, -1]) func `a feature that gives the answer away is named`(sign: Double) throws {
    let answer = Column("answer", numbers: (0..<Self.rows).map { sign * ($0 % 2 == 0 ? 5 : 1) })
    let found = try Self.warnings([answer])
    #expect(found == [.givesAnswerAway(feature: "answer", area: 1)])
  }

  @Test func `a rare class is a warning unless classes are weighted`() throws {
    let found = try Self.warnings(rareEvery: 20)
    #expect(found.contains(.imbalance(className: "yes", share: 0.05, largestClass: "no", largestShare: 0.95)))
    #expect(found.contains(.fewHeldOutRows(className: "yes", count: 4)))
    let weighted = try Self.warnings(rareEvery: 20) { $0.classWeight = .balanced }
    #expect(weighted == [.fewHeldOutRows(className: "yes", count: 4)])
  }

  @Test func `a loss that still falls is a warning`() throws {
    let set = Dataset.wine()
    var options = ClassifierOptions()
    options.epochs = 2
    let found = try Classifier.fit(set.table, target: set.target, options: options).report.warnings
    #expect(found.contains { if case .lossStillFalling(let share) = $0 { share > 0.05 } else { false } })
  }

  @Test func `a model that only guesses is a warning`() throws {
    let labels = (0..<Self.rows).map { $0 * 7919 % 401 % 2 == 0 ? "yes" : "no" }
    let table = try Table([
      Column("x", numbers: (0..<Self.rows).map { Double($0 % 10) }), Column("y", strings: labels),
    ])
    let found = try Classifier.fit(table, target: "y").report.warnings
    #expect(found.contains { if case .noBetterThanGuessing(_, true) = $0 { true } else { false } })
  }

  private final class Stop: Callback {
    func onEpochEnd(_ epoch: Int, logs: inout Logs, model: inout Sequential, control: inout TrainingControl) {
      if epoch == 1 { control.stopTraining = true }
    }
  }

  @Test func `training that was stopped says so`() throws {
    let set = Dataset.iris()
    let report = try Classifier.fit(set.table, target: set.target, callbacks: [Stop()]).report
    #expect(report.warnings.contains(.stoppedEarly(epoch: 2, epochs: 600)))
  }
}
