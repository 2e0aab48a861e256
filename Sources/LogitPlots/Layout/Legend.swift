/// The box that explains the series, and where it goes.
struct Legend: Sendable {
  private static let padding = 4.0
  private static let distance = 5.0
  static let handleWidth = 20.0
  private static let handleGap = 8.0
  static let lineHeight = 14.7

  let entries: [Artist]
  let box: Box

  /// The legend of axes, or `nil` if it is turned off or no series has a label.
  ///
  /// Unless the axes name a corner, of nine places the one is taken where the box covers the fewest points,
  /// the earlier of equals; matplotlib's `best`.
  init?(_ axes: Axes, layout: PageLayout) {
    entries = axes.artists.filter { $0.label != nil }
    guard axes.showsLegend, !entries.isEmpty else { return nil }
    let text =
      entries.compactMap(\.label).map { TextMetrics.width(of: $0, size: PageLayout.fontSize) }.max() ?? 0
    let width = text + Self.handleWidth + Self.handleGap + 2 * Self.padding
    let height = Double(entries.count) * Self.lineHeight + 2 * Self.padding - 2
    let candidates = Self.places(width: width, height: height, in: layout.box)
    if let location = axes.legendLocation {
      // The corners come first, in this order.
      let corners: [LegendLocation] = [.upperRight, .upperLeft, .lowerLeft, .lowerRight]
      box = candidates[corners.firstIndex(of: location) ?? 0]
      return
    }
    let points = axes.artists.flatMap { Self.points($0, layout) }
    let covered = candidates.map { place in points.count(where: place.contains) }
    let fewest = covered.min() ?? 0
    box = candidates[covered.firstIndex(of: fewest) ?? 0]
  }

  /// The middle of an entry's sample.
  func handle(_ index: Int) -> Point {
    Point(x: box.left + Self.padding + Self.handleWidth / 2, y: rowMiddle(index))
  }

  /// Where an entry's text begins, on its base line.
  func textStart(_ index: Int) -> Point {
    Point(
      x: box.left + Self.padding + Self.handleWidth + Self.handleGap,
      y: rowMiddle(index) + 0.36 * PageLayout.fontSize)
  }

  private func rowMiddle(_ index: Int) -> Double {
    box.top + Self.padding - 1 + (Double(index) + 0.5) * Self.lineHeight
  }

  private static func points(_ artist: Artist, _ layout: PageLayout) -> [Point] {
    switch artist {
    case .marks(let marks): marks.points.map(layout.place)
    case .path(let path): path.points.filter(\.isFinite).map(layout.place)
    case .bars(let bars):
      bars.bars.flatMap { bar in
        (0...20).map { step in
          let share = Double(step) / 20
          return layout.place(
            bars.isHorizontal
              ? Point(x: bar.left + (bar.right - bar.left) * share, y: (bar.bottom + bar.top) / 2)
              : Point(x: (bar.left + bar.right) / 2, y: bar.bottom + (bar.top - bar.bottom) * share))
        }
      }
    case .errorBars(let bars): bars.ends.flatMap { [layout.place($0.lower), layout.place($0.upper)] }
    case .contour, .cells: []
    }
  }

  /// Matplotlib's order: the corners from the upper right, the sides, bottom and top.
  private static func places(width: Double, height: Double, in box: Box) -> [Box] {
    let lefts = [box.left + distance, (box.left + box.right - width) / 2, box.right - distance - width]
    let tops = [box.top + distance, (box.top + box.bottom - height) / 2, box.bottom - distance - height]
    let order = [(2, 0), (0, 0), (0, 2), (2, 2), (0, 1), (2, 1), (1, 2), (1, 0), (1, 1)]
    return order.map { column, row in
      Box(left: lefts[column], top: tops[row], right: lefts[column] + width, bottom: tops[row] + height)
    }
  }
}
