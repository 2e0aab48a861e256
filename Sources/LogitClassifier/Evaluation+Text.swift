import Logit
import LogitData

extension Evaluation {
  /// The evaluation as one JSON object.
  ///
  /// - Parameters:
  ///   - modelPath: What the object calls the model.
  ///   - source: What the object calls the rows.
  /// - Returns: The object on one line.
  public func json(modelPath: String, source: String) -> String {
    let names = [JSON.Member("model", .string(modelPath)), JSON.Member("source", .string(source))]
    return JSON.object(names + jsonMembers).description
  }

  /// What was measured, as members of a JSON object.
  var jsonMembers: [JSON.Member] {
    var members = [
      JSON.Member("scores", scores.json(classNames: classNames, origin: origin, foldCount: foldCount)),
      JSON.Member("dropped_rows", .integer(droppedRowCount + incompleteRowCount + uncountedRowCount)),
      JSON.Member("uncounted_rows", .integer(uncountedRowCount)),
      JSON.Member("missing_values", counts.missing.json),
      JSON.Member("unknown_categories", counts.unknown.json),
    ]
    if decision != .usual {
      let described = (decision.json.object ?? []) + decision.sharesOfScores
      members.append(JSON.Member("decision", .object(described)))
    }
    return members
  }
}

extension Evaluation: CustomStringConvertible {
  /// The scores with their intervals, and the missing values and unknown categories, as lines of text.
  public var description: String {
    var lines = scores.text(classNames: classNames)
    if droppedRowCount > 0 {
      lines +=
        "\n\(droppedRowCount.counted("row")) without a target \(droppedRowCount == 1 ? "is" : "are") not measured.\n"
    }
    if incompleteRowCount > 0 {
      lines +=
        "\n\(incompleteRowCount.counted("row")) that \(incompleteRowCount == 1 ? "misses" : "miss") a value which the model "
        + "needs, or a weight, \(incompleteRowCount == 1 ? "is" : "are") not measured.\n"
    }
    if uncountedRowCount > 0 {
      lines +=
        "\n\(uncountedRowCount.uncountedRows), and \(uncountedRowCount == 1 ? "is" : "are") not measured.\n"
    }
    let decided =
      decision.text(classNames: classNames) + (decision.noteOnScores.map { $0 + ".\n" } ?? "")
    return lines + (convergenceNote.map { "\n" + $0 } ?? "") + (decided.isEmpty ? "" : "\n" + decided)
      + counts.text
  }
}

extension PredictionCounts {
  /// More columns than this are counted instead of listed.
  private static let mostListed = 20

  /// A line for each column with missing values or unknown categories; empty if there are none.
  package var text: String {
    let names = Set(missing.keys).union(unknown.keys).sorted()
    guard !names.isEmpty else { return "" }
    var table = AlignedText(rightAligned: [1, 2])
    table.append("column", "missing", "unknown")
    for name in names.prefix(Self.mostListed) {
      table.append(name, (missing[name] ?? 0).grouped, (unknown[name] ?? 0).grouped)
    }
    let left = names.count - Self.mostListed
    return "\nValues that were missing, or categories unknown to the model\n\(table.text)"
      + (left > 0 ? "  and \(left.counted("more column", plural: "more columns"))\n" : "")
  }
}
