import Logit
import LogitData

extension Classifier {
  /// The weights in double precision: as they were found, or as the model has them; `nil` with hidden layers.
  var linearEstimates: LinearEstimates? { estimates ?? LinearEstimates(model) }

  /// What a model is that has no ``linearEstimates``, after `is`.
  ///
  /// Activations, normalization and the like are layers, too, but none that is hidden.
  var networkWords: String {
    let hidden = model.layers.count { !$0.weights.isEmpty } - 1
    return hidden > 0
      ? "a network with \(hidden.counted("hidden layer"))"
      : "of other layers than a single dense one with constants"
  }

  /// The weight of each feature, the strongest first; empty for a model with hidden layers.
  ///
  /// The logit of a class is its ``intercepts`` and the sum of ``Coefficient/estimate`` times the value of
  /// each feature in the table's units, for every row of categories that were learned.
  public var coefficients: [Coefficient] {
    guard let encoded = linearEstimates else { return [] }
    let original = encoded.inOriginalUnits(features.units)
    let names = outputClasses
    var coefficients: [Coefficient] = []
    let offset = features.offsetFeature
    for (row, feature) in features.featureNames.enumerated() where row != offset {
      for (unit, name) in names.enumerated() {
        coefficients.append(
          Coefficient(
            feature: feature, className: name, weight: encoded.kernel[row, unit],
            estimate: original.kernel[row, unit]))
      }
    }
    // Sorting need not be stable; the offset keeps equal weights in the order of the features.
    return coefficients.enumerated().sorted {
      ($1.element.weight.magnitude, $0.offset) < ($0.element.weight.magnitude, $1.offset)
    }.map(\.element)
  }

  /// The constant of each class's logit, of two classes that of the second; empty for a model with hidden
  /// layers.
  public var intercepts: [Intercept] {
    guard let original = linearEstimates?.inOriginalUnits(features.units) else { return [] }
    return zip(outputClasses, original.bias).map { Intercept(className: $0, estimate: $1) }
  }

  /// The class of each output; that of a single unit is the second class.
  private var outputClasses: [String] { classes.head.curveClasses.map { classes.names[$0] } }
}
