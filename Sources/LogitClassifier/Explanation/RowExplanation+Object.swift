package import LogitFiles

extension [RowExplanation] {
  /// Explanations of a file's rows as one JSON object.
  ///
  /// - Parameters:
  ///   - classifier: What was explained.
  ///   - model: Its file.
  ///   - source: What the rows are called.
  package func json(of classifier: Classifier, model: String, source: String) -> JSON {
    [
      "model": .string(model), "source": .string(source), "target": .string(classifier.target),
      "classes": .array(classifier.classes.names.map { .string($0) }), "rows": .array(map(\.json)),
    ]
  }
}
