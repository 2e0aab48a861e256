/// Something that Keras can write to JSON and read back: a layer, a loss, an optimizer, ...
///
/// Keras calls the pair of class name and options a serialized object:
///
///     {"module": "keras.losses", "class_name": "BinaryCrossentropy", "config": {...},
///       "registered_name": null}
///
/// Options that Keras does not write, such as the δ of ``Huber``, stand beside `config` in a member `logit`.
/// Keras reads past it; Logit reads it before `config`.
public protocol KerasSerializable: Sendable {
  /// Keras's name of the class, such as `"BinaryCrossentropy"`.
  static var kerasClassName: String { get }

  /// The options under Keras's names, in Keras's order.
  ///
  /// - Throws: ``LogitError/notSerializable(object:reason:)`` for a part of one's own, such as a regularizer,
  ///   that is not ``KerasSerializable`` itself.
  var kerasConfiguration: [JSON.Member] { get throws }

  /// The options that Keras's `config` has no place for, and those in which it holds something else, under
  /// names that ``init(keras:)`` reads; none by default.
  var logitConfiguration: [JSON.Member] { get }

  /// Takes the options from Keras's.
  ///
  /// - Parameter options: The members of ``logitConfiguration`` and of Keras's `config`; of two with the same
  ///   name the former. Those that are read are marked, so that whoever made them can refuse the others with
  ///   ``/LogitFiles/JSONFields/finish()``.
  /// - Throws: ``LogitError/invalidConfiguration(object:reason:)`` for an option that is missing, of the
  ///   wrong type, unknown, or has no counterpart here.
  init(keras options: inout JSONFields) throws
}

extension KerasSerializable {
  /// None: Keras's configuration holds all options.
  public var logitConfiguration: [JSON.Member] { [] }
}

/// Something of Logit's own that Keras does not have. It is written as Keras's objects are, but where Keras
/// does not look.
protocol LogitSerializable: KerasSerializable {}

extension JSON {
  /// A number that Keras keeps as a float32 and writes as a double, such as a learning rate: 0.01 becomes
  /// 0.009999999776482582.
  ///
  /// - Parameter value: The number.
  /// - Returns: The number of single precision that is nearest to it.
  public static func float32(_ value: Double) -> JSON { .number(Double(Float(value))) }
}
