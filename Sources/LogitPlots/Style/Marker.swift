/// The mark drawn at each point of a scatter; the cases carry matplotlib's letters.
///
/// Shapes and proportions are matplotlib's: a mark of size s (in points squared) is √s points wide.
public enum Marker: String, Sendable, CaseIterable {
  /// A filled circle, `o`.
  case circle = "o"
  /// Two crossing diagonals, `x`.
  case x
  /// Three strokes from the centre, one of them down, `1`.
  case triDown = "1"
  /// A horizontal stroke, `_`.
  case horizontalLine = "_"
  /// A horizontal and a vertical stroke, `+`.
  case plus = "+"
  /// A filled square, `s`.
  case square = "s"
  /// A filled triangle pointing up, `^`.
  case triangle = "^"
  /// A filled square standing on a corner, `D`.
  case diamond = "D"
  /// A filled star of five points, `*`.
  case star = "*"
  /// A filled triangle pointing down, `v`.
  case triangleDown = "v"
  /// A filled triangle pointing to the left, `<`.
  case triangleLeft = "<"
  /// A filled triangle pointing to the right, `>`.
  case triangleRight = ">"
  /// A small filled circle, half as wide, `.`.
  case point = "."

  /// The width of strokes and of the edge of filled marks, in points; matplotlib's `lines.linewidth`.
  static let strokeWidth = 1.5

  /// What a mark looks like, in units of its width, y growing upwards, centred at 0.
  var geometry: Geometry {
    switch self {
    case .circle: .disc(radius: 0.5)
    case .point: .disc(radius: 0.25)
    case .square: .polygon([(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)])
    case .triangle: .polygon([(0, 0.5), (-0.5, -0.5), (0.5, -0.5)])
    case .triangleDown: .polygon([(0, -0.5), (0.5, 0.5), (-0.5, 0.5)])
    case .triangleLeft: .polygon([(-0.5, 0), (0.5, -0.5), (0.5, 0.5)])
    case .triangleRight: .polygon([(0.5, 0), (-0.5, -0.5), (-0.5, 0.5)])
    case .diamond: .polygon([(0, 0.707), (-0.707, 0), (0, -0.707), (0.707, 0)])
    // A regular pentagram: its inner corners lie at 0.382 of the outer radius, 36° between an outer and an
    // inner one.
    case .star:
      .polygon([
        (0, 0.5), (-0.112, 0.155), (-0.476, 0.155), (-0.182, -0.059), (-0.294, -0.405), (0, -0.191),
        (0.294, -0.405), (0.182, -0.059), (0.476, 0.155), (0.112, 0.155),
      ])
    case .x: .strokes([((-0.5, -0.5), (0.5, 0.5)), ((-0.5, 0.5), (0.5, -0.5))])
    case .plus: .strokes([((-0.5, 0), (0.5, 0)), ((0, -0.5), (0, 0.5))])
    case .horizontalLine: .strokes([((-0.5, 0), (0.5, 0))])
    case .triDown: .strokes([((0, 0), (0, -0.5)), ((0, 0), (0.4, 0.25)), ((0, 0), (-0.4, 0.25))])
    }
  }

  enum Geometry {
    typealias Place = (x: Double, y: Double)
    case disc(radius: Double)
    case polygon([Place])
    case strokes([(Place, Place)])
  }
}

/// How a line is drawn.
public enum LineStyle: Sendable, Hashable, CaseIterable {
  /// Unbroken.
  case solid
  /// Broken into dashes, `--`.
  case dashed
  /// Broken into dots, `:`.
  case dotted
  /// Dashes and dots in turn, `-.`.
  case dashDotted
  /// A dash and two dots in turn.
  case dashDotDotted

  /// The lengths of dashes and gaps in widths of the line; matplotlib's patterns.
  var pattern: [Double] {
    switch self {
    case .solid: []
    case .dashed: [3.7, 1.6]
    case .dotted: [1, 1.65]
    case .dashDotted: [6.4, 1.6, 1, 1.6]
    case .dashDotDotted: [4, 1.6, 1, 1.6, 1, 1.6]
    }
  }
}
