package import Logit

extension ColumnDiagnosis: CustomStringConvertible {
  /// What was found, as a sentence without its full stop.
  public var description: String {
    var text = "\"\(column)\" reads as \(readsAs) in "
    text +=
      others.isEmpty
      ? "all \(valueCount.counted("cell"))" : "\(cellCount.grouped) of \(valueCount.counted("cell"))"
    if let ambiguousDate {
      text += ", which may have the day or the month first, such as \"\(ambiguousDate)\""
    }
    if mayHaveDecimalComma { text += " (or, if 1,234 is little more than 1, as ones with a decimal comma)" }
    if let compactDate { text += ", such as \(compactDate), but is used as whole numbers" }
    return text + (groupedDigits.map(Self.text) ?? "") + othersText
  }

  private static func text(_ digits: GroupedDigits) -> String {
    let wholes =
      digits.wholeCount > 0
      ? " or are whole ones below 1,000 (\(digits.pointCount.grouped) and \(digits.wholeCount.grouped) of the first rows)"
      : ""
    return ", which all have three digits behind the point\(wholes), such as \(digits.example) in row "
      + "\(digits.row + 1), so that the point may stand between thousands"
  }

  private var othersText: String {
    guard let first = others.first else { return "" }
    let text = ", but row \(first.firstRow + 1) has \"\(first.value.shortened)\""
    guard others.count > 1 || first.count > 1 else { return text }
    let frequent = others.sorted { ($1.count, $0.firstRow) < ($0.count, $1.firstRow) }
    let shown = frequent.prefix(5).map { "\"\($0.value.shortened)\" in \($0.count.counted("row"))" }
    let more = others.count > 5 ? " and \((others.count - 5).grouped) more texts" : ""
    return text + " (\(shown.joined(separator: ", "))\(more))"
  }

  /// Why the column is not used as what most of its texts are, for a decision.
  var reason: String {
    others.isEmpty
      ? "its texts read as \(readsAs)\(ambiguousDate == nil ? "" : " in more than one way")"
      : "\(cellCount.grouped) of its \(valueCount.grouped) texts are \(readsAs), but not \"\(others[0].value.shortened)\" in row \(others[0].firstRow + 1)"
  }

  /// What is worth knowing; `nil` if the column is read as it should be.
  package var finding: Finding? {
    if isRead && !isOpen { return zoneFinding }
    let kind: Finding.Kind =
      ambiguousDate != nil ? .ambiguousDates : others.isEmpty ? .spelling : .strayWords
    return Finding(
      kind, severity: severity, columns: [column],
      rows: groupedDigits.map { [$0.row] } ?? others.prefix(1).map(\.firstRow),
      message: "Column \(self)\(correction).", evidence: .object(evidence),
      option: remedies.isEmpty ? nil : .reading(lead, remedies))
  }

  /// A column of which hardly half is numbers or dates may well be one of words, and one whose numbers all
  /// have three digits behind the point, one of measurements.
  private var severity: Finding.Severity {
    if let groupedDigits { return groupedDigits.isLikely ? .warning : .info }
    return 5 * cellCount >= 2 * valueCount ? .warning : .info
  }

  /// That some of the times have a zone and others none.
  private var zoneFinding: Finding? {
    guard mixedZones != Zones() else { return nil }
    let (with, without) = (mixedZones.with, mixedZones.without)
    return Finding(
      .ambiguousDates, columns: [column],
      message:
        "Column \"\(column)\" has \(with.counted("time")) with a zone and \(without.grouped) without one. All are taken as "
        + "they are written, so local times may stand beside universal ones; write them alike in the file.",
      evidence: ["with_zone": .integer(with), "without_zone": .integer(without)])
  }

  /// The texts that no remedy mends: those with digits, or all if they are too many to be words for missing
  /// values.
  private var unmended: [Other] { others.filter { !remedies.contains(.missingWord($0.value)) } }

  /// What to do if there is no remedy at all.
  private var correction: String {
    guard remedies.isEmpty else { return "" }
    guard !others.isEmpty else { return "; write them alike in the file" }
    let action = "correct \(others.count == 1 ? "it" : "them") in the file"
    return isOfMost ? "; \(action)" : "; if all should be \(things), \(action)"
  }

  /// What the column would be used as, in the plural.
  private var things: String { use == .number ? "numbers" : "dates" }

  /// What the remedies do, and what they leave to be done.
  private var lead: String {
    if groupedDigits != nil { return "If it does, read the file with" }
    let unmended = unmended
    let isOpen = ambiguousDate != nil
    guard let first = unmended.first else {
      guard isOfMost else { return "If all should be \(things), read them so with" }
      return isOpen ? "Say which of day and month comes first with" : "Read them as \(things) with"
    }
    let more = unmended.count > 1 ? " and \((unmended.count - 1).counted("more text"))" : ""
    return (isOfMost ? "Correct" : "If all should be \(things), correct")
      + " \"\(first.value.shortened)\"\(more) in the file, and "
      + (isOpen ? "say which of day and month comes first with" : "read the others as \(things) with")
  }

  private var evidence: [JSON.Member] {
    [
      JSON.Member("reads_as", .string(readsAs)), JSON.Member("cells", .integer(cellCount)),
      JSON.Member("of", .integer(valueCount)),
      JSON.Member(
        "first_other",
        others.first.map { ["row": .integer($0.firstRow + 1), "value": .string($0.value)] } ?? .null),
      JSON.Member(
        "others",
        .object(
          others.sorted { ($1.count, $0.firstRow) < ($0.count, $1.firstRow) }.prefix(20).map {
            JSON.Member($0.value, .integer($0.count))
          })),
    ]
  }

  /// The diagnosis as a JSON object; rows are counted from 1.
  ///
  /// - Parameter names: What options are called.
  package func json(_ names: OptionNames) -> JSON {
    .object(
      evidence + [JSON.Member("option", remedies.isEmpty ? .null : .string(remedies.text(names)))])
  }
}
