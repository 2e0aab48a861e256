extension JSONFields {
  /// Begins to read the configuration of an object.
  ///
  /// What is wrong with it is a ``LogitError/invalidConfiguration(object:reason:)``.
  ///
  /// - Parameters:
  ///   - members: The members of its `config`.
  ///   - object: What they belong to, for messages: `Dense "dense_1"`.
  public init(_ members: [JSON.Member], of object: String) {
    self.init(members, of: object) { LogitError.invalidConfiguration(object: $0, reason: $1) }
  }
}
