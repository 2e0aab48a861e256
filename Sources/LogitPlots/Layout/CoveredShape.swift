/// What is drawn of a series, as far as a legend must not cover it: marks, lines and bars, not the areas of
/// contours and heat maps, which lie everywhere.
struct CoveredShape {
  private enum Piece {
    /// A mark, as a box around it.
    case box(Box)
    case line(Point, Point)
  }

  private let pieces: [Piece]

  init(_ artist: Artist, _ layout: PageLayout) {
    switch artist {
    case .marks(let marks):
      let reach = marks.width / 2 + 1
      pieces = marks.points.map { point in
        let place = layout.place(point)
        return .box(
          Box(
            left: place.x - reach, top: place.y - reach, right: place.x + reach, bottom: place.y + reach))
      }
    case .path(let path):
      pieces = path.stretches.flatMap { stretch -> [Piece] in
        let places = stretch.map(layout.place)
        return zip(places, places.dropFirst()).map { .line($0, $1) }
      }
    case .bars(let bars):
      pieces = bars.bars.map { bar in
        .box(
          Box(
            left: layout.x(bar.left), top: layout.y(bar.top), right: layout.x(bar.right),
            bottom: layout.y(bar.bottom)))
      }
    case .errorBars(let bars):
      pieces = bars.ends.map { .line(layout.place($0.lower), layout.place($0.upper)) }
    case .band(let band):
      pieces = band.ends.filter { $0.lower.isFinite && $0.upper.isFinite }.map {
        .line(layout.place($0.lower), layout.place($0.upper))
      }
    case .notes(let notes):
      pieces = notes.items.map { point, text in
        let (place, height) = (layout.place(point), notes.size)
        let reach = Notes.distance + TextMetrics.width(of: text, size: notes.size)
        return .box(
          Box(left: place.x, top: place.y - height, right: place.x + reach, bottom: place.y + height))
      }
    case .contour, .cells: pieces = []
    }
  }

  /// Whether any of it lies within a box.
  func meets(_ box: Box) -> Bool {
    pieces.contains { piece in
      switch piece {
      case .box(let other): box.meets(other)
      case .line(let from, let to): box.meets(lineFrom: from, to: to)
      }
    }
  }
}

extension Box {
  /// Whether two boxes have a place in common.
  func meets(_ other: Box) -> Bool {
    left <= other.right && other.left <= right && top <= other.bottom && other.top <= bottom
  }

  /// Whether a straight line passes through the box.
  func meets(lineFrom from: Point, to: Point) -> Bool { share(from, to) != nil }

  /// The share of a straight piece that lies within the box, from 0 at its start to 1 at its end; `nil` if
  /// none does. Source: Y.-D. Liang and B. A. Barsky, "A new concept and method for line clipping", ACM
  /// Trans. Graphics 3 (1984).
  func share(_ from: Point, _ to: Point) -> ClosedRange<Double>? {
    var (enters, leaves) = (0.0, 1.0)
    for (start, step, low, high) in [
      (from.x, to.x - from.x, left, right), (from.y, to.y - from.y, top, bottom),
    ] {
      if step == 0 {
        guard low <= start, start <= high else { return nil }
        continue
      }
      let (first, second) = ((low - start) / step, (high - start) / step)
      enters = max(enters, min(first, second))
      leaves = min(leaves, max(first, second))
    }
    return enters <= leaves ? enters...leaves : nil
  }
}
