import Logit
import LogitData

/// The weight of a feature in a model without hidden layers.
public struct Coefficient: Sendable, Equatable {
  /// The feature, such as `"age"` or `"species=adelie"`.
  public let feature: String
  /// The class that a positive weight makes more probable.
  public let className: String
  /// The change of the class's logit when the feature, as encoded for the model, grows by one. For a
  /// standardized feature, one is one standard deviation.
  public let weight: Double
  /// The change of the class's logit in the units of the table: when a number grows by one, or for a category
  /// against the mean of all categories of its column.
  public let estimate: Double

  /// As JSON.
  var json: JSON {
    [
      "feature": .string(feature), "class": .string(className), "weight": .finite(weight),
      "estimate": .finite(estimate),
    ]
  }
}

/// The constant of a class's logit in a model without hidden layers.
public struct Intercept: Sendable, Equatable {
  /// The class that a positive constant makes more probable.
  public let className: String
  /// The class's logit where every number is 0 and every category is the mean of those of its column, in the
  /// units of the table.
  public let estimate: Double

  /// As JSON.
  var json: JSON { ["class": .string(className), "estimate": .finite(estimate)] }
}
