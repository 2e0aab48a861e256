#if Command
import ArgumentParser
import Logit
import LogitClassifier
import LogitReports

extension PlotCommand {
  /// The kinds that take nothing of a model but what it says of rows.
  private static let kindsOfPredictions: [ClassifierPlot] = [
    .roc, .precisionRecall, .calibration, .threshold, .confusion,
  ]

  /// Draws how a model of sparse rows does on a table or an svmlight file.
  func plotSparse(_ asked: [ClassifierPlot], to output: PlotOutput) throws {
    // Refuses the options for models of other tools, and those that the model remembers.
    _ = try foreignRows.classifier(model, of: file, csv)
    _ = try csv.columnsForModel()
    if top != nil { throw ValidationError("--top is not for a model of sparse rows; leave it out.") }
    let known = Self.kindsOfPredictions
    let names = known.map(\.name).joined(separator: ", ")
    if let kind = asked.first(where: { kind in !known.contains { $0.name == kind.name } }) {
      throw ValidationError("--kind \(kind.name) is not for a model of sparse rows; there are \(names).")
    }
    guard let file else {
      throw ValidationError(
        "A model of sparse rows is drawn by how it does on rows with their classes; name a file of them.")
    }
    let sparse = try SparseClassifier(contentsOf: model)
    let classifier = try sparse.withoutFeatures()
    let kinds =
      asked.isEmpty
      ? known.filter { $0.name != ClassifierPlot.threshold.name || sparse.decision.rule != .mostProbable }
      : asked
    try Self.requireRoom(for: kinds, in: output)
    let rows: LabeledPredictions
    if sparse.features == nil {
      let data = try SparseInput.read(file, firstIndex: sparse.firstIndex, csv)
      rows = try sparse.labeledPredictions(of: data)
      SparseInput.noteUnknownColumns(of: data, file, to: sparse)
    } else {
      var counts = PredictionCounts()
      let source = try TableSource(file, options: sparse.readingOptions(try csv.options()))
      rows = try sparse.labeledPredictions(of: source.table, counts: &counts)
    }
    let name = file == "-" ? "standard input" : file.lastComponent
    let subject = FigureSubject(
      classifier, path: model, source: name, rows: rows,
      mayHaveSeen: !allRows && sparse.mayHaveSeen(rows.rowCount, of: name))
    try draw(kinds, of: subject, to: output, areAsked: !asked.isEmpty)
  }
}
#endif
