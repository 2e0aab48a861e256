#if Command
public import ArgumentParser
import Logit
public import LogitClassifier

/// How single columns are penalized.
struct ColumnPenaltyOptions: ParsableArguments {
  @Flag(help: "Penalize coefficients of numbers in their own units, not per standard deviation.")
  var noStandardize = false

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "How much a column is penalized, relative to the others; 0 for not at all, inf to leave it out; may be repeated; 1 by default.",
      valueName: "column=factor"))
  var penaltyFactor: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "The range of a column's coefficients in its own unit, such as age=0:inf; may be repeated; none by default.",
      valueName: "column=low:high"))
  var bounds: [String] = []
}

extension ColumnPenaltyOptions {
  /// The options that were given.
  var given: [String] {
    [
      ("--no-standardize", noStandardize), ("--penalty-factor", !penaltyFactor.isEmpty),
      ("--bounds", !bounds.isEmpty),
    ].filter(\.1).map(\.0)
  }

  /// The factors.
  ///
  /// - Throws: `ValidationError` for one that is out of range, or given twice.
  func factors() throws -> [String: Double] {
    let options = NamedValues(
      option: "--penalty-factor", expected: "a column, = and a number, such as age=0",
      twice: { "how much \"\($0)\" is penalized" })
    return try options.values(of: penaltyFactor) { value, text in
      guard let factor = Double(value), factor >= 0 else {
        throw OptionValueError(
          "--penalty-factor is '\(text.onOneLine)', but the factor must be a number, 0 or more, or inf.")
      }
      return factor
    }
  }

  /// The ranges.
  ///
  /// - Throws: `ValidationError` for one without 0, or given twice.
  func ranges() throws -> [String: ClosedRange<Double>] {
    try NamedValues(
      option: "--bounds", expected: "a column, = and a range, such as age=0:inf",
      twice: { "what the range of \"\($0)\" is" }
    ).values(of: bounds, Self.range)
  }

  private static func range(_ value: String, _ text: String) throws -> ClosedRange<Double> {
    let ends = value.split(separator: ":", omittingEmptySubsequences: false).map { Double($0) }
    guard ends.count == 2, let low = ends[0], let high = ends[1], low <= 0, high >= 0 else {
      throw OptionValueError(
        "--bounds is '\(text.onOneLine)', but the range must be two numbers with a colon between and 0 among them, such as "
          + "0:inf.")
    }
    return low...high
  }
}

extension ReferenceTool: ExpressibleByArgument {}
#endif
