import Logit
import LogitClassifier
import LogitData

// Formats that have no place for everything a classifier does.

extension Classifier {
  /// What to say of the decision in a format of probabilities alone.
  ///
  /// - Parameter format: What the format is called.
  /// - Returns: A sentence; `nil` for the most probable class.
  func decisionNote(format: String) -> String? {
    if let threshold = decision.rule.threshold(classCount: classes.count) {
      guard threshold != 0.5 else { return nil }
      return "This model decides for \"\(classes.names[1])\" where its probability is above "
        + "\(threshold.pythonDescription), which \(format) has no place for: compare the probability with it."
    }
    guard decision.rule != .mostProbable else { return nil }
    return
      "This model decides by costs, which \(format) has no place for: its class is not always the most probable."
  }
}

// Formats whose models take a matrix of numbers, columns as they are, have a layer in front that makes
// features of them.

extension Classifier {
  /// What each column's number is turned into.
  ///
  /// - Parameter format: What the format is called.
  /// - Throws: ``InterchangeError/inexpressible(format:item:remedy:)`` for columns that are not numbers, and
  ///   for indicators of missing values.
  func numberColumns(format: String) throws -> [PortableNumeric] {
    try zip(try features.portableFeatures, features.transforms).map { feature, transform in
      guard case .number(let number) = feature, !number.hasIndicator, number.factor > 0 else {
        throw InterchangeError.inexpressible(
          format: format, item: "what becomes of the column \(DataError.list(transform.inputs))",
          remedy: "write the model for features as they are encoded, or as ONNX")
      }
      return number
    }
  }
}

extension Sequential {
  /// The same model behind a layer that makes features of numbers; as it is if these are the numbers
  /// themselves.
  func normalizing(_ numbers: [PortableNumeric]) throws -> Sequential {
    guard numbers.contains(where: { $0.center != 0 || $0.factor != 1 || $0.offset != 0 }) else { return self }
    // (x − center) · factor + offset, as Keras's layer has it: (x − mean) / √variance.
    let means = numbers.map { $0.center - $0.offset / $0.factor }
    let variances = numbers.map { 1 / ($0.factor * $0.factor) }
    var model = try Sequential(
      [Input(shape: [numbers.count]), Normalization(mean: .each(means), variance: .each(variances))]
        + layers.map(\.configuration),
      name: name)
    let normalization = model.weights.prefix(model.weights.count - weights.count)
    try model.setWeights(Array(normalization) + weights)
    return model
  }

  /// The same model with the means and variances that are options of a `Normalization` among its weights.
  func keepingNormalizationAsWeights() throws -> Sequential {
    let layers = layers
    guard layers.contains(where: { ($0.configuration as? Normalization)?.given != nil }) else { return self }
    var (configurations, found) = ([any Layer](), [Tensor<Float>]())
    for layer in layers {
      guard let normalization = layer.configuration as? Normalization, let given = normalization.given else {
        configurations.append(layer.configuration)
        found += layer.weights
        continue
      }
      let columns = layer.inputShape?.last ?? 1
      configurations.append(Normalization(invert: normalization.invert, name: normalization.name))
      found += [given.mean, given.variance].map { values in
        Tensor((0..<columns).map { Float(values.count == 1 ? values[0] : values[$0]) })
      }
      found.append(Tensor<Float>(repeating: 0, shape: []))
    }
    var model = try Sequential([Input(shape: inputShape ?? [])] + configurations, name: name)
    try model.setWeights(found)
    return model
  }
}

extension Normalization {
  /// Mean and variance, if they are options.
  fileprivate var given: (mean: [Double], variance: [Double])? {
    guard case .given(let mean, let variance) = statistics else { return nil }
    return (mean.values, variance.values)
  }
}

extension GoldenRows {
  /// The rows without those that have a missing value, which a matrix of numbers has no place for.
  var complete: GoldenRows {
    let kept = rows.indices.filter { !rows[$0].contains(.missing) }
    return GoldenRows(
      columns: columns, rows: kept.map { rows[$0] }, encoded: kept.map { encoded[$0] },
      probabilities: kept.map { probabilities[$0] })
  }
}
