/// Whether smaller or larger is better for a number that a callback monitors; Keras's `mode`.
public enum MonitorMode: Sendable {
  /// Smaller for the loss; for a metric, whichever the metric declares.
  case auto
  /// Smaller is better.
  case min
  /// Larger is better.
  case max
}
