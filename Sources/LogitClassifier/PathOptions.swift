import Logit
import LogitData

/// How a penalty is varied in ``CoefficientPath`` and ``PenaltyValidation``.
///
/// For each λ of a descending sequence the optimum is that of the mean loss of the rows, weighted, and
///
///     λ · Σⱼ fⱼ (ρ · |βⱼ| + (1 − ρ)/2 · βⱼ²)
///
/// for the weights β of the features as they are encoded: numbers have deviation 1, categories are 0 or 1. So
/// a λ means what it means in ``OptimumOptions``.
public struct PathOptions: Sendable, Equatable {
  /// ρ, the share of the penalty that is on absolute values, from 0 to 1; 1 by default, which is the lasso.
  public var l1Ratio = 1.0
  /// Each λ, finite and not negative, in any order; glmnet's sequence by default.
  public var lambdas: [Double]?
  /// The length of glmnet's sequence, at least 1; 100 by default. It ends earlier where everything is
  /// explained.
  public var lambdaCount = 100
  /// The last λ of glmnet's sequence as a share of its first, above 0 and below 1; by default 1e-4, and 1e-2
  /// where there are fewer rows than features.
  public var lambdaMinRatio: Double?
  /// Whether the penalty is on the weights of numbers divided by their deviations; if not, of numbers in
  /// their own units. `true` by default.
  public var standardizes = true
  /// f of columns, not negative: how much all features of a column are penalized, relative to the others; 1
  /// each by default. With 0 a column is free, and with infinity it is left out. As in glmnet the factors are
  /// scaled to a sum that is the number of features.
  public var penaltyFactors: [String: Double] = [:]
  /// The range of the coefficients of columns, in original units, 0 within; none by default.
  public var bounds: [String: ClosedRange<Double>] = [:]

  /// The program whose conventions hold; only ``ReferenceTool/glmnet`` follows a path, and divides categories
  /// by their deviations, too. Those of Logit by default.
  public var like: ReferenceTool?

  /// The defaults.
  public init() {}

  /// Which columns the regression has, and in which units they are penalized.
  var design: DesignOptions {
    DesignOptions(
      scaling: standardizes ? ToolConventions(like).scaling : .none, penaltyFactors: penaltyFactors,
      bounds: bounds)
  }

  /// Checks what the rows do not decide.
  ///
  /// - Throws: `LogitError.invalidOption(name:value:expected:)`.
  func validate() throws {
    func require(_ holds: Bool, _ name: String, _ value: String, _ expected: String) throws {
      guard !holds else { return }
      throw LogitError.invalidOption(name: name, value: value, expected: expected)
    }
    try require((0...1).contains(l1Ratio), "l1 ratio", "\(l1Ratio)", "from 0 to 1")
    try require(lambdaCount >= 1, "lambda count", "\(lambdaCount)", "at least 1")
    if let ratio = lambdaMinRatio {
      try require(ratio > 0 && ratio < 1, "lambda min ratio", "\(ratio)", "above 0 and below 1")
    }
    if let lambdas {
      try require(!lambdas.isEmpty, "lambdas", "empty", "at least one")
      for lambda in lambdas {
        try require(lambda >= 0 && lambda.isFinite, "lambdas", "\(lambda)", "at least 0 and finite")
      }
    }
    try Self.validate(penaltyFactors: penaltyFactors, bounds: bounds)
    guard like == nil || like == .glmnet else {
      throw LogitError.invalidOption(
        name: "like", value: like?.rawValue ?? "",
        expected: "glmnet, the only one of them that follows a path")
    }
  }

  /// Checks factors and ranges.
  ///
  /// - Throws: `LogitError.invalidOption(name:value:expected:)`.
  static func validate(
    penaltyFactors: [String: Double], bounds: [String: ClosedRange<Double>]
  ) throws {
    func require(_ holds: Bool, _ name: String, _ value: String, _ expected: String) throws {
      guard !holds else { return }
      throw LogitError.invalidOption(name: name, value: value, expected: expected)
    }
    for (column, factor) in penaltyFactors.sorted(by: { $0.key < $1.key }) {
      try require(factor >= 0, "penalty factor of \"\(column)\"", "\(factor)", "at least 0")
    }
    for (column, range) in bounds.sorted(by: { $0.key < $1.key }) {
      try require(
        range.contains(0), "bounds of \"\(column)\"", "\(range.lowerBound) to \(range.upperBound)",
        "a range that 0 is in")
    }
  }

  /// The penalty in a few words.
  var penaltyWords: String {
    switch l1Ratio {
    case 1: "lasso penalty"
    case 0: "ridge penalty"
    default: "elastic-net penalty (L1 share \(l1Ratio.shortText))"
    }
  }
}
