/// How values are spread over an axis.
public enum AxisScale: Sendable, Hashable {
  /// Equal differences are equally far apart.
  case linear
  /// Equal ratios are equally far apart; only values above 0 have a place.
  case logarithmic
}
