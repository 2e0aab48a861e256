/// How a line is drawn.
struct Pen: Sendable, Equatable {
  var color: PlotColor
  /// In points.
  var width: Double
  var style: LineStyle = .solid
  var opacity = 1.0
  var joins: Joins = .mitered

  enum Joins: Sendable {
    /// Corners are sharp, and lines end where their last point lies.
    case mitered
    /// Corners are round, and solid lines reach beyond their last point by half their width, as matplotlib's
    /// curves do.
    case rounded
  }

  static let frame = Pen(color: .black, width: 0.8)
  static let panel = Pen(color: PlotColor(0xCCCCCC), width: 1, opacity: panelOpacity)
  static let panelOpacity = 0.8
  /// Of the corners, in points.
  static let panelRadius = 2.0
}

/// An area of one colour.
struct Area: Sendable {
  var outline: Outline
  var color: PlotColor
}

/// A box of one colour among others that it touches.
struct Cell: Sendable {
  var box: Box
  var color: PlotColor
}

/// The look of a mark on the page.
struct Mark: Sendable {
  var marker: Marker
  /// In points.
  var width: Double
  var color: PlotColor
  var opacity: Double

  /// What is drawn, in points around the middle, y growing downwards.
  enum Shape {
    case disc(radius: Double)
    case polygon([Point])
    /// Straight lines, ``Marker/strokeWidth`` wide.
    case strokes([(from: Point, to: Point)])
  }

  /// Filled marks are half a point wider on each side, as their edge makes them in matplotlib.
  var shape: Shape {
    switch marker.geometry {
    case .disc(let radius): .disc(radius: radius * width + 0.5)
    case .polygon(let corners):
      .polygon(corners.map { Point(x: $0.x * (width + 1), y: -$0.y * (width + 1)) })
    case .strokes(let strokes):
      .strokes(
        strokes.map { from, to in
          (Point(x: from.x * width, y: -from.y * width), Point(x: to.x * width, y: -to.y * width))
        })
    }
  }
}

/// A line of text on the page.
struct Label: Sendable {
  var text: String
  /// A place on the base line.
  var point: Point
  var anchor: Anchor = .start
  /// In points.
  var size = PageLayout.fontSize
  var color = PlotColor.black
  var turn: Turn = .level
  /// Whether it stands on an area whose colour is that of a number, so that its own must not change with the
  /// page's.
  var isOnArea = false

  /// What of the text stands at its point.
  enum Anchor: String, Sendable {
    case start, middle, end
  }

  /// How the text is turned around its point, in degrees clockwise.
  enum Turn: Int, Sendable {
    case level = 0
    case rising = -45
    case upward = -90
  }
}
