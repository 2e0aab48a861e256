import Foundation
import Logit
import LogitStatistics
import Testing

/// Profile intervals beside a level all of whose rows are of one class.
@Suite struct SeparatedProfileTests {
  /// 12 events in 20 rows of the reference level, and 10 in 10 of the other.
  private static let (events, rows, ofLevel) = (12.0, 20.0, 10.0)
  private static let fall = 3.841458820694124

  private static func fit(
    isNegative: Bool = false, counts: Bool = false, _ change: (inout RegressionOptions) -> Void = { _ in }
  ) throws -> FittedRegression {
    var options = RegressionOptions()
    options.profiles = true
    change(&options)
    let names = ["no", "yes"]
    if counts {
      let design = try RegressionDesign(Tensor([[0], [1]] as [[Double]]), columnNames: ["level"])
      let successes = isNegative ? [rows - events, 0] : [events, ofLevel]
      return try FittedRegression(
        design, .counts(successes: successes, trials: [rows, ofLevel], names: names), options: options)
    }
    let x = (0..<30).map { [$0 < 20 ? 0.0 : 1] }
    let y: [Int32] = (0..<30).map { ($0 < 12 || $0 >= 20) != isNegative ? 1 : 0 }
    let design = try RegressionDesign(Tensor(x), columnNames: ["level"])
    return try FittedRegression(design, .classes(y, names: names), options: options)
  }

  /// log(1 + eˣ)
  private static func softplus(_ x: Double) -> Double { max(x, 0) + log1p(exp(-abs(x))) }

  /// The log likelihood of the events at log-odds a.
  private static func reference(_ a: Double) -> Double { events * a - rows * softplus(a) }

