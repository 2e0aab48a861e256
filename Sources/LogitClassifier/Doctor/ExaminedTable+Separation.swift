import Logit
import LogitData

// Whether all features together separate the classes.

extension ExaminedTable {
  /// With more numbers in the matrix of features, separation by several columns is not looked for.
  private static let mostNumbers = 20_000_000

  /// What features separate together.
  struct JointSeparation {
    var findings: [Finding] = []
    /// Why it was not looked for, or not settled; `nil` if it was.
    var unsettled: String?
  }

  /// Whether columns separate the classes together, of which none does by itself.
  ///
  /// - Parameter table: The rows.
  /// - Throws: As `FeatureSpace.adapt(to:rows:)`, `FeatureSpace.matrix(of:)` and
  ///   `Separation.init(of:_:classCount:weights:hasIntercept:)`.
  func jointSeparation(_ table: Table) throws -> JointSeparation {
    guard let features, classNames.count >= 2, labeledCount > 0 else { return JointSeparation() }
    // There are at least as many features as columns.
    if let reason = Self.excess(features: columns.count, classes: classNames.count, rows: labeledCount) {
      return JointSeparation(unsettled: reason)
    }
    let read = try FoldRows.read(table, features)
    let places = classes.map { $0 >= 0 ? RowDivision.Place.training : RowDivision.Place.dropped }
    var learned = features
    try learned.adapt(to: read, rows: RowSelection(places: places, RowDivision.Place.training, of: read))
    guard learned.outputCount > 0 else { return JointSeparation() }
    if let reason = Self.excess(
      features: learned.outputCount, classes: classNames.count, rows: labeledCount)
    {
      return JointSeparation(unsettled: reason)
    }
    let matrix = try learned.matrices(of: read, destinations: places, count: 1, isPrecise: !hasPenalty)[0]
    let rows = LabeledMatrix(
      features: matrix.single, classes: classes.filter { $0 >= 0 }, precise: matrix.double)
    let (findings, unsettled, _) = try EstimateFindings(
      learned, rows, classNames: classNames, hasPenalty: hasPenalty, estimable: estimable
    ).settledSeparation()
    return JointSeparation(findings: findings, unsettled: unsettled)
  }

  /// What gives estimates of separated classes: of two, Firth's penalty with its errors and tests; of more, a
  /// ridge penalty.
  var estimable: OptionAdvice { classNames.count == 2 ? .firthFit : .ridgeFit }

  /// Why so many are too many to decide it; `nil` if they are not.
  private static func excess(features: Int, classes: Int, rows: Int) -> String? {
    let coefficients = (classes - 1) * (features + 1)
    if coefficients > Separation.coefficientLimit {
      return
        "\(coefficients.counted("coefficient")) are more than \(Separation.coefficientLimit.grouped)"
    }
    return rows * features > mostNumbers
      ? "\(rows.counted("row")) of \(features.counted("feature")) are more than \(mostNumbers.grouped) numbers"
      : nil
  }
}
