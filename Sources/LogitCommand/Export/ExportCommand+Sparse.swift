#if Command
import ArgumentParser
import Logit
import LogitClassifier
import LogitInterchange

extension ExportCommand {
  /// Writes a model of sparse rows for LIBLINEAR, the only format that names no number for each column of a row.
  ///
  /// - Parameters:
  ///   - format: The format that was asked for.
  ///   - path: The file to write.
  func exportSparse(to format: any ExportFormat, _ path: String) throws {
    let classifier = try SparseClassifier(contentsOf: model)
    guard let liblinear = format as? LIBLINEARModel else {
      throw ShellError(
        oneLine:
          "\(model) is a model of sparse rows with \(classifier.columnCount.counted("column")), but \(format.name) takes rows "
          + "with all their numbers; write --to \(LIBLINEARModel().word), or fit texts with --hash-bins of at most "
          + "\(SparseInput.leastBins.grouped) for the other formats.")
    }
    guard features == nil else {
      throw ValidationError("--features is for models of other tools; leave it out.")
    }
    _ = try foreignModel.model(model)
    let file = try liblinear.encode(classifier, isEncoded: encoded)
    try StagedFile.write(file.bytes, to: path)
    let report = ExportReport(
      model: model, output: path, format: format.word, check: nil, tolerance: ModelExport.usualTolerance,
      notes: file.notes)
    if printing.json { return try Shell.print(report.json.description) }
    if printing.isForPeople { try Shell.print(report.text) }
  }
}
#endif
