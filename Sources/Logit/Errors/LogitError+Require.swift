extension LogitError {
  /// Throws unless `condition` holds for an option.
  ///
  /// - Parameters:
  ///   - condition: What must hold.
  ///   - name: The option, for the message.
  ///   - value: The option's value, for the message.
  ///   - expected: The values that are valid, for the message.
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` unless `condition` holds.
  package static func require<Value>(
    _ condition: Bool, _ name: String, _ value: Value, _ expected: String
  ) throws(LogitError) {
    guard condition else { throw .invalidOption(name: name, value: "\(value)", expected: expected) }
  }
}
