#if Command
import Logit
import LogitClassifier

/// The file that a model goes to.
struct ModelDestination {
  static let defaultPath = "model.safetensors"

  let path: String
  /// Whether a model goes that Logit wrote before, though nobody named its file.
  private let replacesModel: Bool

  /// Finds out, before training, which may take long, whether the model can be written.
  ///
  /// - Parameters:
  ///   - options: The file that was asked for, which is replaced whatever it holds.
  ///   - inputs: The files that are read.
  /// - Throws: `FileError` or ``ShellError``.
  init(_ options: ModelOutputOptions, inputs: InputFiles) throws {
    path = options.output ?? Self.defaultPath
    try inputs.requireOther(than: path)
    try StagedFile.requireWritable(path)
    guard options.output == nil && FileSystem.exists(path) else {
      replacesModel = false
      return
    }
    replacesModel = Classifier.isModelFile(path) || SparseClassifier.isModelFile(path)
    guard replacesModel || options.overwrite else {
      throw ShellError(
        oneLine: "\(path) is there already and is no model that Logit wrote; name another file with "
          + "--output, or replace it with --overwrite.")
    }
  }

  /// Writes a model, and says so if it goes over another.
  ///
  /// - Parameter isQuiet: Whether nothing is said.
  func write(_ classifier: Classifier, isQuiet: Bool) throws {
    try classifier.save(to: path)
    sayReplacement(isQuiet: isQuiet)
  }

  /// Writes a model of sparse rows, and says so if it goes over another.
  func write(_ classifier: SparseClassifier, isQuiet: Bool) throws {
    try classifier.save(to: path)
    sayReplacement(isQuiet: isQuiet)
  }

  private func sayReplacement(isQuiet: Bool) {
    if replacesModel, !isQuiet { Shell.note("The model that was in \(path) before is replaced.\n") }
  }
}
#endif
