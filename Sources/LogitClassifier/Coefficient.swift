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
  public let weight: Float

  /// All coefficients of a model, the strongest first; empty if it has hidden layers.
  static func all(of model: Sequential, features: [String], classes: [String]) -> [Coefficient] {
    guard model.layers.count == 1, let kernel = model.layers.first?.weights.first else { return [] }
    let head = ClassHead(classCount: classes.count)
    // The logit of a single unit is that of the second class.
    let names = head.curveClasses.map { classes[$0] }
    var coefficients: [Coefficient] = []
    for (row, feature) in features.enumerated() {
      for unit in 0..<head.outputCount {
        coefficients.append(
          Coefficient(feature: feature, className: names[unit], weight: kernel[row, unit]))
      }
    }
    // Sorting need not be stable; the offset keeps equal weights in the order of the features.
    return coefficients.enumerated().sorted {
      ($1.element.weight.magnitude, $0.offset) < ($0.element.weight.magnitude, $1.offset)
    }.map(\.element)
  }
}
