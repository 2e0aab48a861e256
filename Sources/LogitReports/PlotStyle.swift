import Logit
import LogitPlots

extension Color {
  /// The colour of a class, the same in all figures.
  static func ofClass(_ index: Int) -> Color { cycle[index % cycle.count] }
}

extension Marker {
  /// The marker of a class, so that classes also differ without colour.
  static func ofClass(_ index: Int) -> Marker {
    let markers: [Marker] = [.circle, .triangle, .square, .x, .plus, .triDown]
    return markers[index % markers.count]
  }
}

extension Figure {
  /// The limits of an axis of shares, with room for lines along its edges.
  static let margins = -0.025...1.025

  /// A square figure of shares, both axes from 0 to 1.
  static func ofShares(title: String, x: String, y: String) throws -> Figure {
    var figure = try Figure(width: 6, height: 6)
    figure.axes.title = title
    figure.axes.xLabel = x
    figure.axes.yLabel = y
    figure.axes.xLimits = margins
    figure.axes.yLimits = margins
    figure.axes.grid = Grid(opacity: 0.4)
    figure.axes.showsLegend = true
    return figure
  }
}

extension String {
  /// The text, truncated to a length that fits in a figure.
  func shortened(to length: Int) -> String { count <= length ? self : prefix(length - 1) + "…" }
}

extension JSON {
  static func numbers(_ values: [Double]) -> JSON { .array(values.map { .finite($0) }) }
}

extension PlotSelection {
  /// The most classes with a curve of their own, which is the number of colours.
  static let mostCurves = 10
}

/// Which classes are drawn when there are too many.
struct PlotSelection {
  /// The classes drawn, in their order.
  let shown: [Int]
  /// What the title says about the choice; empty if all are shown.
  let note: String

  /// Chooses the classes with the smallest score.
  init(_ classes: [Int], called name: String, score: (Int) -> Double) {
    guard classes.count > Self.mostCurves else {
      (shown, note) = (classes, "")
      return
    }
    let worst = classes.sorted { (score($0), $0) < (score($1), $1) }.prefix(Self.mostCurves)
    shown = worst.sorted()
    note = ", the \(Self.mostCurves) of \(classes.count) classes with the smallest \(name)"
  }
}
