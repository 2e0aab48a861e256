extension Sequential {
  /// Makes one step on a batch; Keras's `train_on_batch`.
  ///
  /// - Parameters:
  ///   - x: The features, `[rows, features]`.
  ///   - y: The labels, as for `fit`.
  ///   - sampleWeight: How much each row counts, `[rows]`; every row once by default.
  ///   - classWeight: How much the rows of each class count; not together with `sampleWeight`.
  /// - Returns: Loss and metrics of this batch, before the step.
  /// - Throws: A ``LogitError``; the model is then unchanged.
  @discardableResult
  public mutating func trainOnBatch(
    _ x: Tensor<Float>, _ y: Tensor<Float>, sampleWeight: Tensor<Float>? = nil,
    classWeight: [Int: Float]? = nil
  ) throws -> Logs {
    let rows = LabeledRows(x, y, sampleWeight: sampleWeight)
    let setUp = try TrainingSetUp(model: self, input: x, operation: "trainOnBatch")
    let trainer = StreamTrainer(
      setUp, first: rows, rest: nil, stepsPerEpoch: 1, classWeight: classWeight,
      makeBatches: { AnyIterator { nil } })
    var model = setUp.model
    try trainer.train(rows, epoch: 0, step: 0, model: &model)
    self = model
    return Logs(trainer.totals, plan: trainer.plan)
  }

  /// Computes loss and metrics of one batch; Keras's `test_on_batch`.
  ///
  /// - Parameters:
  ///   - x: The features, `[rows, features]`.
  ///   - y: The labels, as for `fit`.
  ///   - sampleWeight: How much each row counts, `[rows]`; every row once by default.
  ///   - classWeight: How much the rows of each class count, as in ``evaluate(_:_:sampleWeight:classWeight:batchSize:steps:verbose:)``;
  ///     not together with `sampleWeight`.
  /// - Throws: As ``evaluate(_:_:sampleWeight:classWeight:batchSize:steps:verbose:)``.
  public func testOnBatch(
    _ x: Tensor<Float>, _ y: Tensor<Float>, sampleWeight: Tensor<Float>? = nil,
    classWeight: [Int: Float]? = nil
  ) throws -> Logs {
    try evaluate(
      x, y, sampleWeight: sampleWeight, classWeight: classWeight, batchSize: max(x.shape.first ?? 1, 1))
  }

  /// Computes the outputs of one batch; Keras's `predict_on_batch`, here the same as ``predict(_:)``.
  public func predictOnBatch(_ x: Tensor<Float>) throws -> Tensor<Float> { try predict(x) }
}
