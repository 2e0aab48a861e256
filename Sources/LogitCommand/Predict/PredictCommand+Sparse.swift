#if Command
import ArgumentParser
import Logit
import LogitClassifier

extension PredictCommand {
  /// Predicts sparse rows, or rows of a table whose features are sparse.
  func predictSparse() throws {
    try SparseInput.refuse(
      [
        ("--coverage", coverage != nil), ("--interval", interval != nil), ("--on-error", onError != .fail),
        ("--max-errors", maxErrors != nil),
      ], for: "a model of sparse rows")
    // Refuses the options for models of other tools, and those that the model remembers.
    _ = try foreignModel.model(model)
    _ = try input.format.columnsForModel()
    let classifier = try SparseClassifier(contentsOf: model)
    if threshold != nil, classifier.classes.count > 2 {
      throw OptionValueError("--threshold is for two classes, but the model has \(classifier.classes.count).")
    }
    let format = try output.map { try TableFormat(path: $0) } ?? .csv
    var counts = PredictionCounts()
    let table: Table?
    let predictions: Predictions
    if classifier.features == nil {
      let data = try SparseInput.read(input.file, firstIndex: classifier.firstIndex, input.format)
      (table, predictions) = (nil, try classifier.predict(data))
      if !quiet { SparseInput.noteUnknownColumns(of: data, input.file, to: classifier) }
    } else {
      let options = classifier.readingOptions(try input.format.options())
      let rows = try TableSource(input.file, options: options).table
      predictions = try classifier.predict(rows, counts: &counts)
      table = onlyPredictions ? nil : rows
    }
    let deciding = threshold.map { predictions.deciding(above: $0) } ?? predictions
    if json {
      try Shell.print(deciding.json(model: model, source: input.file == "-" ? "standard input" : input.file))
      return
    }
    let result = try deciding.table(beside: table, hasProbabilities: proba)
    try format.write(result, to: output)
    if !quiet, !counts.text.isEmpty { Shell.note(counts.text) }
  }
}
#endif
