#if Command
import ArgumentParser
import Logit
import LogitClassifier

extension WhyCommand {
  /// Shows what makes the predictions of sparse rows.
  func explainSparse() throws {
    // Refuses the options for models of other tools, and those that the model remembers.
    _ = try foreignModel.model(model)
    _ = try input.format.columnsForModel()
    let classifier = try SparseClassifier(contentsOf: model)
    let explainer = SparseExplainer(classifier)
    let source: String
    let explanations: [SparseExplanation]
    if classifier.features == nil {
      let data = try SparseInput.read(input.file, firstIndex: classifier.firstIndex, input.format)
      source = input.file == "-" ? "standard input" : input.file.lastComponent
      explanations = try explainer.explain(data, rows: rows(of: data.labels.count, source))
      SparseInput.noteUnknownColumns(of: data, input.file, to: classifier)
    } else {
      let rows = try TableSource(
        input.file, options: classifier.readingOptions(input.format.options()))
      source = rows.name
      explanations = try explainer.explain(
        rows.table, rows: self.rows(of: rows.table.rowCount, source))
    }
    if json {
      let object: JSON = [
        "model": .string(model), "source": .string(source),
        "target": classifier.target.map { .string($0) } ?? .null,
        "classes": .array(classifier.classes.names.map { .string($0) }),
        "rows": .array(explanations.map(\.json)),
      ]
      return try Shell.print(object.description)
    }
    for (index, explanation) in explanations.enumerated() {
      try Shell.print("\(index == 0 ? "" : "\n")\(explanation)", terminator: "")
    }
  }

  /// The rows that were asked for, counted from 0; `nil` for all.
  ///
  /// - Throws: ``OptionValueError`` for a row that is not there.
  func rows(of count: Int, _ source: String) throws -> [Int]? {
    guard let row else { return nil }
    guard row <= count else {
      throw OptionValueError("--row is \(row), but \(source) has \(count.counted("row")).")
    }
    return [row - 1]
  }
}
#endif
