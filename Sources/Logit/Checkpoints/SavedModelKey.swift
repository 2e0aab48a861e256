/// The names in the metadata of a model's file. What is in the file stands in the article "Saving and opening
/// models".
enum SavedModelKey {
  static let format = "format"
  static let formatVersion = "format_version"
  /// The model as Keras's `to_json()` writes it, and how it was compiled.
  static let architecture = "architecture"
  /// Why there is no ``architecture``.
  static let undescribed = "undescribed"
  /// A line for each layer with its shapes, which a model must have that the file is restored into.
  static let layers = "layers"
  /// The names of frozen layers whose own options do not say so, a line each.
  static let frozen = "frozen_layers"
  static let seed = "seed"
  static let pass = "pass"
  static let stepInPass = "step_in_pass"
  static let epoch = "epoch"
  static let batch = "batch"
  /// There if the file was written while the model was trained, so that the next training goes on at this
  /// place.
  static let inTraining = "in_training"
  /// The epoch that a training was in when it was cancelled.
  static let interruptedEpoch = "interrupted_epoch"
  static let optimizer = "optimizer"
  static let iteration = "iteration"
  static let learningRate = "learning_rate"

  /// The format of models, those of classifiers included.
  static let formatName = "logit-model"
  /// The version of a file that ``Sequential/save(to:epoch:includingOptimizer:)-(String,_,_)`` writes.
  static let currentVersion = 5
  /// The versions of classifiers' files, which have no seed, no position and no optimizer.
  static let classifierVersions = 1...4
  /// The format of the files of Logit 0.1 that hold training and not the layers; there is one version of it.
  static let checkpointFormat = "logit-checkpoint"
  static let checkpointVersion = "1"

  /// The tensor with an interrupted epoch's sums: of the losses, of the right predictions, and of the rows.
  /// Those of its metrics stand behind it, as `epoch/totals/auc`.
  static let totals = "epoch/totals"
}
