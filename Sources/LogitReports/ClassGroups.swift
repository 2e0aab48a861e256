import Logit
import LogitClassifier
import LogitPlots

/// Which classes have a colour and marker of their own: all, or of more than twenty those with the most rows.
struct ClassGroups {
  let classCount: Int
  /// The classes with a style of their own, in their order.
  let named: [Int]
  /// The classes drawn alike.
  let others: Set<Int>

  init(_ rows: LabeledPredictions, classCount: Int) {
    self.classCount = classCount
    guard classCount > SeriesStyle.distinctCount else {
      (named, others) = (Array(0..<classCount), [])
      return
    }
    var counts = [Int](repeating: 0, count: classCount)
    for label in rows.labels { counts[label] += 1 }
    let order = counts.indices.sorted { (-counts[$0], $0) < (-counts[$1], $1) }
    named = order.prefix(SeriesStyle.distinctCount - 1).sorted()
    others = Set(order.dropFirst(SeriesStyle.distinctCount - 1))
  }

  func color(of label: Int) -> PlotColor {
    place(of: label).map(PlotColor.ofClass) ?? .others
  }

  func marker(of label: Int) -> Marker {
    place(of: label).map(Marker.ofClass) ?? .point
  }

  private func place(of label: Int) -> Int? { others.isEmpty ? label : named.firstIndex(of: label) }
}
