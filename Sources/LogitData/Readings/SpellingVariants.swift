import Logit

/// The spellings in a column's texts that differ by case or blanks only.
struct SpellingVariants {
  /// The most frequent spelling of each text.
  let spellings: [String]
  /// The spellings of each text that has several, the most frequent first.
  let groups: [[String]]

  /// Groups the texts of a column.
  init(_ texts: DistinctTexts) {
    var (placeOfFolded, members): ([String: Int], [[Int]]) = ([:], [])
    for (index, text) in texts.texts.enumerated() {
      let folded = text.foldingSpelling
      if let place = placeOfFolded[folded] {
        members[place].append(index)
      } else {
        placeOfFolded[folded] = members.count
        members.append([index])
      }
    }
    let sorted = members.map { group in
      group.sorted { (texts.counts[$1], texts.texts[$0]) < (texts.counts[$0], texts.texts[$1]) }
    }
    spellings = sorted.map { texts.texts[$0[0]] }
    groups = sorted.filter { $0.count > 1 }.map { $0.map { texts.texts[$0] } }
  }

  /// What is worth knowing of a column whose spellings are not joined; `nil` if there is nothing.
  ///
  /// - Parameters:
  ///   - column: The column's name.
  ///   - role: What it is called at the beginning of the sentence, such as `Column`.
  func finding(column: String, role: String = "Column") -> Finding? {
    guard !groups.isEmpty else { return nil }
    let shown = groups.prefix(5).map { $0.map { "\"\($0.shortened)\"" }.joined(separator: ", ") }
    // A column of names may have any number of groups; the message has their count.
    let listed = groups.prefix(100)
    let more = groups.count > 5 ? "; and \((groups.count - 5).grouped) more" : ""
    return Finding(
      .spelling, columns: [column], classes: listed.flatMap { $0 },
      message: "\(role) \"\(column)\" has spellings that differ by case or blanks only, and count apart: "
        + shown.joined(separator: "; ") + more + ".",
      evidence: [
        "groups": .integer(groups.count),
        "spellings": .array(listed.map { .array($0.map { .string($0) }) }),
      ], option: .reading("Join them with", [.mergeSpellings(column: column)]))
  }
}
