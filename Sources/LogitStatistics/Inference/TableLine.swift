/// A line of the table of coefficients: which class's, of which column, and where its estimate stands in a
/// fit.
struct TableLine: Sendable {
  let predictor: Int
  /// The design's column; `nil` of the constant.
  let column: Int?
  /// The place among the fit's coefficients; `nil` of an aliased column.
  let index: Int?

  /// The lines of a fit's table: of each class, the constant first.
  static func all(_ fit: RegressionFit) -> [TableLine] {
    let width = fit.basis.width
    var places = [Int?](repeating: nil, count: fit.rows.design.columnCount)
    for (place, column) in fit.basis.columns.enumerated() { places[column] = place }
    var lines: [TableLine] = []
    for k in 0..<fit.predictorCount {
      if fit.basis.hasIntercept {
        lines.append(TableLine(predictor: k, column: nil, index: (k + 1) * width - 1))
      }
      for (column, place) in places.enumerated() {
        lines.append(TableLine(predictor: k, column: column, index: place.map { k * width + $0 }))
      }
    }
    return lines
  }

  /// What the coefficient is called.
  func term(_ design: RegressionDesign) -> String {
    column.map { design.columnNames[$0] } ?? RegressionDesign.interceptName
  }
}
