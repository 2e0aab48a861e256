import Logit
import LogitData
import LogitStatistics

/// Terms of a regression whose effects the rows hardly tell apart.
///
/// What counts as near is the same as before and after a fit: a condition index of the standardized columns
/// above `NearCollinearity.conditionLimit`, in enough rows to show it. Columns of one term, such as the
/// levels of a factor of which the reference is rare, are tested together and are no finding.
struct RegressionNearness {
  private let design: RegressionDesign
  private let feature: FormulaFeature
  /// How much each row counts; `nil` if all count once.
  private let weights: [Double]?

  /// At most so many rows are looked at, and fewer of many columns, so that it takes a moment whatever their
  /// number is.
  private static let (mostRows, mostProducts) = (20_000, 4_000_000_000)
  /// The condition index from which a product and what it is made of are a finding. Below, the product of
  /// columns that are not centered follows them by nature, which takes nothing from its test.
  private static let interactionLimit = 100.0

  init(_ design: RegressionDesign, _ feature: FormulaFeature, weights: [Double]?) {
    (self.design, self.feature, self.weights) = (design, feature, weights)
  }

  /// A finding for each group of terms.
  ///
  /// - Throws: As `Collinearity.init(of:weights:hasIntercept:)`.
  func findings() throws -> [Finding] {
    let width = design.columnCount
    let counting = (0..<design.rowCount).filter { (weights?[$0] ?? 1) > 0 }
    let limit = min(Self.mostRows, Self.mostProducts / max(width * width, 1))
    guard width > 1, limit > 0 else { return [] }
    let chosen = SpreadRows(of: counting.count, most: limit).map { counting[$0] }
    guard Suspicion.showsNearness(rows: chosen.count, columns: width) else { return [] }
    // Rows of weight 0 take no part, so nothing needs to be copied.
    var isChosen = [Double](repeating: 0, count: design.rowCount)
    for row in chosen { isChosen[row] = 1 }
    let found = try Collinearity(design.matrix, weights: isChosen, hasIntercept: design.hasIntercept)
    return found.near.compactMap { finding($0, rows: chosen.count, isOnly: found.near.count == 1) }
  }

  private func finding(_ group: NearCollinearity, rows: Int, isOnly: Bool) -> Finding? {
    let terms = Set(group.columns.map { feature.designColumns[$0].term }).sorted()
    guard terms.count > 1, group.conditionIndex >= Self.interactionLimit || !hasProduct(terms) else {
      return nil
    }
    var columns: [String] = []
    for column in terms.flatMap({ feature.terms.terms[$0].columns }) where !columns.contains(column) {
      columns.append(column)
    }
    var finding = Finding.nearlyCollinear(
      group.columns.map { design.columnNames[$0] }, of: columns, conditionIndex: group.conditionIndex,
      rows: rows, isOnly: isOnly, penalty: .ridgeFit)
    if columns.count == 1 {
      finding.message +=
        " All are made of \"\(columns[0])\": the terms of poly describe such a curve, too, and are uncorrelated."
    }
    return finding
  }

  /// Whether a term is the product of another and something else.
  private func hasProduct(_ terms: [Int]) -> Bool {
    let columns = terms.map { Set(feature.terms.terms[$0].columns) }
    return columns.contains { part in columns.contains { part.isStrictSubset(of: $0) } }
  }
}
