#if Command
import ArgumentParser
import LogitClassifier

extension Classifier {
  /// Loads the model that stands before the data on the command line.
  ///
  /// - Throws: `ValidationError` if they stand the other way around; otherwise as `init(contentsOf:)`.
  init(model: String, beforeData data: String?) throws {
    do {
      try self.init(contentsOf: model)
    } catch {
      guard let data, data != "-", Classifier.isModelFile(data), !Classifier.isModelFile(model) else {
        throw error
      }
      throw ValidationError(
        "The model stands before the data, but \(data) is a model, and \(model) is none; write "
          + "\(data.shellQuoted) \(model.shellQuoted).")
    }
  }
}
#endif
