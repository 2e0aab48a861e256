/// The classes of one family that Logit can make from Keras's JSON, by Keras's names.
///
/// Each family has one: `KerasRegistry.losses`, `.optimizers`, ... beside its protocol.
struct KerasRegistry<Family>: Sendable {
  /// A class by its name, and how one is made from its options.
  typealias Entry = (name: String, make: @Sendable (inout JSONFields) throws -> Family)

  /// What the family is called in messages: `"loss"`.
  let family: String
  /// Keras's module, such as `"keras.losses"`.
  let module: String
  private let makers: [String: @Sendable (inout JSONFields) throws -> Family]
  /// The short names Keras accepts for a class: its own in snake case, and others.
  private let identifiers: [String: String]

  /// - Parameters:
  ///   - entries: The classes. Their types are listed beside the family's protocol, where the compiler sees
  ///     that each belongs to it.
  ///   - aliases: Short names other than the class's own in snake case, which Keras accepts for every class.
  init(family: String, module: String, _ entries: [Entry], aliases: [String: String] = [:]) {
    self.family = family
    self.module = module
    makers = Dictionary(uniqueKeysWithValues: entries.map { ($0.name, $0.make) })
    let own = entries.map { ($0.name.snakeCase, $0.name) }
    identifiers = Dictionary(own + aliases.map { ($0.key, $0.value) }) { first, _ in first }
  }

  /// The names of the classes, sorted.
  var classNames: [String] { makers.keys.sorted() }

  /// Makes an object from what `keras.saving.serialize_keras_object` wrote.
  ///
  /// - Throws: ``LogitError/invalidConfiguration(object:reason:)`` for an unknown class or option.
  func make(_ value: JSON) throws -> Family {
    guard let className = value["class_name"]?.string else {
      throw LogitError.invalidConfiguration(
        object: "a \(family)", reason: "it has no \"class_name\", but is \(value)")
    }
    guard let make = makers[className] ?? RegisteredClasses.maker(of: className, family: family) else {
      let known = classNames.joined(separator: ", ")
      throw LogitError.invalidConfiguration(
        object: className, reason: "there is no \(family) with this name; the names are \(known)")
    }
    var options = JSONFields(try members(of: value, className: className), of: className)
    let made = try make(&options)
    try options.finish()
    return made
  }

  /// Logit's own members, and those of Keras's `config`.
  private func members(of value: JSON, className: String) throws -> [JSON.Member] {
    func members(_ name: String) throws -> [JSON.Member] {
      switch value[name] {
      case nil, .null?: return []
      case .object(let members)?: return members
      case let other?:
        throw LogitError.invalidConfiguration(
          object: className, reason: "its \"\(name)\" is \(other), but must be an object")
      }
    }
    // The first of a name counts.
    return try members(logitMember) + members("config")
  }

  /// The class that a short name stands for; `nil` if there is none.
  func className(of identifier: String) -> String? { identifiers[identifier] }

  /// Makes an object from what Keras wrote, or from the name of a class or its short name, which give the
  /// defaults.
  ///
  /// - Throws: ``LogitError/invalidConfiguration(object:reason:)`` for an unknown class or option.
  func make(objectOrName value: JSON) throws -> Family {
    guard case .string(let name) = value else { return try make(value) }
    return try make(named: name)
  }

  /// Makes an object from what Keras wrote for an option that may be left out; `nil` for `null`.
  ///
  /// - Throws: ``LogitError/invalidConfiguration(object:reason:)`` for an unknown class or option.
  func makeOptional(_ value: JSON) throws -> Family? {
    value == .null ? nil : try make(objectOrName: value)
  }

  /// Makes an object by the name of its class or its short name.
  ///
  /// - Parameter configuration: Its options; those left out have their defaults.
  /// - Throws: ``LogitError/invalidConfiguration(object:reason:)`` for an unknown class or option.
  func make(named name: String, _ configuration: JSON = .object([])) throws -> Family {
    try make(["class_name": .string(className(of: name) ?? name), "config": configuration])
  }

  /// What `keras.saving.serialize_keras_object` would write, and beside it what Keras has no place for.
  ///
  /// - Throws: ``LogitError/notSerializable(object:reason:)`` for a part of one's own that is not
  ///   ``KerasSerializable``.
  func serialized(_ object: some KerasSerializable) throws -> JSON {
    let className = type(of: object).kerasClassName
    let isOwn = object is any LogitSerializable
    var members = [
      JSON.Member("module", .string(isOwn ? module.replacing("keras", with: "logit") : module)),
      JSON.Member("class_name", .string(className)),
      JSON.Member("config", .object(try object.kerasConfiguration)),
      JSON.Member("registered_name", isOwn ? .string("logit>\(className)") : .null),
    ]
    let own = object.logitConfiguration
    if !own.isEmpty { members.append(JSON.Member(logitMember, .object(own))) }
    return .object(members)
  }

  /// What Keras would write for an option that may be left out; `null` for `nil`.
  ///
  /// - Throws: ``LogitError/notSerializable(object:reason:)`` for an object that is not
  ///   ``KerasSerializable``.
  func value(of object: Family?) throws -> JSON {
    try object.map { try serialized(required($0)) } ?? .null
  }

  /// The object as one that can be written.
  ///
  /// - Throws: ``LogitError/notSerializable(object:reason:)`` for one that is not ``KerasSerializable``.
  func required(_ object: Family, name: String? = nil) throws -> any KerasSerializable {
    if let object = object as? any KerasSerializable { return object }
    // `as Any`, since of a `Family` that is a protocol, `type(of:)` gives the protocol.
    throw LogitError.notSerializable(
      object: "The \(family) \(name ?? String(describing: type(of: object as Any)))",
      reason: "the type does not conform to KerasSerializable, so its options are not known")
  }
}

/// The member of a serialized object that holds what Keras has no place for.
let logitMember = "logit"
