#if Command
public import ArgumentParser
import Logit
import LogitClassifier
public import LogitStatistics

/// What becomes of probabilities, and which class is predicted.
struct DecisionOptionGroup: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What makes probabilities come true as often as they say, learned from rows the model has not seen; not done by default.",
      valueName: "method"))
  var calibrate: ProbabilityCalibration.Method?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Of two classes, the probability above which the second is predicted, or what chooses it: \(ThresholdMetric.allCases.map(\.rawValue).joined(separator: ", ")); 0.5 by default.",
      valueName: "p"))
  var threshold: String?

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "What an error costs, such as sick:healthy=10; may be repeated; others cost 1 by default. The class with the least expected cost is predicted, without any the most probable one.",
      valueName: "actual:predicted=value"))
  var cost: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "The true share of a class, where rows were sampled or weighted by class, such as sick=0.03; may be repeated; none by default.",
      valueName: "class=share"))
  var prior: [String] = []
}

extension ProbabilityCalibration.Method: ExpressibleByArgument {}

extension DecisionOptionGroup {
  /// As the library takes them.
  ///
  /// - Parameter measuring: On which rows the model is measured; `nil` for the usual ones.
  /// - Throws: `ValidationError` for a value that cannot be read, or options that contradict each other.
  func options(_ measuring: Measuring?) throws -> DecisionOptions {
    var options = DecisionOptions()
    options.calibration = calibrate
    options.threshold = try threshold.map(Self.threshold)
    options.costs = try cost.flatMap { text in
      // Quotes around a class would else be taken for those of an item with a comma.
      try ErrorCost(text: text) == nil ? [String](list: text, option: "--cost") : [text]
    }.map(Self.cost)
    options.prior = try priorShares()
    if threshold != nil, !cost.isEmpty {
      throw ValidationError("--threshold and --cost both say which class is predicted; give one of them.")
    }
    let learned =
      calibrate.map { "--calibrate \($0.rawValue)" }
      ?? options.threshold.flatMap { threshold in
        if case .best(let metric) = threshold { "--threshold \(metric.rawValue)" } else { nil }
      }
    if let learned, measuring == .holdout(0) {
      throw ValidationError(
        "\(learned) is learned from rows that the model has not seen, but --validation 0 holds none out; leave one of them "
          + "out.")
    }
    return options
  }

  private static func threshold(_ text: String) throws -> DecisionOptions.Threshold {
    let metrics = ThresholdMetric.allCases.map(\.rawValue)
    guard let threshold = DecisionOptions.Threshold(text: text) else {
      throw OptionValueError(
        "--threshold is '\(text.onOneLine)', but must be a probability or one of \(metrics.joined(separator: ", "))"
          + "\(text.nearest(among: metrics).suggestion)")
    }
    if case .value(let value) = threshold { try requireProbability(value, text) }
    return threshold
  }

  /// Checks a threshold.
  static func requireProbability(_ value: Double, _ text: String) throws {
    guard value > 0, value < 1 else {
      throw OptionValueError("--threshold is \(text.onOneLine), but must be above 0 and below 1.")
    }
  }

  private static func cost(_ text: String) throws -> ErrorCost {
    guard let cost = ErrorCost(text: text), cost.cost >= 0, cost.cost.isFinite else {
      throw OptionValueError(
        "--cost is '\(text.onOneLine)', but must be two classes with a colon between, = and a number, 0 or more, such as "
          + "sick:healthy=10; a class with a colon is in double quotes.")
    }
    return cost
  }

  private func priorShares() throws -> [String: Double] {
    var shares: [String: Double] = [:]
    for text in prior {
      guard let given = DecisionOptions.prior(text), given.values.allSatisfy({ $0 > 0 && $0 < 1 }) else {
        throw OptionValueError(
          "--prior is '\(text.onOneLine)', but must be a class, = and its share, above 0 and below 1, such as sick=0.03."
        )
      }
      for (name, share) in given {
        guard shares.updateValue(share, forKey: name) == nil else {
          throw ValidationError("--prior says twice what the share of \"\(name)\" is; give one of them.")
        }
      }
    }
    return shares
  }
}
#endif
