/// A normalization that ends by multiplying each column by gamma and adding beta.
protocol GammaBetaLayer: Layer {
  var center: Bool { get }
  var scale: Bool { get }
  var betaInitializer: any Initializer { get }
  var gammaInitializer: any Initializer { get }
  var betaRegularizer: (any Regularizer)? { get }
  var gammaRegularizer: (any Regularizer)? { get }
  var betaConstraint: (any Constraint)? { get }
  var gammaConstraint: (any Constraint)? { get }
}

extension BatchNormalization: GammaBetaLayer {}
extension GroupNormalization: GammaBetaLayer {}
extension LayerNormalization: GammaBetaLayer {}

extension GammaBetaLayer {
  /// Checks what gamma and beta are made from and held by.
  func validateGammaAndBeta() throws {
    try gammaInitializer.validate()
    try betaInitializer.validate()
    try gammaRegularizer?.validate()
    try betaRegularizer?.validate()
    try gammaConstraint?.validate()
    try betaConstraint?.validate()
  }

  /// Gamma and beta, `[columns]` each, as far as the layer has them.
  func gammaAndBeta(inputShape: [Int]) -> [ParameterSpecification] {
    let shape = [inputShape.last ?? 1]
    let gamma = ParameterSpecification(
      name: "gamma", shape: shape, initializer: gammaInitializer, regularizer: gammaRegularizer,
      constraint: gammaConstraint)
    let beta = ParameterSpecification(
      name: "beta", shape: shape, initializer: betaInitializer, regularizer: betaRegularizer,
      constraint: betaConstraint)
    return (scale ? [gamma] : []) + (center ? [beta] : [])
  }

  /// What gamma and beta begin with, as Keras writes it.
  var kerasInitializers: [JSON.Member] {
    get throws {
      [
        JSON.Member("beta_initializer", try keras(betaInitializer)),
        JSON.Member("gamma_initializer", try keras(gammaInitializer)),
      ]
    }
  }

  /// What holds gamma and beta, as Keras writes it.
  var kerasPenalties: [JSON.Member] {
    get throws {
      [
        JSON.Member("beta_regularizer", try keras(betaRegularizer)),
        JSON.Member("gamma_regularizer", try keras(gammaRegularizer)),
        JSON.Member("beta_constraint", try keras(betaConstraint)),
        JSON.Member("gamma_constraint", try keras(gammaConstraint)),
      ]
    }
  }
}