  /// The root of a function that falls.
  private static func root(_ low: Double, _ high: Double, _ value: (Double) -> Double) -> Double {
    var (low, high) = (low, high)
    for _ in 0..<200 {
      let middle = (low + high) / 2
      if value(middle) > 0 { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  private static let supremum = reference(log(1.5))

  /// The largest log likelihood with the level's coefficient held.
  private static func profile(_ level: Double) -> Double {
    func slope(_ a: Double) -> Double {
      events - rows / (1 + exp(-a)) + ofLevel / (1 + exp(a + level))
    }
    let a = root(-50, 50, slope)
    return reference(a) - ofLevel * softplus(-(a + level))
  }

  /// The value of the level's coefficient at which twice the log likelihood has fallen by the quantile.
  private static let end = root(-20, 40) { 2 * (supremum - profile($0)) - fall }

  @Test(
    "The coefficient that runs away has one end, that of the likelihood, and no other",
    arguments: [false, true])
  func oneSided(_ isNegative: Bool) throws {
    for counts in [false, true] {
      let found = try Self.fit(isNegative: isNegative, counts: counts).inference
      let level = found.coefficients[1]
      #expect(level.estimate == nil && level.divergingSign == (isNegative ? -1 : 1))
      let (inner, outer) =
        isNegative ? (level.confidenceHigh, level.confidenceLow) : (level.confidenceLow, level.confidenceHigh)
      #expect(outer == nil)
      let expected = isNegative ? -Self.end : Self.end
      #expect(abs((inner ?? .nan) - expected) < 1e-8 * abs(expected), "\(level)")
      #expect(level.oddsRatioLow == level.confidenceLow.map { exp($0) })
    }
  }

  @Test("The coefficients beside it have both ends of what the other rows leave", arguments: [false, true])
  func finite(_ counts: Bool) throws {
    let constant = try Self.fit(counts: counts).inference.coefficients[0]
    func fallen(_ a: Double) -> Double { 2 * (Self.supremum - Self.reference(a)) - Self.fall }
    let low = Self.root(-20, log(1.5), fallen)
    let high = Self.root(log(1.5), 20) { -fallen($0) }
    #expect(abs((constant.confidenceLow ?? .nan) - low) < 1e-8)
    #expect(abs((constant.confidenceHigh ?? .nan) - high) < 1e-8)
  }

  @Test("In the table the open end is infinite, and its odds ratio")
  func text() throws {
    let up = "\(try Self.fit().inference)"
    let line = try #require(up.split(separator: "\n").first { $0.contains("level ") })
    #expect(line.split(separator: " ").dropFirst().filter { $0 == "+inf" }.count == 4, "\(up)")
    let down = "\(try Self.fit(isNegative: true).inference)"
    #expect(down.contains("-inf"), "\(down)")
  }

  @Test("Where classes are separated completely, only a coefficient without another way out has an end")
  func complete() throws {
    var options = RegressionOptions()
    options.profiles = true
    let x: [[Double]] = (0..<20).map { [Double($0)] }
    let y: [Int32] = (0..<20).map { $0 < 10 ? 0 : 1 }
    let found = try FittedRegression(
      RegressionDesign(Tensor(x)), .classes(y, names: ["a", "b"]), options: options
    ).inference
    let slope = found.coefficients[1]
    #expect((slope.confidenceLow ?? 0) > 0 && slope.confidenceHigh == nil, "\(slope)")
  }
}

/// What is said of numbers that have few digits, and of errors by few clusters.
@Suite struct InferenceWordsTests {
  @Test("An odds ratio near 1 has the digits that tell it from 1", arguments: [1.2e-7, -1.2e-7, 3e-4, 0.2])
  func ratios(_ slope: Double) throws {
    // A column of so large a unit that a step of 1 hardly matters.
    let unit = 1 / abs(slope)
    let x: [[Double]] = (0..<200).map { [Double($0 * 37 % 101) / 50 * unit] }
    let y: [Int32] = (0..<200).map { (Double($0 * 37 % 101 + $0 % 29) > 64) == (slope > 0) ? 1 : 0 }
    let found = try FittedRegression(RegressionDesign(Tensor(x)), .classes(y, names: ["a", "b"])).inference
    let line = found.coefficients[1]
    let shown = try #require("\(found)".split(separator: "\n").first { $0.contains("x1") })
      .split(separator: " ").suffix(3).compactMap { Double($0) }
    #expect(shown.count == 3)
    for (text, ratio) in zip(shown, [line.oddsRatio, line.oddsRatioLow, line.oddsRatioHigh]) {
      let ratio = try #require(ratio)
      #expect(text != 1 && abs((text - 1) / (ratio - 1) - 1) < 0.06, "\(text) for \(ratio)")
    }
  }

  /// Columns are taken in any unit, but in one unit.
  @Test(
    "A column that only a row of weight 0 puts beyond the range of squares is called by its name",
    arguments: [(1.0, "The deviation of \"far\""), (1e200, "The largest size of \"far\"")])
  func range(uncounted: Double, words: String) throws {
    let x: [[Double]] = (0..<20).map { row in
      let far: Double = row == 0 ? uncounted : Double(row % 3) * 1e-200
      return [Double(row % 7), far]
    }
    let design = try RegressionDesign(Tensor(x), columnNames: ["dose", "far"])
    let y: [Int32] = (0..<20).map { $0 % 5 < 2 ? 0 : 1 }
    var options = RegressionOptions()
    options.weights = (0..<20).map { $0 == 0 ? 0 : 1 }
    let error = #expect(throws: LogitError.self) {
      try FittedRegression(design, .classes(y, names: ["a", "b"]), options: options)
    }
    #expect("\(try #require(error))".contains(words))
    // Without that row there is nothing to refuse.
    let counted = try RegressionDesign(Tensor(Array(x.dropFirst())), columnNames: ["dose", "far"])
    let found = try FittedRegression(counted, .classes(Array(y.dropFirst()), names: ["a", "b"])).inference
    #expect(found.isConverged && found.coefficients.allSatisfy { $0.standardError != nil })
  }
}
