extension Metric {
  /// The checks of the metric's options.
  var checks: OptionChecks { OptionChecks(name) }
}
