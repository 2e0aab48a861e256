import Logit
import LogitData
import LogitStatistics

/// How the columns of a regression change with each of its variables: of a number their derivatives, of a
/// category the step from its reference to each other level.
struct RegressionEffects {
  private let feature: FormulaFeature
  private let table: Table
  private let weights: [Double]?

  /// - Parameter weights: What each row counts in means; `nil` if all count alike.
  init(_ feature: FormulaFeature, _ table: Table, weights: [Double]?) {
    (self.feature, self.table, self.weights) = (feature, table, weights)
  }

  /// The changes in every row.
  func everywhere() throws -> [MarginalChange] {
    try changes(
      derivative: { try feature.derivative(of: $0, in: table) },
      columns: { try feature.columns(setting: $0, to: $1, in: table) })
  }

  /// The columns at their means, and the changes there.
  func atMean() throws -> (point: [Double], changes: [MarginalChange]) {
    let mean = try feature.meanPoint(of: table, weights: weights)
    let changes = try changes(
      derivative: { try mean.derivative(of: $0) }, columns: { try mean.columns(setting: $0, to: $1) })
    return (mean.x, changes)
  }

  private func changes(
    derivative: (String) throws -> FormulaFeature.ChangedColumns,
    columns: (String, String) throws -> FormulaFeature.ChangedColumns
  ) throws -> [MarginalChange] {
    var changes: [MarginalChange] = []
    for variable in feature.variables {
      switch variable {
      case .number(let name):
        let slope = try derivative(name)
        changes.append(
          MarginalChange(name: name, columns: slope.columns, kind: .derivative(slope.marginalValues)))
      case .category(let name, let reference, let levels):
        let from = try columns(name, reference)
        for level in levels where level != reference {
          let to = try columns(name, level)
          changes.append(
            MarginalChange(
              name: "\(name)[\(level)]", columns: to.columns,
              kind: .contrast(from: from.marginalValues, to: to.marginalValues)))
        }
      }
    }
    return changes
  }
}

extension FormulaFeature.ChangedColumns {
  /// The values as the statistics take them.
  fileprivate var marginalValues: MarginalChange.Values {
    switch values {
    case .constant(let values): .constant(values)
    case .rows(let values): .rows(values)
    }
  }
}
