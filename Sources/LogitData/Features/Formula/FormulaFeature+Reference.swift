extension FormulaFeature {
  /// The level of a column's category that has no term of its own; `nil` if the column is no category.
  ///
  /// - Parameter column: One of ``inputs``.
  package func exportedReference(of column: String) -> TableCell? {
    guard let category = factors.lazy.compactMap(\.category).first(where: { $0.column == column }),
      let levels = exportedLevels(of: column), levels.indices.contains(category.reference)
    else { return nil }
    return levels[category.reference]
  }
}

extension FormulaFeature {
  /// Whether each term is made of a single column, so that columns count apart from each other.
  package var isAdditive: Bool {
    layouts.allSatisfy { layout in
      var columns: Set<String> = []
      for part in layout.parts {
        let factor = factors[part.factor]
        guard let own = factor.category.map({ [$0.column] }) ?? factor.expression.map({ Array($0.columns) })
        else { return false }
        columns.formUnion(own)
      }
      return columns.count <= 1
    }
  }
}
