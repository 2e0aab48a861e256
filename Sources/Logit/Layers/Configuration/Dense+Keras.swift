extension Dense: KerasSerializable {
  /// `"Dense"`.
  public static var kerasClassName: String { "Dense" }

  /// The options as Keras writes them; `activity_regularizer` only if there is one.
  public var kerasConfiguration: [JSON.Member] {
    get throws {
      let activity =
        try activityRegularizer.map { [JSON.Member("activity_regularizer", try keras($0))] } ?? []
      return try kerasBase + activity + [
        JSON.Member("units", .integer(units)), JSON.Member("activation", keras(activation)),
        JSON.Member("use_bias", .bool(useBias)), JSON.Member("kernel_initializer", keras(kernelInitializer)),
        JSON.Member("bias_initializer", keras(biasInitializer)),
        JSON.Member("kernel_regularizer", keras(kernelRegularizer)),
        JSON.Member("bias_regularizer", keras(biasRegularizer)),
        JSON.Member("kernel_constraint", keras(kernelConstraint)),
        JSON.Member("bias_constraint", keras(biasConstraint)), JSON.Member("quantization_config", .null),
      ]
    }
  }

  /// Reads the options under Keras's names.
  ///
  /// - Throws: ``LogitError/invalidConfiguration(object:reason:)`` for options that Logit cannot use,
  ///   including quantized layers and low-rank adapters.
  public init(keras options: inout JSONFields) throws {
    let base = try LayerBase(&options)
    try options.require("quantization_config", is: .null)
    try options.require("lora_rank", is: .null)
    try options.require("lora_alpha", is: .null)
    self.init(
      try options.integer("units", default: 0), activation: try options.activation("activation"),
      useBias: try options.bool("use_bias", default: true),
      kernelInitializer: try options.initializer("kernel_initializer", default: .glorotUniform),
      biasInitializer: try options.initializer("bias_initializer", default: .zeros),
      kernelRegularizer: try options.regularizer("kernel_regularizer"),
      biasRegularizer: try options.regularizer("bias_regularizer"),
      activityRegularizer: try options.regularizer("activity_regularizer"),
      kernelConstraint: try options.constraint("kernel_constraint"),
      biasConstraint: try options.constraint("bias_constraint"), isTrainable: base.isTrainable,
      name: base.name)
  }
}
