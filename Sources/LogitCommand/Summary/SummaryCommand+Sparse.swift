#if Command
import ArgumentParser
import Logit
import LogitClassifier

extension SummaryCommand {
  /// Shows what a model of sparse rows holds.
  func summarizeSparse() throws {
    if file != nil {
      throw ValidationError(
        "\(model) is a model of sparse rows, whose coefficients have no errors; leave the file out.")
    }
    // Refuses the options for models of other tools.
    _ = try foreignRows.layers(model)
    let classifier = try SparseClassifier(contentsOf: model)
    if json { return try Shell.print(classifier.summaryJSON(path: model)) }
    try Shell.print(classifier.summaryText(path: model), terminator: "")
  }
}
#endif
