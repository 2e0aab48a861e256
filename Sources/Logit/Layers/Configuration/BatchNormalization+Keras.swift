extension BatchNormalization: KerasSerializable {
  /// `"BatchNormalization"`.
  public static var kerasClassName: String { "BatchNormalization" }

  /// The options as Keras writes them.
  public var kerasConfiguration: [JSON.Member] {
    get throws {
      let own = [
        JSON.Member("axis", .integer(axis)), JSON.Member("momentum", .number(momentum)),
        JSON.Member("epsilon", .number(epsilon)), JSON.Member("center", .bool(center)),
        JSON.Member("scale", .bool(scale)),
      ]
      let moving = [
        JSON.Member("moving_mean_initializer", try keras(movingMeanInitializer)),
        JSON.Member("moving_variance_initializer", try keras(movingVarianceInitializer)),
      ]
      let renorm = [
        JSON.Member("synchronized", .bool(false)), JSON.Member("renorm", .bool(renormalization != nil)),
        JSON.Member("renorm_clipping", renormalization?.kerasClipping ?? .null),
        JSON.Member("renorm_momentum", .number(renormalization?.momentum ?? 0.99)),
      ]
      return try kerasBase + own + kerasInitializers + moving + kerasPenalties + renorm
    }
  }

  /// Reads the options under Keras's names.
  ///
  /// - Throws: ``LogitError/invalidConfiguration(object:reason:)`` for options that Logit cannot use,
  ///   including statistics synchronized over devices.
  public init(keras options: inout JSONFields) throws {
    let base = try LayerBase(&options)
    try options.require("synchronized", is: .bool(false))
    let clipping = options.value("renorm_clipping")
    let renormalizationMomentum = try options.double("renorm_momentum", default: 0.99)
    let isRenormalized = try options.bool("renorm", default: false)
    self.init(
      axis: try options.integer("axis", default: -1), momentum: try options.double("momentum", default: 0.99),
      epsilon: try options.double("epsilon", default: 0.001),
      center: try options.bool("center", default: true), scale: try options.bool("scale", default: true),
      betaInitializer: try options.initializer("beta_initializer", default: .zeros),
      gammaInitializer: try options.initializer("gamma_initializer", default: .ones),
      movingMeanInitializer: try options.initializer("moving_mean_initializer", default: .zeros),
      movingVarianceInitializer: try options.initializer("moving_variance_initializer", default: .ones),
      betaRegularizer: try options.regularizer("beta_regularizer"),
      gammaRegularizer: try options.regularizer("gamma_regularizer"),
      betaConstraint: try options.constraint("beta_constraint"),
      gammaConstraint: try options.constraint("gamma_constraint"),
      renormalization: isRenormalized
        ? try BatchRenormalization(clipping, momentum: renormalizationMomentum, of: options.object) : nil,
      isTrainable: base.isTrainable, name: base.name)
  }
}

extension BatchRenormalization {
  /// The bounds as Keras writes them; absent ones are left out.
  fileprivate var kerasClipping: JSON {
    let bounds = [("rmax", largestScale), ("rmin", smallestScale), ("dmax", largestShift)]
    let members = bounds.compactMap { name, value in value.map { JSON.Member(name, .number($0)) } }
    return .object(members)
  }

  fileprivate init(_ clipping: JSON?, momentum: Double, of object: String) throws {
    self.init(momentum: momentum)
    guard case .object(let members)? = clipping else { return }
    var bounds = JSONFields(members, of: object)
    largestScale = try bounds.optionalDouble("rmax")
    smallestScale = try bounds.optionalDouble("rmin")
    largestShift = try bounds.optionalDouble("dmax")
    try bounds.finish()
  }
}
