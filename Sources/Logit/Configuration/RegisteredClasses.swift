/// Classes of the user's own that files and Keras's JSON may name; see ``Keras/register(_:)``.
enum RegisteredClasses {
  private static let types = Locked<[String: any KerasSerializable.Type]>([:])

  /// Makes a class known.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if another class has its name, or one that
  ///   cannot be told from it in snake case.
  static func add(_ type: any KerasSerializable.Type) throws {
    let name = type.kerasClassName
    try types.withLock { types in
      let other = types.values.first { $0 != type && $0.kerasClassName.snakeCase == name.snakeCase }
      if let other {
        throw LogitError.invalidOption(
          name: "\(type)'s kerasClassName", value: "\"\(name)\"",
          expected: other.kerasClassName == name
            ? "one that no other class is registered under, as \(other) is"
            : "one that is not \"\(name.snakeCase)\" in snake case, as \"\(other.kerasClassName)\" of \(other) is"
        )
      }
      types[name] = type
    }
  }

  /// What makes the objects of a class, by its name or the name in snake case that Keras would accept; `nil`
  /// if none has been registered.
  static func maker<Family>(
    of name: String, family: String, _: Family.Type = Family.self
  ) -> (@Sendable (inout JSONFields) throws -> Family)? {
    let found = types.withLock { types in
      types[name] ?? types.first { $0.key.snakeCase == name }?.value
    }
    guard let type = found else { return nil }
    return { options in
      guard let made = try type.init(keras: &options) as? Family else {
        throw LogitError.invalidConfiguration(
          object: name, reason: "the class registered under this name is no \(family)")
      }
      return made
    }
  }
}
