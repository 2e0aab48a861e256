import LogitInterchange
import Testing

/// Classifiers that tests write in other formats.
enum ExportedModels {
  /// A table of numbers, categories and missing values, whose names no language likes.
  static func table(city: String = "ci\"ty */", age: String = "age") throws -> Table {
    try Table([
      Column(age, doubles: [20, 30, 40, Double.nan, 50, 60, 70, 80]),
      Column(
        city, strings: ["O'slo", "Ro\"me", "O'slo", "back\\slash", nil, "Ro\"me", "O'slo", "back\\slash"]),
      Column("member", booleans: [true, false, true, nil, true, false, true, false]),
      Column("y", strings: ["no", "no", "yes", "no", "yes", "yes", "yes", "no"]),
    ])
  }

  /// A classifier of that table, with weights that are the same everywhere.
  static func classifier(
    _ table: Table? = nil, features transforms: ((Table) throws -> [any FeatureTransform])? = nil,
    classes: [String] = ["no", "yes"], hidden: Int = 0, activation: any Activation = .relu,
    weights chosen: [Float]? = nil, network: ((_ featureCount: Int) -> [any Layer])? = nil
  ) throws -> Classifier {
    let table = try table ?? Self.table()
    let names = table.columnNames
    var features = try FeatureSpace(
      transforms?(table) ?? [
        .floatNormalized(names[0], missing: .median.withIndicator), .stringCategorical(names[1]),
        .boolean(names[2]),
      ])
    try features.adapt(to: table)
    let outputs = classes.count == 2 ? 1 : classes.count
    var layers = network?(features.outputCount) ?? []
    if hidden > 0 { layers.append(Dense(hidden, inputShape: [features.outputCount], activation: activation)) }
    layers.append(
      Dense(
        outputs, inputShape: layers.isEmpty ? [features.outputCount] : nil,
        activation: outputs == 1 ? .sigmoid : .softmax))
    var model = try Sequential(layers, seed: 1)
    let weights = model.namedWeights.map { name, tensor in
      let values = (0..<tensor.count).map { Float(($0 * 7 + 3) % 11 - 5) / 4 }
      return Tensor<Float>(
        unsafeShape: tensor.shape, name.hasSuffix("variance") ? values.map { abs($0) + 0.5 } : values)
    }
    try model.setWeights(weights)
    if let chosen {
      let shape = model.weights[0].shape
      try model.setWeights([Tensor(chosen, shape: shape), model.weights[1]])
    }
    let provenance = try Classifier.fit(Dataset.iris().table, target: "species", options: options).classifier
      .provenance
    return try Classifier(
      target: "y", classes: ClassLabels(kind: .string, names: classes), features: features, model: model,
      provenance: provenance)
  }

  private static var options: ClassifierOptions {
    var options = ClassifierOptions()
    options.measuring = .holdout(0)
    return options
  }
}

extension Tensor<Float> {
  init(unsafeShape shape: [Int], _ values: [Float]) {
    self.init(unsafeUninitializedShape: shape) { buffer in
      for (index, value) in values.enumerated() { buffer[index] = value }
    }
  }
}

extension Column {
  init(_ name: String, doubles: [Double]) { self.init(name, numbers: doubles) }
}

extension Tensor<Float> {
  /// The probabilities of rows by class; one output is the second of two.
  var classProbabilities: [[Double]] {
    let (values, count) = (scalars.map { Double($0) }, shape[1])
    return (0..<shape[0]).map { row in
      count == 1 ? [1 - values[row], values[row]] : Array(values[row * count..<(row + 1) * count])
    }
  }
}
