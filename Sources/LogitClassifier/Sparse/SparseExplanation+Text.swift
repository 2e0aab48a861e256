import LogitData
import LogitFiles

extension SparseExplanation: CustomStringConvertible {
  /// More contributions than this are summed up in a line.
  private static let mostListed = 20

  /// The prediction, and what each entry does to it, as lines of text.
  public var description: String {
    let shown = RowExplanation.share
    var lines =
      "Row \(row + 1): \(predicted.shortened). The probability of \(className.shortened) is "
      + "\(shown(score.probability)) (log-odds \(RowExplanation.signed(score.logOdds)))"
      + (isAdjusted ? " before it is calibrated or corrected" : "")
      + ", that of a row without entries \(shown(empty.probability)) "
      + "(\(RowExplanation.signed(empty.logOdds))).\n"
    let acting = contributions.filter { $0.logOdds != 0 }
    let listed = acting.count > Self.mostListed ? Array(acting.prefix(Self.mostListed - 1)) : acting
    guard let largest = acting.first?.logOdds.magnitude else {
      return lines + "  Nothing in it has a coefficient.\n" + unknownText
    }
    var table = AlignedText(rightAligned: [2, 3])
    table.append("column", "value", "log-odds", "probability", "")
    for contribution in listed {
      table.append(
        contribution.column.shortened, contribution.shownValue,
        RowExplanation.signed(contribution.logOdds),
        RowExplanation.signed(contribution.probability, decimals: 3),
        RowExplanation.bar(contribution.logOdds / largest))
    }
    if listed.count < acting.count {
      let others = acting.dropFirst(listed.count)
      table.append(
        "\(others.count) others", "", RowExplanation.signed(others.reduce(0) { $0 + $1.logOdds }),
        RowExplanation.signed(others.reduce(0) { $0 + $1.probability }, decimals: 3), "")
    }
    lines += table.text
    return lines + unknownText
  }

  private var unknownText: String {
    unknownCount == 0
      ? ""
      : "  \(unknownCount.counted("entry", plural: "entries")) without a coefficient "
        + "\(unknownCount == 1 ? "changes" : "change") nothing.\n"
  }

  /// The explanation as a JSON object, with the keys of ``RowExplanation``; `typical` is a row without entries,
  /// and so is `typical_value`.
  package var json: JSON {
    [
      "row": .integer(row + 1), "predicted": .string(predicted),
      "probabilities": .array(probabilities.map { .number($0) }),
      "class": .string(className), "log_odds": .number(score.logOdds),
      "typical": ["log_odds": .number(empty.logOdds), "probability": .number(empty.probability)],
      "contributions": .array(contributions.map(\.json)), "nearest_change": .null,
      "unknown_entries": .integer(unknownCount),
    ]
  }
}

extension SparseExplanation.Contribution {
  /// The value, and how often a word comes if that is not once.
  fileprivate var shownValue: String {
    guard case .text = value, let count, count != 1 else { return value.text.shortened }
    return "\(value.text.shortened) × \(count.shortText)"
  }

  fileprivate var json: JSON {
    [
      "column": .string(column), "value": value.json, "count": count.map { .number($0) } ?? .null,
      "typical_value": .null, "log_odds": .number(logOdds), "probability": .number(probability),
    ]
  }
}
