#if Command
public import ArgumentParser
import Logit
public import LogitClassifier

/// How sure estimates are, and what is tested.
struct InferenceOptions: ParsableArguments {
  @OptionGroup var errors: ErrorOptions

  @Flag(help: "Intervals of the profile likelihood, in the place of those by the standard error.")
  var profile = false

  @Flag(help: "The penalized likelihood of Firth, which has a maximum for separated classes, too.")
  var firth = false

  @Option(
    help: ArgumentHelp(
      "How probabilities change with each variable: overall, the mean over the rows, or at the mean of all columns; not by default.",
      valueName: "where"))
  var marginalEffects: TableRegressionOptions.EffectPlace?

  @Option(
    help: ArgumentHelp(
      "A test of each term: likelihood-ratio, wald or score; none by default.", valueName: "kind"))
  var test: RegressionOptions.TermTest?

  @Option(
    help: ArgumentHelp(
      "A formula with fewer terms to compare with, such as \"~ age\"; none by default.", valueName: "formula")
  )
  var nested: String?

  @Flag(help: "The variance inflation of each term.")
  var vif = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The test of Hosmer and Lemeshow, in 10 groups unless a number follows; none by default.",
      valueName: "groups"))
  var hosmerLemeshow: Int?

  func validate() throws {
    if let groups = hosmerLemeshow, groups < 3 {
      throw OptionValueError("--hosmer-lemeshow is \(groups), but must be at least 3 groups.")
    }
    guard let given = errors.given else { return }
    if firth {
      throw ValidationError(
        "--firth has errors of its own, which \(given) would replace; give one of them.")
    }
    if profile {
      throw ValidationError(
        "--profile goes by the likelihood, and \(given) does not trust it; give one of them.")
    }
    if nested != nil {
      throw ValidationError(
        "--nested compares likelihoods, and \(given) does not trust them; test terms with --test wald.")
    }
    if let test, test != .wald {
      throw ValidationError(
        "--test \(test.rawValue) goes by the likelihood, and \(given) does not trust it; give --test wald.")
    }
  }
}

/// What standard errors come from, and the level of intervals.
struct ErrorOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: "The level of intervals; 0.95 by default, in logit summary that of the model.")
  var level: Double?

  @Option(
    help: ArgumentHelp(
      "Robust standard errors with this correction; those of the model by default.", valueName: "kind"))
  var robust: RegressionOptions.HeteroskedasticityCorrection?

  @Option(
    help: ArgumentHelp(
      "The column of groups that standard errors allow for; none by default.", valueName: "column"))
  var cluster: String?

  func validate() throws {
    if let level, !(level > 0 && level < 1) {
      throw OptionValueError("--level is \(level), but must be above 0 and below 1, such as 0.95.")
    }
    if robust != nil, cluster != nil {
      throw ValidationError(
        "--robust and --cluster both say what standard errors come from; give one of them.")
    }
  }
}

extension ErrorOptions {
  /// The option that says what errors come from; `nil` for errors of the model.
  var given: String? { robust != nil ? "--robust" : cluster != nil ? "--cluster" : nil }

  /// As the library takes them; `nil` if none was given.
  var errors: TableRegressionOptions.Errors? {
    robust.map { .robust($0) } ?? cluster.map { .cluster(column: $0) }
  }
}

extension InferenceOptions {
  /// Adds the options to those that the library takes.
  func apply(to options: inout TableRegressionOptions) throws {
    if let level = errors.level { options.level = level }
    options.errors = errors.errors ?? .model
    (options.profiles, options.usesFirthPenalty) = (profile, firth)
    (options.marginalEffects, options.termTest, options.nested) = (marginalEffects, test, nested)
    (options.inflatesVariance, options.hosmerLemeshowGroupCount) = (vif, hosmerLemeshow)
  }
}

extension RegressionOptions.TermTest: ExpressibleByArgument {}
extension RegressionOptions.HeteroskedasticityCorrection: ExpressibleByArgument {}
extension TableRegressionOptions.EffectPlace: ExpressibleByArgument {}
#endif
