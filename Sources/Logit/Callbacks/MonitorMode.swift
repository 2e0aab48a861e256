/// Which way a number that a callback watches gets better; Keras's `mode`.
public enum MonitorMode: Sendable {
  /// Down for the loss, for a metric whatever the metric says.
  case auto
  /// Smaller is better.
  case min
  /// Larger is better.
  case max
}
