#if Command
import ArgumentParser
import Logit
import LogitClassifier

extension EvaluateCommand {
  /// Measures a model of sparse rows.
  func evaluateSparse() throws {
    let classifier = try SparseClassifier(contentsOf: model)
    let name = input.file == "-" ? "standard input" : String(input.file.split(separator: "/").last ?? "")
    let evaluation: Evaluation
    if classifier.features == nil {
      evaluation = try classifier.evaluate(
        SparseInput.read(input.file, firstIndex: classifier.firstIndex, input.format))
    } else {
      let options = classifier.readingOptions(try input.format.options())
      evaluation = try classifier.evaluate(TableSource(input.file, options: options).table)
    }
    if json { return try Shell.print(evaluation.json(modelPath: model, source: name)) }
    try Shell.print("\(name): \(evaluation.scores.rowCount.counted("row"))\n")
    try Shell.print(evaluation.description, terminator: "")
  }
}
#endif
