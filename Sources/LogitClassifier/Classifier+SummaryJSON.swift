import Logit
import LogitData

extension Classifier {
  /// The classifier's layers, features, classes and origin as one JSON object.
  ///
  /// - Parameter path: The file it was loaded from; `nil`, the default, if there is none.
  /// - Returns: The object on one line.
  public func summaryJSON(path: String? = nil) -> String {
    ([
      "model": path.map { .string($0) } ?? .null, "target": .string(target),
      "classes": .array(classes.names.map { .string($0) }), "columns": .array(features.decisions.map(\.json)),
      "features": .array(features.featureNames.map { .string($0) }),
      "weights": .array(
        model.namedWeights.map { name, tensor in
          ["name": .string(name), "shape": .array(tensor.shape.map { .integer($0) })]
        }), "provenance": provenance.json,
    ] as JSON).description
  }
}
