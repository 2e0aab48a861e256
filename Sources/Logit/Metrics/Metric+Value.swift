extension Metric {
  /// The metric's value for predictions made elsewhere, without a model.
  ///
  ///     let auc = try AUC().value(labels: labels, predictions: probabilities)
  ///
  /// - Parameters:
  ///   - labels: `[rows, units]`, `[rows]` or `[rows, 1]`; class indices if there are several units and one
  ///     label per row.
  ///   - predictions: `[rows, units]`, or `[rows]` for one unit.
  ///   - weights: `[rows]`; every row counts once by default.
  /// - Returns: The value; of several, such as one for each class, their mean. See
  ///   ``values(labels:predictions:weights:)``.
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)``,
  ///   ``LogitError/emptyData(name:)`` or ``LogitError/rowCountMismatch(name:expected:found:of:)`` if shapes
  ///   do not fit, ``LogitError/nonFiniteInput(name:row:column:value:)`` if a label or weight is not finite,
  ///   ``LogitError/labelOutOfRange(row:column:value:expected:remedy:)`` if a class index does not exist, or
  ///   ``LogitError/invalidOption(name:value:expected:)`` if a weight is negative or an option is out of
  ///   range.
  public func value(
    labels: Tensor<Float>, predictions: Tensor<Float>, weights: Tensor<Float>? = nil
  ) throws -> Double {
    let (metric, state) = try added(labels: labels, predictions: predictions, weights: weights)
    return metric.result(state)
  }

  /// The metric's numbers, by ``Metric/resultNames``, for predictions made elsewhere.
  ///
  /// - Parameters:
  ///   - labels: As for ``value(labels:predictions:weights:)``.
  ///   - predictions: `[rows, units]`, or `[rows]` for one unit.
  ///   - weights: `[rows]`; every row counts once by default.
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)``,
  ///   ``LogitError/emptyData(name:)`` or ``LogitError/rowCountMismatch(name:expected:found:of:)`` if shapes
  ///   do not fit, ``LogitError/nonFiniteInput(name:row:column:value:)`` if a label or weight is not finite,
  ///   ``LogitError/labelOutOfRange(row:column:value:expected:remedy:)`` if a class index does not exist, or
  ///   ``LogitError/invalidOption(name:value:expected:)`` if a weight is negative or an option is out of
  ///   range.
  public func values(
    labels: Tensor<Float>, predictions: Tensor<Float>, weights: Tensor<Float>? = nil
  ) throws -> [(name: String, value: Double)] {
    let (metric, state) = try added(labels: labels, predictions: predictions, weights: weights)
    return zip(metric.resultNames, metric.results(state)).map { ($0, $1) }
  }

  private func added(
    labels: Tensor<Float>, predictions: Tensor<Float>, weights: Tensor<Float>?
  ) throws -> (metric: any Metric, state: [Double]) {
    let input = try MetricInput(labels: labels, predictions: predictions, weights: weights)
    try validate()
    let metric = resolved(labels: input.encoding, units: input.units)
    try metric.validate(labels: input.encoding, units: input.units)
    let (labels, predictions, weights) = (labels.scalars, predictions.scalars, weights?.scalars ?? [])
    if input.encoding == .classIndex {
      let ignored = (metric as? any ClassIgnoring)?.ignoredClass.map { Float($0) }
      for (row, label) in labels.enumerated() where label != ignored {
        guard (0..<Float(input.units)).contains(label) && label.isWhole else {
          throw LogitError.labelOutOfRange(
            row: row, column: 0, value: label, expected: "a class index in 0...\(input.units - 1)",
            remedy: "number the classes from 0")
        }
      }
    }
    var state = metric.initialState
    metric.update(
      &state, labels: labels.span, predictions: predictions.span, weights: weights.span, units: input.units)
    return (metric, state)
  }
}

/// A metric that ignores a class.
private protocol ClassIgnoring {
  var ignoredClass: Int? { get }
}

extension LossMetric: ClassIgnoring {
  fileprivate var ignoredClass: Int? { loss.ignoredClass }
}

/// The matching shapes of labels, predictions and weights.
package struct MetricInput {
  package let rows: Int
  package let units: Int
  package let encoding: LabelEncoding

  /// Checks the shapes and the numbers.
  ///
  /// - Parameters:
  ///   - labels: `[rows, units]`, `[rows]` or `[rows, 1]`.
  ///   - predictions: `[rows, units]`, or `[rows]` for one unit.
  ///   - weights: `[rows]`; every row counts once without them.
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)``,
  ///   ``LogitError/emptyData(name:)`` or ``LogitError/rowCountMismatch(name:expected:found:of:)`` if shapes
  ///   do not fit, ``LogitError/nonFiniteInput(name:row:column:value:)`` if a label or weight is not finite,
  ///   or ``LogitError/invalidOption(name:value:expected:)`` if a weight is negative.
  package init(labels: Tensor<Float>, predictions: Tensor<Float>, weights: Tensor<Float>?) throws {
    guard (1...2).contains(predictions.shape.count) else {
      throw LogitError.shapeMismatch(
        operation: "The predictions of a metric", expected: "[rows] or [rows, units]",
        found: predictions.shape,
        remedy: "reshape them")
    }
    rows = predictions.shape[0]
    units = predictions.shape.count == 2 ? predictions.shape[1] : 1
    guard rows > 0 && units > 0 else { throw LogitError.emptyData(name: "predictions") }
    let isPerOutput = labels.count == predictions.count && labels.shape.first == rows
    guard isPerOutput || (labels.count == rows && labels.shape.first == rows) else {
      throw LogitError.shapeMismatch(
        operation: "The labels of a metric", expected: "[\(rows), \(units)], or class indices [\(rows)]",
        found: labels.shape, remedy: "give a label for each row of predictions")
    }
    encoding = isPerOutput ? .perOutput : .classIndex
    if let weights {
      guard weights.rank == 1 else {
        throw LogitError.shapeMismatch(
          operation: "A metric", expected: "weights to have one number per row", found: weights.shape,
          remedy: "pass a tensor of shape [\(rows)]")
      }
      guard weights.count == rows else {
        throw LogitError.rowCountMismatch(
          name: "weights", expected: rows, found: weights.count, of: "predictions")
      }
      try weights.requireWeights(name: "weights")
    }
    try labels.requireFinite(name: "labels", columns: labels.count / rows)
  }
}
