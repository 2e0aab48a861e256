/// The optimizers that come with Logit, by their names in Keras.
///
///     model.compile(optimizer: try Optimizers.named("adam"), loss: .meanSquaredError)
public enum Optimizers {
  /// The names, in lower case: `"adam"`, `"sgd"` and so on.
  public static var names: [String] { KerasRegistry.optimizers.classNames.map { $0.lowercased() } }

  /// Returns the optimizer of a name with its defaults, as `keras.optimizers.get` does.
  ///
  /// - Parameter name: One of ``names``, in any case.
  /// - Returns: The optimizer.
  /// - Throws: ``LogitError/invalidConfiguration(object:reason:)`` if there is no optimizer of that name.
  public static func named(_ name: String) throws -> any Optimizer {
    try KerasRegistry.optimizers.optimizer(.string(name))
  }
}
