#if Command
import Logit
import LogitClassifier

/// The file that a trained model goes to.
struct ModelDestination {
  static let defaultPath = "model.safetensors"

  let path: String
  /// Whether a model goes that Logit wrote before, though nobody named its file.
  let replacesModel: Bool

  /// Finds out, before training, which may take long, whether the model can be written.
  ///
  /// - Parameters:
  ///   - output: The file that was asked for, which is replaced whatever it holds.
  ///   - overwrites: Whether the default file is replaced whatever it holds.
  ///   - inputs: The files that are read.
  /// - Throws: `FileError` or ``ShellError``.
  init(_ output: String?, overwrites: Bool, inputs: InputFiles) throws {
    path = output ?? Self.defaultPath
    try inputs.requireOther(than: path)
    try StagedFile.requireWritable(path)
    guard output == nil && FileSystem.exists(path) else {
      replacesModel = false
      return
    }
    replacesModel = Classifier.isModelFile(path)
    guard replacesModel || overwrites else {
      throw ShellError(
        oneLine: "\(path) is there already and is no model that logit fit wrote; name another file with "
          + "--output, or replace it with --overwrite.")
    }
  }

  /// What is said when the model was written over another; `nil` if there was none.
  var note: String? {
    replacesModel ? "The model that was in \(path) before is replaced.\n" : nil
  }
}
#endif
