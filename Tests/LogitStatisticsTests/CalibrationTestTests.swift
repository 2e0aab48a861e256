import Logit
import LogitStatistics
import Testing

/// Whether probabilities come true.
@Suite struct CalibrationTestTests {
  /// 60 rows whose probabilities are too near 0 and 1.
  private static let probabilities = (0..<60).map { Float(1 / (1 + exp(-(Double($0) - 29.5) / 6))) }
  private static let events = Array("000000010101010000101010101101011101011110111011111101110111").map {
    $0 == "1"
  }

  private static func exp(_ x: Double) -> Double {
    // A series of its own, so that nothing of the library is compared with itself.
    var (sum, term) = (1.0, 1.0)
    for k in 1..<60 {
      term *= x / Double(k)
      sum += term
    }
    return sum
  }

  @Test("Slope, intercept and tests are those of statsmodels and the formulas")
  func reference() throws {
    let test = try CalibrationTest(events: Self.events, probabilities: Self.probabilities)
    // statsmodels 0.14: Logit of the events on the log-odds, GLM with the log-odds as offset; SciPy's chi2 and norm.
    let slope = try #require(test.slope)
    #expect(abs(slope.value - 0.390_259_27) < 1e-7)
    #expect(abs((slope.interval?.lower ?? 0) - 0.163_620_81) < 1e-7)
    #expect(abs((slope.interval?.upper ?? 0) - 0.616_897_73) < 1e-7)
    let intercept = try #require(test.intercept)
    #expect(abs(intercept.value - 0.676_400_71) < 1e-7)
    #expect(abs((intercept.interval?.lower ?? 0) + 0.130_424_86) < 1e-7)
    #expect(abs((test.likelihoodRatio ?? 0) - 20.691_616_18) < 1e-6)
    #expect(abs((test.pValue ?? 0) / 3.212_718_21e-5 - 1) < 1e-6)
    #expect(abs((test.spiegelhalterZ ?? 0) - 5.354_745_56) < 1e-7)
    #expect(abs((test.spiegelhalterPValue ?? 0) / 8.567_689_58e-8 - 1) < 1e-6)
  }

  @Test("Probabilities that come true have a slope of 1 and are not found fault with")
  func comingTrue() throws {
    // Of ten rows with each probability, as many events as it says.
    let shares = (1...9).flatMap { tenth in (0..<10).map { _ in Float(tenth) / 10 } }
    let events = (1...9).flatMap { tenth in (0..<10).map { $0 < tenth } }
    let test = try CalibrationTest(events: events, probabilities: shares)
    #expect(abs((test.slope?.value ?? 0) - 1) < 1e-6 && abs(test.intercept?.value ?? 1) < 1e-6)
    #expect((test.pValue ?? 0) > 0.999_999 && abs(test.spiegelhalterZ ?? 1) < 1e-6)
  }

  @Test("What has no finite value or is not determined is nil")
  func undetermined() throws {
    // Divided without error, the wrong way round, too.
    for events in [[false, false, true, true], [true, true, false, false]] {
      let test = try CalibrationTest(events: events, probabilities: [0.1, 0.2, 0.7, 0.9])
      #expect(test.slope == nil && test.likelihoodRatio == nil && test.intercept != nil)
      #expect(test.pValue == test.spiegelhalterPValue && test.pValue != nil)
    }
    let alike = try CalibrationTest(events: [true, false, true], probabilities: [0.5, 0.5, 0.5])
    #expect(alike.slope == nil && alike.spiegelhalterZ == nil && alike.pValue == nil)
    // log(2): two of three against one half.
    #expect(abs((alike.intercept?.value ?? 0) - 0.693_147_18) < 1e-7)
    let one = try CalibrationTest(events: [true, true], probabilities: [0.2, 1])
    #expect(one.slope == nil && one.intercept == nil && one.spiegelhalterZ != nil)
    // A certainty that was wrong counts as a probability of 2⁻²⁴.
    let wrong = try CalibrationTest(events: [true, false, true, false], probabilities: [0, 0.2, 0.9, 1])
    #expect(wrong.slope?.value.isFinite == true && wrong.likelihoodRatio.map { $0 > 40 } == true)
  }

  @Test("What cannot be tested is refused")
  func misuse() {
    #expect(throws: LogitError.self) { try CalibrationTest(events: [true], probabilities: []) }
    #expect(throws: LogitError.self) { try CalibrationTest(events: [], probabilities: []) }
    #expect(throws: LogitError.self) {
      try CalibrationTest(events: [true, false], probabilities: [.nan, 0.5])
    }
    #expect(throws: LogitError.self) {
      try CalibrationTest(events: [true, false], probabilities: [0.1, 0.5], level: 1)
    }
  }
}
