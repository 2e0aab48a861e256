import LogitData

/// The keys in a model file.
///
/// A model file is a safetensors file (https://github.com/huggingface/safetensors#format): the weights are
/// its tensors, named `layer/weight`, and the learning curves are tensors named `history/loss` and so on, all
/// of 32-bit floats. Everything else is text in its metadata, under these keys. Nothing in it is ever run.
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
  static let currentVersion = "2"
  /// The versions that are loaded. Version 1 did not remember how its data was read.
  static let knownVersions = ["1", "2"]
  static let historyPrefix = "history/"
}
