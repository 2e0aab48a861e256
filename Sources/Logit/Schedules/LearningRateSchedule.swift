/// A learning rate that depends on the step.
///
/// A plain number is a schedule too, one that never changes, so `.adam(learningRate: 0.01)` and
/// `.adam(learningRate: .exponentialDecay(0.01, decaySteps: 100, decayRate: 0.9))` both work. Add your own by
/// conforming.
///
/// The built-in schedules compute in `Float`, operation by operation as Keras's do; powers, logarithms and
/// cosines are those of the exact functions, rounded once.
public protocol LearningRateSchedule: Sendable {
  /// The learning rate of a step.
  ///
  /// - Parameter step: The number of batches seen before this one: 0 for the first. With gradient
  ///   accumulation, too, every batch counts, as in Keras.
  func learningRate(step: Int) -> Float

  /// Checks the options.
  ///
  /// - Parameter owner: The optimizer's name, for the message.
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  func validate(owner: String) throws
}

extension LearningRateSchedule {
  /// Accepts any options.
  ///
  /// - Parameter owner: The optimizer's name, which is not used.
  /// - Throws: Nothing.
  public func validate(owner: String) throws {}

  /// The learning rate, if it is a plain number.
  public var constant: Double? {
    switch self {
    case let number as Double: number
    case let number as Float: Double(number)
    case let number as Int: Double(number)
    default: nil
    }
  }

  /// As Keras writes it: a number, or a serialized object.
  var kerasValue: JSON {
    get throws {
      if let constant { return .float32(constant) }
      return try KerasRegistry<any LearningRateSchedule>.schedules.value(of: self)
    }
  }
}

extension Double: LearningRateSchedule {
  /// The number itself, rounded to `Float`.
  public func learningRate(step: Int) -> Float { Float(self) }

  /// Checks that the number is finite and not negative.
  public func validate(owner: String) throws {
    try OptionChecks(owner).requireNotNegative(self, "learningRate")
  }
}

// A number of another type, such as the `1` of `.sgd(learningRate: 1)`.

extension Float: LearningRateSchedule {
  /// The number itself.
  public func learningRate(step: Int) -> Float { self }

  /// Checks that the number is finite and not negative.
  public func validate(owner: String) throws { try Double(self).validate(owner: owner) }
}

extension Int: LearningRateSchedule {
  /// The number itself, rounded to `Float`.
  public func learningRate(step: Int) -> Float { Float(self) }

  /// Checks that the number is not negative.
  public func validate(owner: String) throws { try Double(self).validate(owner: owner) }
}

extension JSONFields {
  /// A learning rate: a number, or a serialized schedule; the default if absent.
  mutating func learningRate(default fallback: Double) throws -> any LearningRateSchedule {
    guard let value = value("learning_rate"), case .object = value else {
      return try double("learning_rate", default: fallback)
    }
    return try KerasRegistry.schedules.make(value)
  }
}

extension JSONFields {
  /// A required number.
  mutating func requiredDouble(_ name: String) throws -> Double {
    try requireValue(name)
    return try double(name, default: 0)
  }

  /// A required whole number.
  mutating func requiredInt(_ name: String) throws -> Int {
    try requireValue(name)
    return try integer(name, default: 0)
  }

  /// A required list of numbers.
  mutating func requiredDoubles(_ name: String) throws -> [Double] {
    try requireValue(name)
    guard let value = value(name), case .array(let values) = value else {
      throw wrong(name, expected: "a list of numbers", found: value(name) ?? .null)
    }
    return try values.map {
      switch $0 {
      case .number(let number): number
      case .integer(let number): Double(number)
      default: throw wrong(name, expected: "a list of numbers", found: $0)
      }
    }
  }

  private mutating func requireValue(_ name: String) throws {
    guard value(name) == nil else { return }
    throw LogitError.invalidConfiguration(object: object, reason: "the option \"\(name)\" is missing")
  }
}
