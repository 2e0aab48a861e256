import Logit
import LogitData

extension [ColumnDecision] {
  /// More columns than this are not listed one by one.
  private static let mostListed = 24
  /// How many of those are.
  private static let listed = 20

  /// A line for each column but the target; of many columns for the first, and how many more there are of
  /// what is done with them.
  var text: String {
    let decisions = filter { !$0.isTarget }
    let shown = decisions.count > Self.mostListed ? Self.listed : decisions.count
    var table = AlignedText()
    for decision in decisions.prefix(shown) {
      table.append(decision.column, decision.kindText, decision.actionText)
    }
    guard shown < decisions.count else { return table.text }
    var counts: [(action: Substring, count: Int)] = []
    for decision in decisions.dropFirst(shown) {
      let action = decision.actionText.prefix { !":;,".contains($0) }
      if let index = counts.firstIndex(where: { $0.action == action }) {
        counts[index].count += 1
      } else {
        counts.append((action, 1))
      }
    }
    let rest = counts.map { "\($0.count.grouped) \($0.action)" }.joined(separator: ", ")
    return table.text + "  and \((decisions.count - shown).grouped) more: \(rest)\n"
  }
}
