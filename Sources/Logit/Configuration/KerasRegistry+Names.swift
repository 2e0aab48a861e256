extension KerasRegistry {
  /// Makes an object from what Keras wrote or from a short name.
  ///
  /// - Parameters:
  ///   - value: An object, a class name, or one of the names.
  ///   - names: Keras's short names and the classes they stand for.
  /// - Throws: ``LogitError/invalidConfiguration(object:reason:)`` for a class or an option that is not
  ///   known.
  func make(_ value: KerasValue, names: [String: String]) throws -> Family {
    guard case .string(let name) = value else { return try make(value) }
    return try make(.object(("class_name", .string(names[name] ?? name)), ("config", .object([]))))
  }
}
