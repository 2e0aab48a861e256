#if Command
import ArgumentParser
import LogitClassifier
import LogitInterchange

// A model of another tool in the format of a third.

extension ExportCommand {
  /// The model as a classifier of columns of numbers, if another tool wrote it.
  ///
  /// - Parameter format: The format that it is written in.
  /// - Returns: `nil` for a model of Logit's own.
  func foreignClassifier(for format: any ExportFormat) throws -> Classifier? {
    if foreignModel.byPosition {
      throw ValidationError("--by-position is for the columns of a table, which an export does not read.")
    }
    guard let foreign = try foreignModel.model(model) else {
      if features != nil {
        throw ValidationError("--features is for models of other tools; \(model) names its own columns.")
      }
      return nil
    }
    try foreign.requireProbabilities(model)
    let names = try features.map { try [String](list: $0, option: "--features") }
    let classifier = try foreign.exported(to: format, columns: names, source: model)
    if printing.isForPeople { foreign.tell(nil) }
    return classifier
  }
}
#endif
