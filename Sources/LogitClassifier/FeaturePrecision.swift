import Logit
import LogitData

/// Whether coefficients show the rounding of features to single precision, so that the exact solver takes
/// them in double precision.
///
/// Rounding moves a feature by 3·10⁻⁸ of its deviation. Where columns nearly explain each other, coefficients
/// are decided by what is left of a column, in which that counts for more; and where nothing is penalized,
/// estimates are compared with those of programs that round nothing.
enum FeaturePrecision {
  /// What is left of a column's square when the others are taken out, below which it is nearly explained: a
  /// 32nd of its deviation, in which rounding has the size 10⁻⁶.
  private static let leastShare = 1e-3
  /// The rows looked at, and with more features than this of a penalized fit, none: a penalty decides then.
  private static let (sampledRows, mostFeatures) = (20_000, 200)
  /// Unpenalized problems of at most so many numbers, 128 MiB in double precision, are always taken so; and penalized ones
  /// of an eighth of that, since what it costs is not felt there.
  private static let (smallFreeProblem, smallProblem) = (1 << 24, 1 << 21)

  /// Whether features are to be kept in double precision.
  ///
  /// - Parameters:
  ///   - plan: How the model is trained.
  ///   - features: The features, learned.
  ///   - table: The rows, read.
  ///   - places: Where each row belongs.
  ///   - weights: How much each row counts; `nil` if all count once.
  /// - Throws: As `FeatureSpace.matrix(of:)`.
  static func needsDouble(
    _ plan: TrainingPlan, _ features: FeatureSpace, _ table: Table, places: [UInt8], weights: [Double]?
  ) throws -> Bool {
    guard case .optimum(let fit, let source) = plan else { return false }
    return try needsDouble(
      isFree: fit.penalty.lambda == 0 && source.rule == nil, features, table, places: places, weights: weights
    )
  }

  /// The same for a fit that is free of any penalty or not.
  static func needsDouble(
    isFree: Bool, _ features: FeatureSpace, _ table: Table, places: [UInt8], weights: [Double]?
  ) throws -> Bool {
    try needsDouble(isFree: isFree, features, rowCount: table.rowCount) {
      let counting = places.indices.filter {
        places[$0] == RowDivision.Place.training && (weights?[$0] ?? 1) > 0
      }
      return try table.rows(at: SpreadRows(of: counting.count, most: $0).map { counting[$0] })
    }
  }

  /// The same for rows that are not all in memory.
  ///
  /// - Parameter sample: Gives about so many of the rows that count, spread over all of them.
  static func needsDouble(
    isFree: Bool, _ features: FeatureSpace, rowCount: Int, sample: (_ most: Int) throws -> Table
  ) throws -> Bool {
    guard rowCount > 0 else { return false }
    let units = features.units
    if units.count * rowCount <= (isFree ? smallFreeProblem : smallProblem) { return true }
    guard isFree || units.count <= mostFeatures else { return false }
    let rows = try sample(sampledRows)
    guard rows.rowCount > 0 else { return false }
    return try isNearlyExplained(.float(features.matrix(of: rows)), units: units, least: leastShare)
  }

  /// Whether a number is nearly a combination of categories, which single precision holds exactly, and the
  /// numbers before it.
  ///
  /// - Parameters:
  ///   - x: The columns, `[rows, columns]`.
  ///   - units: The unit of each; `nil` for one that is the same in every row.
  ///   - weights: How much each row counts; all once by default.
  ///   - least: What must be left of a column's square when the others are taken out.
  static func isNearlyExplained(
    _ x: DenseRows.Matrix, units: [FeatureUnit?], weights: [Double]? = nil, least: Double
  ) throws -> Bool {
    let moments: ColumnMoments
    // Of numbers out of range the fit tells more.
    do { moments = try ColumnMoments(x, weights: weights) } catch is LogitError { return false }
    let varying = units.indices.filter { units[$0] != nil && moments.deviations[$0] > 0 }
    let isExact = units.map { $0?.isExact ?? true }
    let order = varying.filter { isExact[$0] } + varying.filter { !isExact[$0] }
    guard order.count > 1, order.contains(where: { !isExact[$0] }) else { return false }
    let count = units.count
    let data = try DenseRows(
      x, labels: .classes([Int32](repeating: 0, count: x.shape[0])),
      model: LinearModel(.binary, columnCount: count, hasIntercept: false), weights: weights,
      shift: moments.means, scale: moments.deviations.map { $0 > 0 ? 1 / $0 : 0 })
    // Where all coefficients are 0, every p (1 − p) is 1/4.
    let quarter = try LinearProblem(MemoryFold(data)).hessian(at: [Double](repeating: 0, count: count))
    let gram = order.flatMap { i in order.map { quarter[i * count + $0] } }
    return Cholesky.dependentColumns(gram, order: order.count, least: least)
      .contains { !isExact[order[$0]] }
  }
}

extension FeatureUnit {
  /// Whether single precision holds the feature: 0 or 1.
  fileprivate var isExact: Bool {
    if case .category = self { return true }
    return self == .scaled(center: 0, deviation: 1)
  }
}
