import Logit

/// The formula of a regression frozen for rows that come one by one.
///
/// Works the columns of a row out as `FormulaFeature.design(of:)` does, to the last bit. What is not plain (a
/// text in place of a number, a value that is missing or no level, a number without a logarithm) is left to
/// the way of tables, which knows the error.
package final class FormulaRow: Sendable {
  /// The number of columns.
  package let width: Int
  private let reader: DesignReader
  private let inputs: [Input]
  private let missingWords: Set<String>

  /// A column that the formula takes.
  private struct Input: Sendable {
    /// Its place in a row.
    let place: Int
    let kind: ColumnKind
    /// The position of each text among those that the reader knows; `nil` for numbers.
    let codes: [TextKey: Int32]?
    let spelling: CategorySpelling?
  }

  /// - Parameters:
  ///   - space: What was learned.
  ///   - names: The columns in the order of a row's values.
  /// - Returns: `nil` for features that are not those of a formula, and for one that takes dates.
  package init?(_ space: FeatureSpace, names: [String]) {
    guard let feature = space.regressionFormula else { return nil }
    var inputs: [Input] = []
    var prototypes: [Column] = []
    for own in feature.formulaInputs {
      guard let place = names.firstIndex(of: own.name), (own.kind == .string) == own.isOfTexts else {
        return nil
      }
      let texts = feature.factors.lazy.compactMap(\.category).first { $0.column == own.name }?.names ?? []
      var spelling: CategorySpelling?
      switch space.readings[own.name] {
      case nil, .text?, .number?: break
      case .category(let own)?: spelling = own
      case .date?: return nil
      }
      prototypes.append(
        Column(name: own.name, kind: own.kind, chunks: [], dictionary: own.isOfTexts ? texts : []))
      let codes = Dictionary(
        zip(texts.map { TextKey($0) }, (0 as Int32)...), uniquingKeysWith: { first, _ in first })
      inputs.append(
        Input(place: place, kind: own.kind, codes: own.isOfTexts ? codes : nil, spelling: spelling))
    }
    guard let reader = try? DesignReader(feature, columns: prototypes, places: Array(prototypes.indices))
    else {
      return nil
    }
    (self.inputs, self.reader, width, missingWords) = (inputs, reader, reader.width, space.missingWords)
  }

  /// Works the columns of a row out.
  ///
  /// - Parameters:
  ///   - cells: The value of each column.
  ///   - design: Room for ``width`` numbers.
  /// - Returns: Whether they could be; otherwise what was written means nothing.
  package func write(_ cells: [TableCell], to design: UnsafeMutablePointer<Double>) -> Bool {
    var chunks: [ColumnChunk] = []
    chunks.reserveCapacity(inputs.count)
    for input in inputs {
      guard let chunk = chunk(cells[input.place], input) else { return false }
      chunks.append(chunk)
    }
    let space = DesignWorkspace(for: reader)
    var tally = FeatureTally()
    reader.read(chunks, rows: 0..<1, into: space, tally: &tally)
    for (term, layout) in reader.layouts.enumerated() {
      reader.write(term, from: space, to: design + layout.columns.lowerBound, stride: width, tally: &tally)
    }
    return tally == FeatureTally()
  }

  private func chunk(_ cell: TableCell, _ input: Input) -> ColumnChunk? {
    switch cell {
    case .number(let number): input.kind.accepts(.numeric) ? .numeric([number]) : nil
    case .integer(let number): input.kind.accepts(.integer) ? .integer([number]) : nil
    case .boolean(let value): input.kind.accepts(.boolean) ? .boolean([value ? 1 : 0]) : nil
    case .text(let text):
      missingWords.contains(text)
        ? nil : input.codes?[TextKey(input.spelling?.category(of: text) ?? text)].map { .string([$0]) }
    case .missing: nil
    }
  }
}

extension FormulaInput {
  /// Whether its values are the levels of texts.
  fileprivate var isOfTexts: Bool { use == .category && kind == .string }
}

extension TableCell {
  /// The value as a number, finite; `nil` for anything else.
  package var finiteNumber: Double? {
    switch self {
    case .number(let number): number.isFinite ? number : nil
    case .integer(let number): Double(number)
    case .missing, .boolean, .text: nil
    }
  }
}
