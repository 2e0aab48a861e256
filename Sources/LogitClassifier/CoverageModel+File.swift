import Logit
import LogitData
import LogitStatistics

// In a model file: the metadata `coverage` is `{"models": true, "folds": [{"rows": 114, "features": {…}},
// …]}`, without `features` where they are those of the classifier, and without models where rows were held
// out once. Numbers are tensors of 32-bit floats: `coverage/0/probabilities`, `coverage/0/kernel`,
// `coverage/0/bias`, and so on.

extension CoverageModel {
  /// The name of a tensor.
  static func name(_ fold: Int, _ part: String) -> String { "coverage/\(fold)/\(part)" }

  /// What the metadata says.
  var json: JSON {
    let folds = scores.folds.enumerated().map { number, fold in
      let features = models.isEmpty ? nil : models[number].features
      return JSON.object(
        [JSON.Member("rows", .integer(fold.rowCount))]
          + (features.map { [JSON.Member("features", $0.json)] } ?? []))
    }
    return ["models": .bool(!models.isEmpty), "folds": .array(folds)]
  }

  /// The numbers.
  var tensors: [(name: String, tensor: Tensor<Float>)] {
    var tensors: [(name: String, tensor: Tensor<Float>)] = []
    for (number, fold) in scores.folds.enumerated() {
      tensors.append((Self.name(number, "probabilities"), Tensor(fold.probabilities)))
      if !models.isEmpty {
        tensors.append((Self.name(number, "kernel"), models[number].kernel))
        tensors.append((Self.name(number, "bias"), models[number].bias))
      }
    }
    return tensors
  }

  /// The most folds of a file.
  private static let mostFolds = 1 << 16

  /// Reads what ``json`` and ``tensors`` say.
  ///
  /// - Parameters:
  ///   - json: The metadata.
  ///   - featureCount: The number of the classifier's features.
  ///   - head: How its outputs are read.
  ///   - tensor: A tensor, which is there.
  /// - Throws: `LogitError.invalidConfiguration(object:reason:)` or
  ///   `LogitError.invalidOption(name:value:expected:)` for what cannot be, and what `tensor` throws.
  init(
    json: JSON, featureCount: Int, head: ClassHead,
    tensor: (String, [Int]) throws -> Tensor<Float>
  ) throws {
    guard let members = json.object else { throw Self.wrong("it is not an object") }
    var fields = JSONFields(members, of: "The coverage")
    let hasModels = try fields.bool("models", default: false)
    guard let folds = fields.value("folds")?.array, !folds.isEmpty, folds.count <= Self.mostFolds,
      hasModels ? folds.count > 1 : folds.count == 1
    else { throw Self.wrong("\"folds\" is no list of as many folds as it needs") }
    try fields.finish()
    var models: [FoldModel] = []
    var kept: [(rowCount: Int, probabilities: [Float])] = []
    for (number, fold) in folds.enumerated() {
      guard let members = fold.object else { throw Self.wrong("a fold is not an object") }
      var fields = JSONFields(members, of: "The fold \(number + 1) of the coverage")
      let rowCount = try fields.integer("rows", default: 0)
      let features = try fields.value("features").map { try FeatureSpace(json: $0) }
      try fields.finish()
      guard rowCount >= 1, features == nil || hasModels else { throw Self.wrong("a fold is not one") }
      let count = min(rowCount, ConformalScores.largestCount)
      kept.append((rowCount, try tensor(Self.name(number, "probabilities"), [count]).scalars))
      guard hasModels else { continue }
      let width = features?.outputCount ?? featureCount
      let model = FoldModel(
        features: features, kernel: try tensor(Self.name(number, "kernel"), [width, head.outputCount]),
        bias: try tensor(Self.name(number, "bias"), [head.outputCount]))
      // Whether rows can be encoded and weights are finite is found out now rather than at the first
      // prediction.
      if let features {
        let noRows = try Table(features.inputKinds.map { Column(name: $0.name, kind: $0.kind, chunks: []) })
        _ = try features.matrix(of: noRows)
      }
      _ = try model.model(head)
      models.append(model)
    }
    self.init(models: models, scores: try ConformalScores(kept: kept))
  }

  private static func wrong(_ reason: String) -> LogitError {
    .invalidConfiguration(object: "The coverage", reason: reason)
  }
}
