import LogitData

/// The keys in a model file.
///
/// A model file is a safetensors file (https://github.com/huggingface/safetensors#format): the weights are
/// its tensors, named `layer/weight`, and the learning curves are tensors named `history/loss` and so on, all
/// of 32-bit floats. The weights of an optimum are also there in 64 bits, as `estimates/kernel` and
/// `estimates/bias`, the covariance of a regression's as `inference/covariance` and, of its centred columns,
/// as `inference/centered_factor`, and what sets of classes are made with as `coverage/0/kernel` and so on.
/// Everything else is text in its metadata, under these keys. Nothing in it is ever run.
enum ModelFile {
  static let format = "format"
  static let formatVersion = "format_version"
  /// The model as Keras's `to_json()` writes it.
  static let architecture = "architecture"
  /// `FeatureSpace` as JSON.
  static let features = "features"
  /// The target column and its classes: `{"column": "species", "kind": "string", "classes": ["setosa",
  /// "versicolor"]}`, with a `"reading"` if spellings are joined.
  static let target = "target"
  /// `TableReading` as JSON; missing in version 1.
  static let reading = "reading"
  /// ``Provenance`` as JSON.
  static let provenance = "provenance"
  /// ``ClassDecision`` as JSON; missing where the model's own probabilities and the most probable class are
  /// predicted.
  static let decision = "decision"
  /// What sets of classes are made with; missing where none can be.
  static let coverage = "coverage"

  /// `double` where predictions are worked out in double precision whatever the weights are, as by the tool
  /// that fitted them; missing where the weights decide.
  static let precision = "precision"

  /// `LogisticInference` as JSON, but for its covariance, in a file of a regression.
  static let inference = "inference"

  static let formatName = "logit-model"
  static let doublePrecision = "double"
  /// The format of a ``SparseClassifier``, whose file has other parts.
  static let sparseFormatName = "logit-sparse-model"
  /// The version of a file: 4, which is the first that has the inference and the formula of a regression, a
  /// decision and what sets of classes are made with, if it has any of them, and else 3, so that earlier
  /// releases load it, too.
  static func version(hasInference: Bool, hasDecision: Bool) -> String {
    hasInference || hasDecision ? decidingVersion : "3"
  }
  /// The first version of files with an inference, a decision or a coverage.
  static let decidingVersion = "4"
  /// The versions that are loaded. Version 1 did not remember how its data was read; version 2 had no
  /// estimates and knew only training in steps; version 3 has no inference and no formulas, and always
  /// predicts the most probable class.
  static let knownVersions = ["1", "2", "3", "4"]
  /// The versions that may have an inference, a decision or a coverage.
  static let decidingVersions = [decidingVersion]
  static let historyPrefix = "history/"
  /// The weights of an optimum, `[features, outputs]`, and its constants, `[outputs]`.
  static let estimates = (kernel: "estimates/kernel", bias: "estimates/bias")
  /// The covariance of a regression's coefficients in the order of its table, NaN where there is none.
  static let covariance = "inference/covariance"
  /// A factor A of the covariance A Aᵀ of centred columns.
  static let centeredFactor = "inference/centered_factor"
}
