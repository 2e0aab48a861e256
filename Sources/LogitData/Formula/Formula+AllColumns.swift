extension Formula {
  /// What a formula is without one: `outcome ~ .`.
  package static func ofAllColumns(_ outcome: Outcome) throws -> Formula {
    try Formula("\(outcome.text) ~ .")
  }

  /// Whether `.` stands among the terms, for all other columns.
  package var hasAllColumns: Bool { root.hasAllColumns }

  /// The columns that are named and not taken out, whether or not `.` stands for them, too.
  package var namedColumns: Set<String> {
    var names: Set<String> = []
    root.forEachColumn { name, isTakenOut in if !isTakenOut { names.insert(name) } }
    return names
  }

  /// The formula with names in the place of `.`, so that it means the same for another table.
  ///
  /// Columns that were taken out again are not named, since the other table need not have them.
  ///
  /// - Parameters:
  ///   - terms: The terms of the formula.
  ///   - all: What `.` stood for.
  /// - Returns: The formula; as it is if it has no `.`.
  /// - Throws: ``FormulaError``, which does not happen for terms of this formula.
  package func writingOut(_ terms: FormulaTerms, all: [String]) throws -> Formula {
    guard hasAllColumns, let outcome else { return self }
    if terms.terms.isEmpty { return try Formula("\(outcome.text) ~ \(terms.hasIntercept ? 1 : 0)") }
    func written(_ columns: [String], _ root: FormulaNode) throws -> Formula {
      let sum = Formula.additive(outcome, columns: columns).root
      let names = columns.count < 2 ? sum : FormulaNode(kind: .group(sum), place: 0..<0)
      return try Formula("\(outcome.text) ~ \(root.replacingAll(with: names).bare.text)")
    }
    let used = Set(terms.columns)
    let short = try? written(all.filter(used.contains), root.withoutRemovals(besides: used))
    if let short, (try? short.terms(columns: terms.columns)) == terms { return short }
    // Where the removed columns stood in products, as in (a + b)^2 - b - a:b, they are needed to say it.
    return try written(all, root)
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

  /// Calls a closure with each column that is named, and whether what it is part of is taken out.
  fileprivate func forEachColumn(
    isTakenOut: Bool = false, isNumber: Bool = false, _ body: (String, Bool) -> Void
  ) {
    // Within a function - is a difference.
    func visit(_ node: FormulaNode, changes: Bool = false) {
      node.forEachColumn(isTakenOut: (changes && !isNumber) != isTakenOut, isNumber: isNumber, body)
    }
    switch kind {
    case .all, .number, .text: break
    case .name(let name): body(name, isTakenOut)
    case .call(let call):
      if let columnName { return body(columnName, isTakenOut) }
      for argument in call.arguments {
        argument.value.forEachColumn(isTakenOut: isTakenOut, isNumber: true, body)
      }
    case .chain(let first, let links):
      visit(first)
      for link in links { visit(link.node, changes: link.mark == "-") }
    case .power(let base, let exponent):
      visit(base)
      visit(exponent)
    case .negative(let inner): visit(inner, changes: true)
    case .group(let inner): visit(inner)
    }
  }

  /// The node with another one wherever `.` stands.
  fileprivate func replacingAll(with node: FormulaNode) -> FormulaNode {
    if case .group(let inner) = kind, inner.kind == .all { return node }
    return kind == .all ? node : mappingParts { $0.replacingAll(with: node) }
  }

  /// The node without what takes out terms of other columns than some.
  fileprivate func withoutRemovals(besides columns: Set<String>) -> FormulaNode {
    let node = mappingParts { $0.withoutRemovals(besides: columns) }
    guard case .chain(let first, let links) = node.kind else { return node }
    let kept = links.filter { $0.mark != "-" || $0.node.canBeTakenOut(ofTermsOf: columns) }
    return kept.isEmpty ? first : FormulaNode(kind: .chain(first, kept), place: place)
  }

  /// Whether terms of some columns can be among these.
  private func canBeTakenOut(ofTermsOf columns: Set<String>) -> Bool {
    var names: Set<String> = []
    forEachColumn { name, _ in names.insert(name) }
    switch bare.kind {
    case .name, .call: return names.isSubset(of: columns)
    case .chain(_, let links) where links[0].mark == ":": return names.isSubset(of: columns)
    default: return names.isEmpty || !names.isDisjoint(with: columns)
    }
  }

  /// The node with its parts replaced.
  private func mappingParts(_ change: (FormulaNode) -> FormulaNode) -> FormulaNode {
    switch kind {
    case .name, .all, .number, .text, .call: return self
    case .chain(let first, let links):
      let others = links.map { FormulaLink(mark: $0.mark, place: $0.place, node: change($0.node)) }
      return FormulaNode(kind: .chain(change(first), others), place: place)
    case .power(let base, let exponent):
      return FormulaNode(kind: .power(change(base), exponent), place: place)
    case .negative(let inner): return FormulaNode(kind: .negative(change(inner)), place: place)
    case .group(let inner): return FormulaNode(kind: .group(change(inner)), place: place)
    }
  }
}
