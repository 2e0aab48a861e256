public import Logit
import LogitFiles

extension Sequential {
  /// Saves the model in one of Keras's forms, so that Keras opens it with the same weights, compiled in the
  /// same way, and goes on training where this model stopped.
  ///
  ///     try model.save(kerasFile: "model.keras")
  ///
  ///     # in Python
  ///     model = keras.saving.load_model("model.keras")
  ///
  /// The file is written whole or not at all. What Keras has no place for, such as an exact ``/Logit/AUC``,
  /// is written where Keras reads past it and ``init(kerasFile:architecture:seed:)`` finds it again. A
  /// layer's name that TensorFlow refuses, such as one with a blank, is written in a form that it accepts.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - format: The form; by default what the name ends in (``KerasFileFormat/init(path:)``), and
  ///     ``KerasFileFormat/keras`` for other endings.
  ///   - includingOptimizer: Whether to write how the model was compiled, and the optimizer's state, too;
  ///     `true` by default.
  /// - Returns: What a reader should know about the file, each a sentence: names that were changed, weights
  ///   that are NaN.
  /// - Throws: ``/Logit/LogitError/notBuilt(operation:)`` for a model without weights,
  ///   ``/Logit/LogitError/notSerializable(object:reason:)`` for a part of one's own whose options are not
  ///   known, or ``/LogitFiles/FileError/notWritten(path:reason:)``.
  @discardableResult
  public func save(
    kerasFile path: String, format: KerasFileFormat? = nil, includingOptimizer: Bool = true
  ) throws -> [String] {
    let writer = try KerasWriter(self, includingOptimizer: includingOptimizer)
    try StagedFile.write(writer.encoded(format ?? KerasFileFormat(path: path) ?? .keras), to: path)
    return writer.notes
  }

  /// The bytes of a file of Keras, as ``save(kerasFile:format:includingOptimizer:)`` writes it.
  ///
  /// - Parameters:
  ///   - format: The form; ``KerasFileFormat/keras`` by default.
  ///   - includingOptimizer: Whether how the model was compiled, and the optimizer's state, are part of it;
  ///     `true` by default.
  /// - Returns: The bytes; the same model gives the same ones.
  /// - Throws: As ``save(kerasFile:format:includingOptimizer:)``, but for the file.
  public func kerasBytes(
    _ format: KerasFileFormat = .keras, includingOptimizer: Bool = true
  ) throws -> [UInt8] {
    try KerasWriter(self, includingOptimizer: includingOptimizer).encoded(format)
  }
}
