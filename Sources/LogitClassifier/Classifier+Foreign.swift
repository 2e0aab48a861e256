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
      provenance: Provenance(foreign: source))
  }

  /// Makes a classifier of a linear model that another tool fitted in double precision, which its
  /// predictions keep.
  ///
  /// - Parameters:
  ///   - kernel: The weights of features, `[features, outputs]`: one output for two classes.
  ///   - bias: The constants, `[outputs]`.
  ///   - source: The file that it came from.
  ///   - target: The name of the target column.
  ///   - classes: The classes, in the order of the outputs.
  ///   - features: How columns become what the model takes, already learned.
  /// - Throws: As ``init(target:classes:features:model:reading:history:provenance:)``, and
  ///   `LogitError.invalidOption(name:value:expected:)` for a weight beyond single precision.
  package init(
    kernel: Tensor<Double>, bias: [Double], source: String, target: String, classes: ClassLabels,
    features: FeatureSpace
  ) throws {
    var estimates = LinearEstimates(kernel: kernel, bias: bias)
    estimates.isAlwaysDouble = true
    try self.init(
      target: target, classes: classes, features: features, model: classes.head.model(estimates),
      estimates: estimates, provenance: Provenance(foreign: source))
  }
}

extension Classifier {
  /// The same classifier with another decision.
  ///
  /// - Parameter decision: What is made of the model's outputs.
  package func deciding(by decision: ClassDecision) -> Classifier {
    var classifier = self
    classifier.decision = decision
    return classifier
  }
}

extension ClassDecision {
  /// The whole decision as JSON, for files of other formats; `nil` for the model's own probabilities and the
  /// most probable class.
  package var exported: JSON? { self == .usual ? nil : json }

  /// The rule alone as JSON, for formats that have no place for other probabilities than the model's own;
  /// `nil` for the most probable class.
  package var exportedRule: JSON? { ClassDecision(adjustment: nil, rule: rule).exported }

  /// Takes a decision out of JSON that another file has.
  ///
  /// - Parameters:
  ///   - json: What ``exported`` or ``exportedRule`` gave.
  ///   - classCount: The number of classes.
  /// - Throws: `LogitError.invalidConfiguration(object:reason:)`, or
  ///   `LogitError.invalidOption(name:value:expected:)` for numbers out of range.
  package init(exported json: JSON, classCount: Int) throws {
    try self.init(json: json, classCount: classCount)
  }

  /// The decision by a threshold between two classes, as another tool's file has it.
  ///
  /// - Parameter threshold: The probability of the second class above which it is predicted, from 0 to 1.
  package init(threshold: Double) { self.init(adjustment: nil, rule: .threshold(threshold)) }
}

extension Provenance {
  /// The origin of a model of which nothing but its file is known.
  fileprivate init(foreign source: String) {
    self.init(
      version: "", source: source, rowCount: 0, columnCount: 0, fingerprint: 0, trainingRowCount: 0,
      validationRowCount: 0, droppedRowCount: 0, seed: 0, options: nil, epochsDone: nil, state: nil,
      metrics: [])
  }
}
