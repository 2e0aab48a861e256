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

  @OptionGroup var columns: ColumnPenaltyOptions

  @Option(
    help: ArgumentHelp(
      "glmnet, to divide categories by their deviations, too, as it does; by default they are 0 or 1.",
      valueName: "tool"))
  var like: ReferenceTool?
}

extension PenaltyPathOptions {
  /// As the library takes them.
  ///
  /// - Throws: `ValidationError` for an option that is out of range, or contradicts another.
  func options() throws -> PathOptions {
    var options = PathOptions()
    guard (0...1).contains(l1Ratio) else {
      throw OptionValueError("--l1-ratio is \(l1Ratio), but must be from 0 to 1.")
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
        throw OptionValueError("--lambda-count is \(lambdaCount), but must be from 1 to 10,000.")
      }
      options.lambdaCount = lambdaCount
    }
    if let lambdaMinRatio, !(lambdaMinRatio > 0 && lambdaMinRatio < 1) {
      throw OptionValueError("--lambda-min-ratio is \(lambdaMinRatio), but must be above 0 and below 1.")
    }
    options.lambdaMinRatio = lambdaMinRatio
    options.standardizes = !columns.noStandardize
    options.penaltyFactors = try columns.factors()
    options.bounds = try columns.ranges()
    if let like, like != .glmnet {
      throw ValidationError(
        "--like \(like.rawValue) is for logit fit: of these programs only glmnet follows a path; give --like glmnet, or none."
      )
    }
    options.like = like
    return options
  }

  private static func lambdas(_ text: String) throws -> [Double] {
    let values = try [String](list: text, option: "--lambdas").map { item in
      guard let value = Double(item), value >= 0, value.isFinite else {
        throw OptionValueError(
          "--lambdas has '\(item.onOneLine)', but must be numbers, 0 or more, with commas between.")
      }
      return value
    }
    guard !values.isEmpty else {
      throw OptionValueError("--lambdas is empty, but must have at least one number.")
    }
    return values
  }
}
#endif
