import Logit
public import LogitData

/// The coefficients of a classifier without hidden layers along a penalty that becomes weaker.
///
///     let path = try CoefficientPath(table, target: "outcome")
///     print(path)                                  // degrees of freedom, deviance explained and λ, a line each
///     for line in path.coefficients { print(line.feature, line.className, line.estimates) }
///
/// At a shell it is `logit path patients.csv --target outcome`.
///
/// All rows are used, and their features are those of ``Classifier/fit(_:target:options:callbacks:)`` with
/// the same options, so that a λ gives the same model there. Coefficients are those of the features as they
/// are encoded, in the units of the table: a number counts in its own unit, and a category of its column,
/// each of which has a coefficient of its own, is 1 or 0. They are not told as differences from the mean of
/// their column, as in ``Coefficient``, so that what the penalty has made 0 is 0.
public struct CoefficientPath: Sendable {
  /// Where the rows came from.
  public let source: String
  /// The column of classes.
  public let target: String
  /// The number of rows that were used.
  public let rowCount: Int
  /// The number of rows left out: their target is missing, no other row has their class, or their weight is
  /// 0.
  public let droppedRowCount: Int
  /// How many of these have a class, but the weight 0.
  public let uncountedRowCount: Int
  /// What is worth knowing of the columns: those that were left out or could not be read as what they hold, as for
  /// ``Classifier/fit(_:target:options:callbacks:)``.
  public let findings: [Finding]
  /// The names of the classes, in the order of the model's outputs.
  public let classNames: [String]
  /// How the penalty was varied.
  public let options: PathOptions
  /// λ of each fit, largest first.
  public let lambdas: [Double]
  /// For each λ the number of features with a coefficient that is not 0, of any class.
  public let nonzeroCounts: [Int]
  /// For each λ 1 − deviance / deviance of the intercepts alone.
  public let devianceExplained: [Double]
  /// For each λ the largest breach of the optimality conditions.
  public let violations: [Double]
  /// For each λ whether the optimum was reached.
  public let isConverged: [Bool]
  /// The fits, and how many of them are not at their optimum.
  let fits: FitTally
  /// Whether for some λ there is no optimum, since classes are separated, so that coefficients grow for ever.
  public var hasDiverged: Bool { fits.hasDiverged }
  /// The constants, a line for each class; for two classes that of the second.
  public let intercepts: [Intercept]
  /// The coefficients, a line for each feature and class, in the order of the features.
  public let coefficients: [Coefficient]

  /// The constant of a class's logit along the path.
  public struct Intercept: Sendable, Equatable {
    /// The class that a positive constant makes more probable.
    public let className: String
    /// The class's logit where every number is 0 and no category holds, for each λ.
    public let estimates: [Double]
  }

  /// The coefficient of a feature along the path.
  public struct Coefficient: Sendable, Equatable {
    /// The feature, such as `"age"` or `"species=adelie"`.
    public let feature: String
    /// The class that a positive coefficient makes more probable.
    public let className: String
    /// The change of the class's logit when the feature grows by 1 in the units of the table, for each λ.
    public let estimates: [Double]
    /// The same for a number that grows by one deviation; of categories what `estimates` holds.
    package let weights: [Double]
  }

  /// Finds the optima for a table.
  ///
  /// - Parameters:
  ///   - table: The rows.
  ///   - target: The column that names each row's class.
  ///   - source: Where the rows came from, such as a file name; `"a table"` by default.
  ///   - options: How columns and rows are read, chosen and weighted, where it differs from the default. What
  ///     says how a model is trained or measured does not matter.
  ///   - path: How the penalty is varied; along glmnet's sequence for the lasso by default.
  ///   - isCancelled: Asked between steps; where it says yes, the path ends there. Never by default.
  /// - Throws: As ``ClassifierTraining``, and `LogitError.invalidOption(name:value:expected:)` or
  ///   `DataError.unknownColumn(name:role:nearest:known:)` for options of the path that cannot be used.
  public init(
    _ table: consuming Table, target: String, source: String = "a table",
    options: ClassifierOptions = ClassifierOptions(), path: PathOptions = PathOptions(),
    isCancelled: () -> Bool = { false }
  ) throws {
    try path.validate()
    var options = options
    options.hiddenUnits = []
    options.method = .optimum(OptimumOptions(penalty: .elasticNet(nil, l1Ratio: path.l1Ratio)))
    options.measuring = .holdout(0)
    let training = try ClassifierTraining(table, target: target, source: source, options: options)
    let encoded = EncodedPath(options: path)
    let rows = try training.trainingRows()
    let encodedFits = try encoded.path(
      rows, training.features,
      head: training.classes.head,
      classWeights: training.classWeights, isCancelled: isCancelled)
    let found = encodedFits.path
    (self.source, self.target, self.options) = (source, target, path)
    (rowCount, classNames) = (training.provenance.trainingRowCount, training.classes.names)
    droppedRowCount = training.provenance.droppedRowCount
    uncountedRowCount = training.provenance.uncountedRowCount
    findings = training.columnFindings
    (lambdas, nonzeroCounts) = (found.lambdas, found.nonzeroCounts)
    (devianceExplained, violations) = (found.devianceExplained, found.violations)
    isConverged = found.states.map { $0 == .converged }
    fits = try FitTally(found, rows, training.features, classCount: training.classes.count)
    let names = training.classes.head.curveClasses.map { training.classes.names[$0] }
    (intercepts, coefficients) = Self.lines(encodedFits, training.features, outputs: names)
  }

  private static func lines(
    _ found: EncodedPath.Found, _ features: FeatureSpace, outputs: [String]
  ) -> ([Intercept], [Coefficient]) {
    let units = features.units
    let weights = found.path.lambdas.indices.map { found.estimates(at: $0) }
    let original = weights.map { $0.inOriginalUnits(units, comparesCategories: false) }
    let intercepts = outputs.enumerated().map { output, name in
      Intercept(className: name, estimates: original.map { $0.bias[output] })
    }
    let offset = features.offsetFeature
    let coefficients = features.featureNames.enumerated().filter { $0.offset != offset }.flatMap {
      feature, featureName in
      outputs.enumerated().map { output, name in
        Coefficient(
          feature: featureName, className: name, estimates: original.map { $0.kernel[feature, output] },
          weights: weights.map { $0.kernel[feature, output] })
      }
    }
    return (intercepts, coefficients)
  }
}
