import Logit
import LogitData

extension Classifier {
  /// The classifier's layers, features, classes, origin and, without hidden layers, coefficients as one JSON
  /// object.
  ///
  /// - Parameter path: The file it was loaded from; `nil`, the default, if there is none.
  /// - Returns: The object on one line.
  public func summaryJSON(path: String? = nil) -> String { summaryJSON(path: path, inference: nil) }

  /// The same object with that of the regression that made the classifier.
  ///
  /// - Parameter inference: The object of the regression, under the name `inference`; left out by default.
  package func summaryJSON(path: String?, inference: JSON?) -> String {
    var members = [
      JSON.Member("model", path.map { .string($0) } ?? .null), JSON.Member("target", .string(target)),
      JSON.Member("classes", .array(classes.names.map { .string($0) })),
      JSON.Member("columns", .array(features.decisions.map(\.json))),
      JSON.Member("features", .array(features.featureNames.map { .string($0) })),
      JSON.Member(
        "weights",
        .array(
          model.namedWeights.map { name, tensor in
            ["name": .string(name), "shape": .array(tensor.shape.map { .integer($0) })]
          })),
    ]
    if linearEstimates != nil {
      members.append(JSON.Member("intercepts", .array(intercepts.map(\.json))))
      members.append(JSON.Member("coefficients", .array(coefficients.map(\.json))))
    }
    if decision != .usual { members.append(JSON.Member("decision", decision.json)) }
    members.append(JSON.Member("provenance", provenance.json))
    if let inference { members.append(JSON.Member("inference", inference)) }
    return JSON.object(members).description
  }
}
