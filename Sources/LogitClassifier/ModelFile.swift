import LogitData

/// The keys in a model file.
///
/// A model file is a safetensors file (https://github.com/huggingface/safetensors#format): the weights are
/// its tensors, named `layer/weight`, and the learning curves are tensors named `history/loss` and so on, all
/// of 32-bit floats. The weights of an optimum are also there in 64 bits, as `estimates/kernel` and
/// `estimates/bias`. Everything else is text in its metadata, under these keys. Nothing in it is ever run.
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

  static let formatName = "logit-model"
  static let currentVersion = "3"
  /// The versions that are loaded. Version 1 did not remember how its data was read; version 2 had no estimates and
  /// knew only training in steps.
  static let knownVersions = ["1", "2", "3"]
  static let historyPrefix = "history/"
  /// The weights of an optimum, `[features, outputs]`, and its constants, `[outputs]`.
  static let estimates = (kernel: "estimates/kernel", bias: "estimates/bias")
}
