import Logit
import LogitPlots

/// Which classes have a curve of their own, and which are grouped, since no more than twenty can be told
/// apart.
struct PlotSelection {
  /// With more classes than this, those with the smallest scores are named and the others grouped.
  static let mostCurves = SeriesStyle.distinctCount
  /// How many are named of those.
  static let worstNamed = 10

  /// The classes drawn each in a style of its own, in their order.
  let named: [Int]
  /// The classes drawn alike.
  let others: [Int]
  /// What the title says about the choice; empty if all classes are named.
  let note: String

  /// Chooses the classes with the smallest score.
  init(_ classes: [Int], called name: String, score: (Int) -> Double) {
    guard classes.count > Self.mostCurves else {
      (named, others, note) = (classes, [], "")
      return
    }
    let worst = Set(classes.sorted { (score($0), $0) < (score($1), $1) }.prefix(Self.worstNamed))
    named = classes.filter(worst.contains)
    others = classes.filter { !worst.contains($0) }
    note = ": named are the \(Self.worstNamed) of \(classes.count) classes with the smallest \(name)"
  }

  /// The lines that a figure with a legend of so many classes needs in a terminal; any number will do for
  /// two.
  static func terminalHeight(classCount: Int) -> Int? {
    classCount > 2 ? 22 + min(classCount, mostCurves) : nil
  }

  /// The style of a class with one of its own.
  func style(of label: Int) -> SeriesStyle {
    // All named: the class's own style, as in other figures. Chosen: by place, since numbers may be far
    // apart.
    SeriesStyle(others.isEmpty ? label : named.firstIndex(of: label) ?? 0)
  }
}

/// A curve of a class, as it is drawn.
struct ClassCurve {
  let label: Int
  let line: Polyline
  /// The area under it.
  let score: Double
  /// What the legend says of it.
  let text: String
}

extension Axes {
  /// Draws the curves of classes: those named each in a style of its own, the others thin and gray below
  /// them.
  ///
  /// - Parameter scoreName: What the score is called in the legend, such as `AUC`.
  mutating func add(_ curves: [ClassCurve], _ selection: PlotSelection, scoreName: String) throws {
    let others = curves.filter { selection.others.contains($0.label) }
    let scores = others.map(\.score)
    for (index, curve) in others.enumerated() {
      let range = "\((scores.min() ?? 0).fixed(decimals: 3)) to \((scores.max() ?? 0).fixed(decimals: 3))"
      try line(
        curve.line.x, curve.line.y, color: .others, width: 0.8,
        label: index == 0 ? "\(others.count) others (\(scoreName) \(range))" : nil)
    }
    let isSingle = curves.count == 1
    for curve in curves where selection.named.contains(curve.label) {
      let style = selection.style(of: curve.label)
      try line(
        curve.line.x, curve.line.y, color: style.color, width: isSingle ? 2 : 1.6,
        style: isSingle ? .solid : style.line, marker: isSingle ? nil : style.marker, label: curve.text)
    }
  }
}
