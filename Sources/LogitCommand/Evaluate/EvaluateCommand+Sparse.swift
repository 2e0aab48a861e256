#if Command
import ArgumentParser
import Logit
import LogitClassifier

extension EvaluateCommand {
  /// Measures a model of sparse rows.
  func evaluateSparse() throws {
    // Refuses the options for models of other tools, and those that the model remembers.
    _ = try foreignRows.classifier(model, of: input.file, input.format)
    _ = try input.format.columnsForModel()
    let classifier = try SparseClassifier(contentsOf: model)
    let name = input.file == "-" ? "standard input" : input.file.lastComponent
    let evaluation: Evaluation
    if classifier.features == nil {
      let data = try SparseInput.read(input.file, firstIndex: classifier.firstIndex, input.format)
      evaluation = try classifier.evaluate(data)
      SparseInput.noteUnknownColumns(of: data, input.file, to: classifier)
    } else {
      let options = classifier.readingOptions(try input.format.options())
      evaluation = try classifier.evaluate(TableSource(input.file, options: options).table)
    }
    if !allRows, classifier.mayHaveSeen(evaluation.scores.rowCount, of: name) {
      Shell.note(
        "Note: \(model) was trained on as many rows of a file \(name). If these are they, the figures "
          + "flatter it; those of logit fit do not. (--all-rows leaves this note out.)\n")
    }
    if json { return try Shell.print(evaluation.json(modelPath: model, source: name)) }
    try Shell.print("\(name): \(evaluation.scores.rowCount.counted("row"))\n")
    try Shell.print(evaluation.description, terminator: "")
  }
}
#endif
