extension Loss {
  /// The checks of the loss's options.
  var checks: OptionChecks { OptionChecks(name) }
}
