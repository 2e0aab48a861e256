#if Command
import ArgumentParser
import Logit
import LogitClassifier

/// How the penalty is varied.
struct PenaltyPathOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The share of the penalty that is on absolute values, from 0 for ridge to 1 for the lasso.",
      valueName: "share"))
  var l1Ratio = 1.0

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The strengths of the penalty, with commas between; by default glmnet's sequence, from the least that makes all coefficients 0.",
      valueName: "a,b"))
  var lambdas: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The length of glmnet's sequence; 100 by default.", valueName: "n"))
  var lambdaCount: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The last lambda of glmnet's sequence as a share of its first; 0.0001 by default, 0.01 for fewer rows than features.",
      valueName: "share"))
  var lambdaMinRatio: Double?

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

extension PenaltyPathOptions {
  /// As the library takes them.
  ///
  /// - Throws: `ValidationError` for an option that is out of range, or contradicts another.
  func options() throws -> PathOptions {
    var options = PathOptions()
    guard (0...1).contains(l1Ratio) else {
      throw ValidationError("--l1-ratio is \(l1Ratio), but must be from 0 to 1.")
    }
    options.l1Ratio = l1Ratio
    options.lambdas = try lambdas.map(Self.lambdas)
    for (option, isGiven) in [
      ("--lambda-count", lambdaCount != nil), ("--lambda-min-ratio", lambdaMinRatio != nil),
    ]
    where isGiven && lambdas != nil {
      throw ValidationError("--lambdas and \(option) both say which lambdas there are; give one of them.")
    }
    if let lambdaCount {
      guard (1...10_000).contains(lambdaCount) else {
        throw ValidationError("--lambda-count is \(lambdaCount), but must be from 1 to 10,000.")
      }
      options.lambdaCount = lambdaCount
    }
    if let lambdaMinRatio, !(lambdaMinRatio > 0 && lambdaMinRatio < 1) {
      throw ValidationError("--lambda-min-ratio is \(lambdaMinRatio), but must be above 0 and below 1.")
    }
    options.lambdaMinRatio = lambdaMinRatio
    options.standardizes = !noStandardize
    for text in penaltyFactor {
      let (column, value) = try Self.pair(text, "--penalty-factor", "a column, = and a number, such as age=0")
      guard let factor = Double(value), factor >= 0 else {
        throw ValidationError(
          "--penalty-factor is '\(text.onOneLine)', but the factor must be a number, 0 or more, or inf.")
      }
      guard options.penaltyFactors.updateValue(factor, forKey: column) == nil else {
        throw ValidationError(
          "--penalty-factor says twice how much \"\(column)\" is penalized; give one of them.")
      }
    }
    for text in bounds {
      let (column, value) = try Self.pair(text, "--bounds", "a column, = and a range, such as age=0:inf")
      guard options.bounds.updateValue(try Self.range(value, of: text), forKey: column) == nil else {
        throw ValidationError("--bounds says twice what the range of \"\(column)\" is; give one of them.")
      }
    }
    return options
  }

  /// Whether `logit fit` has options for all that was asked for.
  var isKnownToFit: Bool { !noStandardize && penaltyFactor.isEmpty && bounds.isEmpty }

  private static func lambdas(_ text: String) throws -> [Double] {
    let values = try [String](list: text, option: "--lambdas").map { item in
      guard let value = Double(item), value >= 0, value.isFinite else {
        throw ValidationError(
          "--lambdas has '\(item.onOneLine)', but must be numbers, 0 or more, with commas between.")
      }
      return value
    }
    guard !values.isEmpty else {
      throw ValidationError("--lambdas is empty, but must have at least one number.")
    }
    return values
  }

  /// The column and what is said of it.
  private static func pair(
    _ text: String, _ option: String, _ expected: String
  ) throws -> (column: String, value: String) {
    // A column may have = in its name, a number does not.
    guard let mark = text.lastIndex(of: "="), mark > text.startIndex else {
      throw ValidationError("\(option) is '\(text.onOneLine)', but must be \(expected).")
    }
    return (String(text[..<mark]), String(text[text.index(after: mark)...]))
  }

  private static func range(_ value: String, of text: String) throws -> ClosedRange<Double> {
    let ends = value.split(separator: ":", omittingEmptySubsequences: false).map { Double($0) }
    guard ends.count == 2, let low = ends[0], let high = ends[1], low <= 0, high >= 0 else {
      throw ValidationError(
        "--bounds is '\(text.onOneLine)', but the range must be two numbers with a colon between and 0 among them, such as "
          + "0:inf.")
    }
    return low...high
  }
}
#endif
