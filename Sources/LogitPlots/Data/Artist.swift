/// A place between the axes, or on the page.
struct Point: Sendable, Hashable {
  var x: Double
  var y: Double

  var isFinite: Bool { x.isFinite && y.isFinite }
}

/// Something drawn between the axes.
enum Artist: Sendable {
  case marks(Marks)
  case path(Path)
  case contour(Contour)
  case cells(Cells)
  case bars(Bars)
  case errorBars(ErrorBars)
  case band(Band)
  case notes(Notes)

  /// The order of drawing, lowest first: areas, then marks, then lines, as with matplotlib's `zorder`. Bars
  /// are drawn above the grid, which follows the marks.
  var depth: Int {
    switch self {
    case .contour, .cells, .band: 0
    case .marks: 1
    case .bars: 2
    case .path, .errorBars: 3
    case .notes: 4
    }
  }

  var label: String? {
    switch self {
    case .marks(let marks): marks.label
    case .path(let path): path.label
    case .bars(let bars): bars.label
    case .errorBars(let bars): bars.label
    case .band(let band): band.label
    case .contour, .cells, .notes: nil
    }
  }
}

struct Marks: Sendable {
  var points: [Point]
  var color: PlotColor
  var marker: Marker
  /// In points.
  var width: Double
  var opacity: Double
  var label: String?
}

struct Path: Sendable {
  var points: [Point]
  var color: PlotColor
  /// In points.
  var width: Double
  var style: LineStyle
  var opacity: Double
  /// Drawn here and there on the line; `nil` for none.
  var marker: Marker?
  var label: String?

  /// The stretches between points that are not finite.
  var stretches: [[Point]] {
    points.split { !$0.isFinite }.map(Array.init)
  }
}

/// Heights over a grid, row-major.
struct Surface: Sendable {
  var rows: Int
  var columns: Int
  var x: [Double]
  var y: [Double]
  var heights: [Double]
}

struct Contour: Sendable {
  var surface: Surface
  var levels: [Double]
  var colorMap: ColorMap
  var opacity: Double

  /// The colour of the area above a level: that of its middle, the lowest level standing at 0 and the highest
  /// at 1, as in matplotlib.
  func color(ofBand band: Int) -> PlotColor {
    let middle = (levels[band] + levels[band + 1]) / 2
    return colorMap.color(at: (middle - levels[0]) / (levels[levels.count - 1] - levels[0]))
  }

  /// The index of the area that a height lies in.
  func band(of height: Double) -> Int? {
    guard height >= levels[0], height <= levels[levels.count - 1] else { return nil }
    return min(levels.lastIndex { height >= $0 } ?? 0, levels.count - 2)
  }
}
