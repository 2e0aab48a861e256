/// How the number of fields in the first row, which may be the header, compares with that of the others.
enum CSVShape: Equatable {
  /// Most rows have as many fields as the first; with the share of those.
  case regular(share: Double)
  /// The others have one more in front: the names of rows, which R writes without a name of their own.
  case rowNames
  /// The others end with a separator, which may be missing from some of them.
  case trailingSeparators
  /// The first alone ends with a separator.
  case trailingHeaderSeparator

  /// Compares the first row with the others.
  ///
  /// - Returns: `nil` if the rows fit in no way.
  init?(_ rows: [CSVText.Row]) {
    guard let first = rows.first?.fields else { return nil }
    let (count, others) = (first.count, rows.dropFirst().map(\.fields))
    let share = Double(others.count { $0.count == count } + 1) / Double(rows.count)
    // The first row must be right; some of the others may be damaged.
    if share > 0.5 {
      self = .regular(share: share)
      return
    }
    let longer = others.filter { $0.count == count + 1 }
    if Self.isMost(longer.count, of: others), others.allSatisfy({ [count, count + 1].contains($0.count) }),
      longer.allSatisfy({ Self.isEmpty($0.last) })
    {
      self = .trailingSeparators
    } else if longer.count == others.count, Self.areRowNames(others.map { $0[0] }, header: first) {
      self = .rowNames
    } else if count > 1, Self.isEmpty(first.last), others.allSatisfy({ $0.count == count - 1 }) {
      self = .trailingHeaderSeparator
    } else {
      return nil
    }
  }

  var isRegular: Bool { if case .regular = self { true } else { false } }

  private static func isMost(_ count: Int, of others: [[CSVText.Field]]) -> Bool { count * 2 > others.count }

  private static func isEmpty(_ field: CSVText.Field?) -> Bool {
    field.map { $0.text.isEmpty && !$0.isQuoted } ?? false
  }

  /// Whether fields are there and different, as the names of rows in R are. A single name above two fields
  /// could also be a number with a decimal comma, and a single field that differs from no other the first of
  /// a row with a value too many, so then all must be quoted, as R does.
  private static func areRowNames(_ fields: [CSVText.Field], header: [CSVText.Field]) -> Bool {
    guard Set(fields.map(\.text)).count == fields.count, !fields.contains(where: \.text.isEmpty) else {
      return false
    }
    return header.count > 1 && fields.count > 1 || (header + fields).allSatisfy(\.isQuoted)
  }
}
