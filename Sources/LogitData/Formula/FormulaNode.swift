import LogitFiles

/// A part of a formula, as it was written.
struct FormulaNode: Sendable, Hashable {
  indirect enum Kind: Sendable, Hashable {
    /// A column.
    case name(String)
    /// `.`, all other columns.
    case all
    case number(Double)
    case text(String)
    /// A function and its arguments.
    case call(FormulaCall)
    /// Parts between operators of one rank, which are taken from left to right: `a + b - c`.
    case chain(FormulaNode, [FormulaLink])
    case power(FormulaNode, FormulaNode)
    case negative(FormulaNode)
    /// What stands in parentheses.
    case group(FormulaNode)
  }

  let kind: Kind
  /// Where it stands, in characters.
  let place: Range<Int>
}

/// An operator and what follows it.
struct FormulaLink: Sendable, Hashable {
  let mark: String
  let place: Range<Int>
  let node: FormulaNode
}

/// A function with its arguments.
struct FormulaCall: Sendable, Hashable {
  struct Argument: Sendable, Hashable {
    let label: String?
    let value: FormulaNode
  }

  let function: String
  let functionPlace: Range<Int>
  let arguments: [Argument]

  /// The text in one spelling, which names the term: R's.
  var text: String {
    let arguments = arguments.map { ($0.label.map { "\($0) = " } ?? "") + $0.value.text }
    return "\(function)(\(arguments.joined(separator: ", ")))"
  }
}

extension FormulaNode {
  /// The node without parentheses around it.
  var bare: FormulaNode {
    var node = self
    while case .group(let inner) = node.kind { node = inner }
    return node
  }

  /// The text in one spelling, that of R's `deparse`: blanks around `+`, `-` and `*`, none around `/`, `:`
  /// and `^`.
  var text: String {
    switch kind {
    case .name(let name): name.formulaName
    case .all: "."
    case .number(let number): number.shortText
    case .text(let text): text.formulaText
    case .call(let call): call.text
    case .chain(let first, let links):
      links.reduce(into: first.text) { text, link in
        text += link.mark == ":" || link.mark == "/" ? link.mark : " \(link.mark) "
        text += link.node.text
      }
    case .power(let base, let exponent): "\(base.text)^\(exponent.text)"
    case .negative(let node): "-\(node.text)"
    case .group(let node): "(\(node.text))"
    }
  }
}

extension String {
  /// The name of a column as a formula has it: in backquotes if it is no plain word.
  var formulaName: String {
    let isPlain =
      (first?.isLetter ?? false) && allSatisfy { $0.isLetter || $0.isNumber || $0 == "." || $0 == "_" }
    if isPlain { return self }
    return "`" + escaped("`") + "`"
  }

  /// A text as a formula has it.
  var formulaText: String { "\"" + escaped("\"") + "\"" }

  private func escaped(_ quote: Character) -> String {
    reduce(into: "") { result, character in
      if character == "\\" || character == quote { result.append("\\") }
      result.append(character)
    }
  }
}
