import Logit
import LogitFiles

extension Standardization {
  /// Takes what was learned from a file: mean and variance in double precision.
  ///
  /// - Throws: `LogitError.invalidConfiguration` for anything but finite numbers, the variance at least 0.
  init(_ options: inout JSONFields) throws {
    let center = try DoubleDouble(&options, "mean")
    let variance = try options.requiredDouble("variance")
    guard variance >= 0 else {
      throw options.wrong("variance", expected: "at least 0", found: .number(variance))
    }
    let exponent = try options.optionalInteger("exponent", in: -1100...1100) ?? 0
    self.init(center: center, variance: variance, exponent: exponent)
  }
}

extension DoubleDouble {
  /// The number under a name, and under the name with `_rest` what a double does not hold of it.
  func members(_ name: String) -> [JSON.Member] {
    let rest = low == 0 ? [] : [JSON.Member(name + "_rest", .number(low))]
    return [JSON.Member(name, .number(high))] + rest
  }

  /// Takes what ``members(_:)`` wrote.
  ///
  /// - Throws: `LogitError.invalidConfiguration` for anything but finite numbers.
  init(_ options: inout JSONFields, _ name: String) throws {
    let rest = try options.optionalDouble(name + "_rest") ?? 0
    let high = try options.requiredDouble(name)
    guard rest.magnitude <= high.ulp else {
      throw options.wrong(
        name + "_rest", expected: "at most one unit in the last place", found: .number(rest))
    }
    self.init(sum: high, rest)
  }
}

extension Double {
  /// The number for people: nine digits at most.
  var summaryText: String {
    let short = Float(self)
    if Double(short) == self { return short.shortText }
    return PythonFormat(".9g")?.text(for: self) ?? shortText
  }
}
