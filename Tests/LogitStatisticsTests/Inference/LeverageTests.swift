import Logit
import LogitStatistics
import Testing

@Suite("Rows that alone decide a coefficient")
struct LeverageTests {
  /// Counts in three groups, of which one is a single row: its leverage is 1.
  private func fit(_ change: (inout RegressionOptions) -> Void = { _ in }) throws -> FittedRegression {
    let groups = [0, 0, 1, 2, 1, 0, 1]
    let x = try Tensor(groups.flatMap { [$0 == 1 ? 1.0 : 0, $0 == 2 ? 1 : 0] }, shape: [groups.count, 2])
    var options = RegressionOptions()
    change(&options)
    return try FittedRegression(
      RegressionDesign(x, columnNames: ["b", "c"]),
      .counts(
        successes: [3, 1, 4, 2, 6, 2, 3], trials: [9, 4, 7, 5, 8, 6, 5], names: ["failure", "success"]),
      options: options)
  }

  @Test(
    "Corrections that divide by what is left of the leverage are refused with the row, the others are not")
  func corrections() throws {
    for kind in RegressionOptions.HeteroskedasticityCorrection.allCases {
      guard kind == .hc2 || kind == .hc3 else {
        let found = try fit { $0.standardErrors = .robust(kind) }.inference
        #expect(found.coefficients.allSatisfy { $0.standardError != nil })
        continue
      }
      let error = #expect(throws: LogitError.self) {
        try fit { $0.standardErrors = .robust(kind) }
      }
      let text = try #require(error).description
      #expect(text.hasPrefix("The leverage of row 3 (counted from 0) is 1, but must be below 1"), "\(text)")
      #expect(text.contains(kind.rawValue) && text.contains("take hc0 or hc1"))
      let ofTable = #expect(throws: LogitError.self) {
        try fit {
          $0.standardErrors = .robust(kind)
          $0.rowNumbers = .ofTable([0, 2, 4, 6, 8, 10, 12])
        }
      }
      #expect(try #require(ofTable).description.hasPrefix("The leverage of row 7 is 1"))
    }
  }

  @Test("A row without weight, or of a frequency above 1, is not refused")
  func weights() throws {
    for frequency in [0.0, 2] {
      let found = try fit {
        $0.standardErrors = .robust(.hc3)
        $0.frequencyWeights = [1, 1, 1, frequency, 1, 1, 1]
      }.inference
      #expect(found.coefficients[1].standardError != nil)
    }
  }

  @Test("A row with the leverage 1 has no standardized residual and no distance, as in R")
  func influence() throws {
    let rows = try fit().influence()
    #expect(rows.map { $0.leverage == 1 } == [false, false, false, true, false, false, false])
    for (row, influence) in rows.enumerated() {
      let isMissing = row == 3
      #expect((influence.standardizedPearson == nil) == isMissing)
      #expect((influence.standardizedDeviance == nil) == isMissing)
      #expect((influence.cooksDistance == nil) == isMissing)
      #expect(abs(influence.pearson) < 10 && abs(influence.deviance) < 10)
    }
    #expect(abs(rows[3].fitted - 0.4) < 1e-12)
    // A model with a coefficient for each row.
    let x = try Tensor((0..<4).flatMap { row in (1..<4).map { $0 == row ? 1.0 : 0 } }, shape: [4, 3])
    let saturated = try FittedRegression(
      RegressionDesign(x),
      .counts(successes: [1, 2, 3, 4], trials: [5, 5, 7, 9], names: ["failure", "success"]))
    #expect(try saturated.influence().allSatisfy { $0.leverage == 1 && $0.cooksDistance == nil })
  }
}
