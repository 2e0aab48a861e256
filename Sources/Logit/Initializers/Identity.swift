import LogitFiles

/// The identity matrix times a gain; the matrix need not be square.
///
/// Keras's configuration does not record the gain; it stands beside it, where Keras reads past it.
///
/// Follows `keras.initializers.Identity`.
public struct Identity: Initializer, Equatable {
  /// The number on the diagonal.
  public var gain: Double

  /// Creates the initializer.
  ///
  /// - Parameter gain: The number on the diagonal: finite, 1 by default.
  public init(gain: Double = 1) {
    self.gain = gain
  }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws {
    try Self.checks.requireFinite(gain, "gain")
  }

  /// Checks the options and that the parameter is a matrix.
  public func validate(shape: [Int]) throws {
    try validate()
    try LogitError.require(
      shape.count == 2, "The shape of a parameter with an Identity initializer", shape, "that of a matrix")
  }

  /// Fills the parameter, which must be a matrix.
  public func initialize(
    _ values: inout MutableSpan<Float>, shape: [Int], using generator: inout RandomGenerator
  ) {
    guard shape.count == 2 else {
      programmingError("Identity needs a matrix, not the shape \(shape)")
    }
    values.update(repeating: 0)
    for i in 0..<min(shape[0], shape[1]) { values[i * shape[1] + i] = Float(gain) }
  }
}

extension Identity: KerasSerializable {
  /// Keras's name of the class.
  public static let kerasClassName = "Identity"

  /// Empty, since Keras does not write the gain.
  public var kerasConfiguration: [JSON.Member] { [] }

  /// The gain, unless it is what Keras takes it for.
  public var logitConfiguration: [JSON.Member] {
    gain == 1 ? [] : [JSON.Member("gain", .number(gain))]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(gain: try options.double("gain", default: 1))
  }
}

extension Initializer where Self == Identity {
  /// The identity matrix times a gain.
  public static var identity: Identity { Identity() }

  /// The identity matrix times a gain.
  ///
  /// - Parameter gain: The number on the diagonal: finite, 1 by default.
  public static func identity(gain: Double = 1) -> Identity { Identity(gain: gain) }
}
