/// Something that Keras can write to JSON and read back: a layer, a loss, an optimizer, ...
///
/// Keras calls the pair of class name and options a serialized object:
///
///     {"module": "keras.losses", "class_name": "BinaryCrossentropy", "config": {...},
///       "registered_name": null}
public protocol KerasSerializable: Sendable {
  /// Keras's name of the class, such as `"BinaryCrossentropy"`.
  static var kerasClassName: String { get }

  /// The options under Keras's names, in Keras's order.
  var kerasConfiguration: [JSON.Member] { get }

  /// Takes the options from Keras's.
  ///
  /// - Parameter options: The members of Keras's `config`. Those that are read are marked, so that whoever
  ///   made them can refuse the others with ``/LogitFiles/JSONFields/finish()``.
  /// - Throws: ``LogitError/invalidConfiguration(object:reason:)`` for an option that is missing, of the
  ///   wrong type, unknown, or has no counterpart here.
  init(keras options: inout JSONFields) throws
}

extension JSON {
  /// A number that Keras keeps as a float32 and writes as a double, such as a learning rate: 0.01 becomes
  /// 0.009999999776482582.
  ///
  /// - Parameter value: The number.
  /// - Returns: The number of single precision that is nearest to it.
  public static func float32(_ value: Double) -> JSON { .number(Double(Float(value))) }
}
