/// What separates fields, and the rows and the shape that it gives.
struct CSVSeparatorChoice {
  private static let candidates: [UInt8] = Array(",;\t|".utf8)
  private static let (comma, space) = (UInt8(ascii: ","), UInt8(ascii: " "))
  /// The most lines above a header.
  private static let titleLimit = 40

  let separator: UInt8
  let rows: [CSVText.Row]
  let shape: CSVShape
  /// The other separators that would have been possible.
  private(set) var others: [CSVSeparatorChoice] = []

  /// The given separator. Without one: that which gives most rows as many fields as the first has, and among
  /// equals, the most fields; else one with which the others differ from the first as rows do whose header is
  /// short; else the space, if all names are in quotes, as R writes them, or if it separates mostly numbers.
  ///
  /// - Parameters:
  ///   - given: The separator, if it is known.
  ///   - usesDecimalComma: Whether the comma is one only if quotes keep it apart from that of numbers.
  ///   - comment: A byte that is none, either.
  ///   - evidence: What speaks for the first of some rows of a shape to be a header.
  ///   - rows: The first rows with a separator.
  init(
    _ given: UInt8?, usesDecimalComma: Bool, comment: UInt8?,
    evidence: (ArraySlice<CSVText.Row>, CSVShape) -> CSVHeaderEvidence, rows: (UInt8) -> [CSVText.Row]
  ) {
    if let given {
      self.init(given, rows(given))
      return
    }
    let possible = Self.candidates.filter { $0 != comment && !(usesDecimalComma && $0 == Self.comma) }
    let choices = possible.map { Self($0, rows($0)) }
    if usesDecimalComma, comment != Self.comma, Self.bestRegular(choices) == nil,
      case let quoted = Self(Self.comma, rows(Self.comma)), quoted.hasQuotedCommas
    {
      self = quoted
      return
    }
    let spaced = Self(Self.space, rows(Self.space))
    self =
      Self.bestRegular(choices) ?? Self.bestIrregular(choices)
      ?? (spaced.isSpaced(evidence) ? spaced : choices[0])
    others = choices.filter { [separator] in $0.separator != separator }
  }

  private init(_ separator: UInt8, _ rows: [CSVText.Row]) {
    (self.separator, self.rows, shape) = (separator, rows, CSVShape(rows) ?? .regular(share: 0))
  }

  private var fieldCount: Int { rows.first?.fields.count ?? 0 }

  private var share: Double { if case .regular(let share) = shape { share } else { 0 } }

  /// Whether all rows have the same fields, and commas stand within quotes, as spreadsheets write numbers with a
  /// decimal comma between commas.
  private var hasQuotedCommas: Bool {
    fieldCount > 1 && share == 1
      && rows.contains { $0.fields.contains { $0.isQuoted && $0.text.contains(Self.comma) } }
  }

  private static func bestRegular(_ choices: [Self]) -> Self? {
    var best: Self?
    for choice in choices where choice.fieldCount > 1 && choice.share > 0 {
      guard let held = best else {
        best = choice
        continue
      }
      if choice.share > held.share || choice.share == held.share && choice.fieldCount > held.fieldCount {
        best = choice
      }
    }
    return best
  }

  private static func bestIrregular(_ choices: [Self]) -> Self? {
    choices.filter { !$0.shape.isRegular }.reduce(nil) { best, choice in
      guard let best else { return choice }
      return choice.fieldCount > best.fieldCount ? choice : best
    }
  }

  /// Whether spaces are more likely to separate fields than to be part of a text.
  private func isSpaced(_ evidence: (ArraySlice<CSVText.Row>, CSVShape) -> CSVHeaderEvidence) -> Bool {
    guard let first = rows.first?.fields, shape == .rowNames || share == 1 && first.count > 1 else {
      return false
    }
    if first.allSatisfy(\.isQuoted) { return true }
    let hasEmpty = rows.contains { $0.fields.contains { $0.text.isEmpty && !$0.isQuoted } }
    return !hasEmpty && evidence(rows[...], shape).isMostlyNumbers
  }

  /// The first row below a title: few rows stand above it, all from it on have as many fields, and it looks
  /// like a header. Of the rows above it, the last has another number of fields, or the first hardly any
  /// text.
  ///
  /// - Parameter evidence: What speaks for the first of some rows to be a header.
  func headerBelowTitle(_ evidence: (ArraySlice<CSVText.Row>) -> CSVHeaderEvidence) -> Int? {
    guard let count = rows.last?.fields.count, count > 1, let first = rows.first else { return nil }
    let isSparse = first.fields.count == count && Self.isSparse(first)
    guard
      isSparse
        || first.fields.count != count && share == 0
          && (shape.isRegular || shape == .rowNames)
    else { return nil }
    let start =
      isSparse
      ? rows.firstIndex { !Self.isSparse($0) } : rows.lastIndex { $0.fields.count != count }.map { $0 + 1 }
    guard let start, start > 0, start <= Self.titleLimit, rows.count - start > 1,
      rows[start...].allSatisfy({ $0.fields.count == count })
    else { return nil }
    let found = evidence(rows[start...])
    guard found.isHeader else { return nil }
    // Either could also be a header of its own.
    let isCertain = !isSparse && shape.isRegular
    return isCertain || found.hasTextAboveOthers && found.namesAll && found.areTexts ? start : nil
  }

  /// Whether the rows cannot be read with this separator, or are a single column.
  var isDoubtful: Bool { shape == .regular(share: 0) || fieldCount == 1 }

  /// Whether most fields of a row are empty, and more than one.
  private static func isSparse(_ row: CSVText.Row) -> Bool {
    let emptyCount = row.fields.count { $0.text.isEmpty }
    return emptyCount > 1 && emptyCount * 2 >= row.fields.count
  }
}
