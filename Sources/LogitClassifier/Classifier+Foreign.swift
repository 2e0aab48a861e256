import Logit
package import LogitData

extension Classifier {
  /// Makes a classifier of a model that another tool trained.
  ///
  /// - Parameters:
  ///   - model: The model, whose outputs are probabilities.
  ///   - source: The file that it came from.
  ///   - target: The name of the target column.
  ///   - classes: The classes, in the order of the outputs.
  ///   - features: How columns become what the model takes, already learned.
  /// - Throws: As ``init(target:classes:features:model:reading:history:provenance:)``.
  package init(
    foreign model: Sequential, source: String, target: String, classes: ClassLabels, features: FeatureSpace
  ) throws {
    // Its weights are single, so that predictions are, too, as those of the tool.
    try self.init(
      target: target, classes: classes, features: features, model: model,
      provenance: Provenance(
        version: "", source: source, rowCount: 0, columnCount: 0, fingerprint: 0, trainingRowCount: 0,
        validationRowCount: 0, droppedRowCount: 0, seed: 0, options: nil, epochsDone: nil, state: nil,
        metrics: []))
  }
}
