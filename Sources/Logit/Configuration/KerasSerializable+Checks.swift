extension KerasSerializable {
  /// The checks of the options, under Keras's name of the class.
  static var checks: OptionChecks { OptionChecks(kerasClassName) }
}
