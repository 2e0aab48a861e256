import Logit
import LogitData

/// Fits a path to rows as features encode them.
struct EncodedPath {
  let options: PathOptions
  let design: DesignOptions

  /// - Parameters:
  ///   - options: How the penalty is varied.
  ///   - design: Which columns are penalized, and how; as the options say by default.
  init(options: PathOptions, design: DesignOptions? = nil) {
    (self.options, self.design) = (options, design ?? options.design)
  }

  /// A path, and the columns it was made with.
  struct Found {
    let path: RegularizationPath
    let design: EncodedDesign

    /// The weights at a place of the path, as features are encoded.
    func estimates(at index: Int) -> LinearEstimates {
      design.estimates(path.coefficients(at: index), path.intercepts(at: index))
    }
  }

  /// The optima for a matrix of features.
  ///
  /// - Parameters:
  ///   - rows: The rows, of which each class has one.
  ///   - features: What encoded them.
  ///   - head: How the outputs are read.
  ///   - classWeights: The weight of each class, by its number; `nil` if all rows count once.
  ///   - lambdas: Each λ; those of the options, or glmnet's, by default.
  ///   - isCancelled: Whether to end with what has been reached.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for a column with a factor or bounds that is
  ///   no feature, or where every factor is 0 or infinite.
  func path(
    _ rows: LabeledMatrix, _ features: FeatureSpace, head: ClassHead, classWeights: [Int: Float]?,
    lambdas: [Double]? = nil, isCancelled: () -> Bool = { false }
  ) throws -> Found {
    let columns = EncodedDesign(design, features, rows: rows)
    let regression = try columns.regression(
      .elasticNet(nil, l1Ratio: options.l1Ratio), features, ratio: 1 / Double(max(rows.classes.count, 1)),
      deviations: design.scaling == .numbers ? rows.weightedDeviations() : nil)
    let weights = rows.weights(classWeights)
    let lambdas = lambdas ?? options.lambdas
    let offsets = columns.offsets(rows)
    let minRatio =
      options.lambdaMinRatio
      ?? RegularizationPath.usualMinRatio(
        rowCount: rows.classes.count, columnCount: columns.kept.count - (offsets == nil ? 0 : 1))
    let path =
      switch columns.matrix(rows) {
      case .float(let x):
        try regression.path(
          x, rows.classes, classCount: head.classCount, weights: weights, offsets: offsets, lambdas: lambdas,
          lambdaCount: options.lambdaCount, lambdaMinRatio: minRatio, isCancelled: isCancelled)
      case .double(let x):
        try regression.path(
          x, rows.classes, classCount: head.classCount, weights: weights, offsets: offsets, lambdas: lambdas,
          lambdaCount: options.lambdaCount, lambdaMinRatio: minRatio, isCancelled: isCancelled)
      }
    return Found(path: path, design: columns)
  }
}
