/// A corner of the axes that the legend may be put into.
public enum LegendLocation: Sendable, Hashable, CaseIterable {
  /// The upper right corner.
  case upperRight
  /// The upper left corner.
  case upperLeft
  /// The lower left corner.
  case lowerLeft
  /// The lower right corner.
  case lowerRight
}
