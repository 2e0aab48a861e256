#if Command
import ArgumentParser
import Logit
import LogitClassifier
import LogitInterchange

// Models of other tools, whose columns are known only when there is a table.

extension PredictCommand {
  /// Predicts with a model of another tool.
  func predict(_ foreign: ForeignModel) throws {
    var options = try input.format.options()
    options.precision = .double
    if output?.lowercased().hasSuffix(".npy") == true { return try writeArray(foreign, options) }
    guard foreign.hasProbabilities else { return try writeOutputs(foreign, options) }
    let (classifier, note) = try foreignModel.classifier(foreign, model, ofRowsIn: input.file, options)
    if !quiet { foreign.tell(note) }
    try predict(classifier.reading(as: input.format.columnsForModel()))
  }

  /// The features and outputs of a whole table.
  private func outputs(
    _ foreign: ForeignModel, _ options: CSVOptions
  ) throws -> (table: Table, outputs: Tensor<Float>) {
    var options = options
    options.keepsText = true
    let table = try TableSource(input.file, options: options).table
    let target = foreign.target(among: table.columnNames)
    let (features, note) = try foreign.features(
      of: table.columnNames.filter { $0 != target }, source: model, byPosition: foreignModel.byPosition)
    if !quiet { foreign.tell(note) }
    return (table, try foreign.outputs(of: table, features))
  }

  /// The first option that was given and says something of classes, their probabilities, or single rows.
  private var classOption: String? {
    [
      threshold.map { _ in "--threshold" }, coverage.map { _ in "--coverage" },
      interval.map { _ in "--interval" },
      json ? "--json" : nil, proba ? nil : "--no-proba", onError == .fail ? nil : "--on-error",
      foreignModel.classes.map { _ in "--classes" },
    ].compactMap { $0 }.first
  }

  /// Writes the outputs alone as an array, `[rows, outputs]`.
  private func writeArray(_ foreign: ForeignModel, _ options: CSVOptions) throws {
    guard let output else { return }
    if let classOption {
      throw ValidationError(
        "\(classOption) has no effect on an array, which has the outputs of \(model) as they are, for every row; "
          + "leave it out, or write a table: -o predictions.csv.")
    }
    try outputs(foreign, options).outputs.write(npy: output)
  }

  /// Writes outputs that are no probabilities behind the table's columns.
  private func writeOutputs(_ foreign: ForeignModel, _ options: CSVOptions) throws {
    if let classOption {
      throw ValidationError(
        "\(classOption) is for models that give probabilities of classes; \(model) gives outputs of the kind "
          + "\"\(foreign.model.outputName)\"\(foreign.logitsAdvice)")
    }
    let format = try output.map { try TableFormat(path: $0) } ?? .csv
    let (table, outputs) = try outputs(foreign, options)
    let added = ForeignModel.columns(outputs)
    if !onlyPredictions, let taken = added.first(where: { table.columnNames.contains($0.name) }) {
      throw DataError.predictionColumn(taken.name)
    }
    let result = try Table((onlyPredictions ? [] : table.columns) + added)
    try format.write(result, to: output)
  }
}
#endif
