import Logit
package import LogitData

/// A linear model of another tool in double precision, and how a table's columns become what its weights
/// count.
package struct ForeignLinear: Sendable {
  /// The weights of columns, scaled where there is a scaling: `[columns, outputs]`, one output for two
  /// classes.
  package var kernel: Tensor<Double>
  /// The constants, `[outputs]`.
  package var bias: [Double]
  /// What columns are lessened and divided by first; `nil` if they count as they are.
  package var scaling: [(mean: Double, scale: Double)]?
  /// What makes the columns; `nil` if they are those of the table.
  package var formula: FormulaFeature?
  /// The features that the weights count, where the file says how they are made of columns.
  package var features: FeatureSpace?

  /// The number of columns.
  var columnCount: Int { kernel.shape[0] }

  /// The features of columns that were found in a table.
  ///
  /// - Parameter columns: The table's columns in the order of the weights; of no matter for a formula.
  package func features(_ columns: [String]) throws -> FeatureSpace {
    if let features { return features }
    if let formula { return FeatureSpace(formula) }
    let rules = scaling ?? columns.map { _ in (0, 1) }
    return FeatureSpace(
      known: try zip(columns, rules).map { name, rule in
        try NumericFeature(name, mean: rule.mean, deviation: rule.scale)
      })
  }

  /// The same model in layers, which take columns as they are.
  func model(_ activation: any Activation) throws -> Sequential {
    let outputs = bias.count
    var layers: [any Layer] = [Input(shape: [columnCount])]
    if let scaling {
      layers.append(
        Normalization(
          mean: .each(scaling.map(\.mean)), variance: .each(scaling.map { $0.scale * $0.scale })))
    }
    layers.append(Dense(outputs, activation: activation))
    var model = try Sequential(layers, seed: 0)
    try model.setWeights([Tensor<Float>(kernel), Tensor(bias.map { Float($0) })])
    return model
  }

  /// The model as a classifier of a table's rows.
  ///
  /// - Parameters:
  ///   - columns: The table's columns in the order of the weights.
  ///   - source: The file that the model came from.
  ///   - target: The column that says the class of each row.
  ///   - classes: The classes, in the order of the outputs.
  package func classifier(
    of columns: [String], source: String, target: String, classes: ClassLabels
  ) throws -> Classifier {
    try Classifier(
      kernel: kernel, bias: bias, source: source, target: target, classes: classes,
      features: features(columns))
  }
}
