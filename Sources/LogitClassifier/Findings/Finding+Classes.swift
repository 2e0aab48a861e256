import Logit
import LogitData

// What the sizes of classes show, said alike before a model is fitted and afterwards.

extension Finding {
  /// A class with less than this fraction of an equal share of the rows is called rare.
  private static let rareShare = 0.2

  /// A class with far fewer rows than others; empty if there is none.
  ///
  /// - Parameters:
  ///   - names: The classes.
  ///   - counts: The number of rows of each.
  static func imbalance(_ names: [String], counts: [Int]) -> [Finding] {
    let total = Double(max(counts.reduce(0, +), 1))
    let order = counts.indices.sorted { counts[$0] < counts[$1] }
    guard let rare = order.first, let common = order.last else { return [] }
    let (share, largest) = (Double(counts[rare]) / total, Double(counts[common]) / total)
    guard share * Double(names.count) < rareShare else { return [] }
    return [
      Finding(
        .imbalance, classes: [names[rare]],
        message: "Only \(share.percent) of the rows are \"\(names[rare])\": always predicting "
          + "\"\(names[common])\" would be right in \(largest.percent), so judge the model by its log loss "
          + "and the area under the ROC curve rather than by its accuracy.",
        evidence: [
          "share": .finite(share), "rows": .integer(counts[rare]),
          "largest_class": .string(names[common]), "largest_share": .finite(largest),
        ])
    ]
  }
}
