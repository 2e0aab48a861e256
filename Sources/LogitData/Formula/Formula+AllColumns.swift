extension Formula {
  /// Whether `.` stands among the terms, for all other columns.
  package var hasAllColumns: Bool { root.hasAllColumns }

  /// The formula with names in the place of `.`, so that it means the same for another table.
  ///
  /// - Parameter columns: What `.` stands for.
  /// - Returns: The formula; as it is if it has no `.`.
  /// - Throws: ``FormulaError``, which does not happen for columns that the formula was read with.
  package func writingOut(columns: [String]) throws -> Formula {
    guard hasAllColumns, let outcome, !columns.isEmpty else { return self }
    let names = Formula.additive(outcome, columns: columns).root
    let all = root.bare.kind == .all ? names : FormulaNode(kind: .group(names), place: 0..<0)
    let left =
      switch outcome {
      case .column(let name): name.formulaName
      case .counts(let successes, let failures): "cbind(\(successes.formulaName), \(failures.formulaName))"
      }
    return try Formula("\(left) ~ \(root.replacingAll(with: all).text)")
  }
}

extension FormulaNode {
  fileprivate var hasAllColumns: Bool {
    switch kind {
    case .all: true
    case .name, .number, .text, .call: false
    case .chain(let first, let links): first.hasAllColumns || links.contains { $0.node.hasAllColumns }
    case .power(let base, _): base.hasAllColumns
    case .negative(let inner), .group(let inner): inner.hasAllColumns
    }
  }

  /// The node with another one wherever `.` stands.
  fileprivate func replacingAll(with node: FormulaNode) -> FormulaNode {
    func replaced(_ part: FormulaNode) -> FormulaNode { part.replacingAll(with: node) }
    switch kind {
    case .all: return node
    case .name, .number, .text, .call: return self
    case .chain(let first, let links):
      let others = links.map { FormulaLink(mark: $0.mark, place: $0.place, node: replaced($0.node)) }
      return FormulaNode(kind: .chain(replaced(first), others), place: place)
    case .power(let base, let exponent):
      return FormulaNode(kind: .power(replaced(base), exponent), place: place)
    case .negative(let inner): return FormulaNode(kind: .negative(replaced(inner)), place: place)
    case .group(let inner):
      return inner.kind == .all ? node : FormulaNode(kind: .group(replaced(inner)), place: place)
    }
  }
}
