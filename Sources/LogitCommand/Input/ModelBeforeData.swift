#if Command
import ArgumentParser
import LogitClassifier
import LogitInterchange

extension Classifier {
  /// Loads the model that stands before the data on the command line.
  ///
  /// - Throws: `ValidationError` if they stand the other way around; otherwise as `init(contentsOf:)`.
  init(model: String, beforeData data: String?) throws {
    do {
      try self.init(contentsOf: model)
    } catch {
      guard let data, data != "-", Self.isModel(data), !Self.isModel(model) else { throw error }
      throw ValidationError(
        "The model stands before the data, but \(data) is a model, and \(model) is none; write "
          + "\(data.shellQuoted) \(model.shellQuoted).")
    }
  }

  /// Whether a file begins like a model, of Logit's own or of another tool.
  static func isModel(_ path: String) -> Bool {
    isModelFile(path) || ForeignModel.isForeign(path)
  }
}
#endif
