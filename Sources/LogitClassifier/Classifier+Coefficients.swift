import LogitData

extension Classifier {
  /// The weight of each feature, the strongest first; empty for a model with hidden layers.
  public var coefficients: [Coefficient] {
    Coefficient.all(of: model, features: features.featureNames, classes: classes.names)
  }
}
