import Logit
import LogitData

extension ForeignModel {
  /// The model as a classifier to be written in another format.
  ///
  /// Formats of layers get the layers as they are; others get a linear model as one layer in double precision
  /// (``folded()``), and any other without the layer that scales its columns, which becomes part of the
  /// features.
  ///
  /// - Parameters:
  ///   - format: The format.
  ///   - columns: The names of the inputs; those of the file by default, and `input_0`, `input_1`, ... for a
  ///     file without.
  ///   - source: The file that the model came from.
  /// - Returns: The classifier.
  /// - Throws: As ``classifier(of:source:target:byPosition:)``;
  ///   `LogitError.invalidOption(name:value:expected:)` for another number of columns than inputs.
  public func exported(
    to format: any ExportFormat, columns: [String]? = nil, source: String
  ) throws -> Classifier {
    let count = try Predictor(model).inputCount
    var names =
      features?.inputNames ?? featureNames.flatMap { $0.count == count ? $0 : nil }
      ?? Self.numberedInputs(count)
    if let columns {
      try LogitError.require(
        features == nil, "features", columns.joined(separator: ","),
        "left out: the file says how columns become features")
      try LogitError.require(
        columns.count == count && Set(columns).count == count, "features", columns.joined(separator: ","),
        "\(count) different names, one for each input")
      names = columns
    }
    var found = self
    if features == nil { found.featureNames = names }
    var target = target ?? "class"
    while names.contains(target) { target += "_" }
    if Self.formatsOfLayers.contains(format.word) {
      return try found.classifier(of: names, source: source, target: target).classifier
    }
    found = found.folded()
    if found.linear == nil, features == nil, let split = try found.withoutScaling(names) {
      let classifier = try Classifier(
        foreign: split.model, source: source, target: target, classes: found.classes(),
        features: split.features)
      return decision.map { classifier.deciding(by: $0) } ?? classifier
    }
    return try found.classifier(of: names, source: source, target: target).classifier
  }

  /// The formats that have a layer of their own for whatever layer a model has.
  private static let formatsOfLayers = ["keras", "h5", "weights-h5", "onnx", "safetensors"]

  /// The model behind its `Normalization`, and features that are scaled by it; `nil` if it does not begin
  /// with one.
  private func withoutScaling(_ names: [String]) throws -> (model: Sequential, features: FeatureSpace)? {
    let layers = model.layers.filter { !($0.configuration is Input) }
    guard let first = layers.first, let scaling = first.configuration as? Normalization, !scaling.invert
    else {
      return nil
    }
    let statistics: [[Double]]
    if case .given(let mean, let variance) = scaling.statistics {
      statistics = [mean.values, variance.values]
    } else {
      statistics = first.weights.prefix(2).map { $0.scalars.map { Double($0) } }
    }
    guard statistics.count == 2, statistics.allSatisfy({ [1, names.count].contains($0.count) }) else {
      return nil
    }
    func value(_ part: Int, _ column: Int) -> Double {
      statistics[part].count == 1 ? statistics[part][0] : statistics[part][column]
    }
    var rest = try Sequential(
      [Input(shape: [names.count])] + layers.dropFirst().map(\.configuration), seed: 0)
    try rest.setWeights(layers.dropFirst().flatMap(\.weights))
    let features = FeatureSpace(
      known: try names.enumerated().map { place, name in
        try NumericFeature(name, mean: value(0, place), deviation: max(value(1, place).squareRoot(), 1e-7))
      })
    return (rest, features)
  }
}
