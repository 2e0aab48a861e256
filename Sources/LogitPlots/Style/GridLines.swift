/// The lines drawn at the ticks.
public struct GridLines: Sendable, Hashable {
  /// How the lines are drawn.
  public var style: LineStyle
  /// From 0, invisible, to 1; held within that range, and 0 for NaN.
  public var opacity: Double { didSet { opacity = Self.held(opacity) } }
  /// Which lines there are.
  public var direction: Direction

  /// Which way lines run.
  public enum Direction: Sendable, Hashable {
    /// At the ticks of both axes.
    case both
    /// Up from the ticks of the horizontal axis.
    case vertical
    /// Across from the ticks of the vertical axis.
    case horizontal
  }

  /// Describes a grid of thin, light gray lines.
  ///
  /// - Parameters:
  ///   - style: Solid by default.
  ///   - opacity: From 0, invisible, to 1, the default; held within that range.
  ///   - direction: Both by default.
  public init(style: LineStyle = .solid, opacity: Double = 1, direction: Direction = .both) {
    self.style = style
    self.opacity = Self.held(opacity)
    self.direction = direction
  }

  private static func held(_ opacity: Double) -> Double { opacity >= 0 ? min(opacity, 1) : 0 }
}
