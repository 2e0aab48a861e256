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
