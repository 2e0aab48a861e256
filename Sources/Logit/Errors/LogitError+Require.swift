extension LogitError {
  /// Throws unless `condition` holds for an option.
  package static func require<Value>(
    _ condition: Bool, _ name: String, _ value: Value, _ expected: String
  ) throws(LogitError) {
    guard condition else { throw .invalidOption(name: name, value: "\(value)", expected: expected) }
  }
}
