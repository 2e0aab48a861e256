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
    var model = self
    let preparation = try Preparation(&model, input: x, operation: "trainOnBatch")
    let source = StreamBatches(
      preparation, first: rows, classWeight: classWeight, makeBatches: { AnyIterator { nil } })
    let trainer = try Trainer(preparation, batches: source, stepsPerEpoch: 1)
    // An epoch of one step, which leaves the place among the rows of `fit` alone.
    let position = model.position
    model.position = TrainingPosition()
    try trainer.runEpoch(0, model: &model)
    model.position = position
    self = model
    return Logs(trainer.totals, plan: trainer.plan)
  }

  /// Computes loss and metrics of one batch; Keras's `test_on_batch`.
  ///
  /// - Parameters:
  ///   - x: The features, `[rows, features]`.
  ///   - y: The labels, as for `fit`.
  ///   - sampleWeight: How much each row counts, `[rows]`; every row once by default.
  ///   - classWeight: How much the rows of each class count, as in
  ///     ``evaluate(_:_:sampleWeight:classWeight:batchSize:steps:verbose:)-(Tensor<Float>,_,_,_,_,_,_)``;
  ///     not together with `sampleWeight`.
  /// - Returns: Loss and metrics of this batch.
  /// - Throws: As
  ///   ``evaluate(_:_:sampleWeight:classWeight:batchSize:steps:verbose:)-(Tensor<Float>,_,_,_,_,_,_)``.
  public func testOnBatch(
    _ x: Tensor<Float>, _ y: Tensor<Float>, sampleWeight: Tensor<Float>? = nil,
    classWeight: [Int: Float]? = nil
  ) throws -> Logs {
    try evaluate(
      x, y, sampleWeight: sampleWeight, classWeight: classWeight, batchSize: max(x.shape.first ?? 1, 1))
  }

  /// Computes the outputs of one batch; Keras's `predict_on_batch`, here the same as
  /// ``predict(_:)-(Tensor<Float>)``.
  ///
  /// - Parameter x: `[rows, features]`; `[rows]` will do for one feature.
  /// - Returns: `[rows, units]`.
  /// - Throws: As ``predict(_:)-(Tensor<Float>)``.
  public func predictOnBatch(_ x: Tensor<Float>) throws -> Tensor<Float> { try predict(x) }
}
