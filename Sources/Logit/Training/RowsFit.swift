/// A call of `fit` on rows in memory: all but the model. See ``Sequential`` for what each option means.
package struct RowsFit {
  var rows: LabeledRows
  var classWeight: [Int: Float]?
  package let epochs: Int
  var batchSize: Int
  var callbacks: [any Callback]
  var validationSplit: Double
  var validationData: ValidationData?
  var shuffle: Bool
  var initialEpoch: Int
  var stepsPerEpoch: Int?
  var validationSteps: Int?
  var validationBatchSize: Int?
  var validationFreq: ValidationFrequency

  /// Trains a model.
  ///
  /// - Parameters:
  ///   - model: The model; as it was if nothing could begin.
  ///   - watch: Who follows; `nil` for nobody.
  /// - Returns: Loss and metrics of each epoch.
  /// - Throws: As `fit`.
  package func train(_ model: inout Sequential, watch: TrainingWatch?) throws -> History {
    let options = try FitOptions(
      epochs: epochs, initialEpoch: initialEpoch, batchSize: batchSize, stepsPerEpoch: stepsPerEpoch,
      validation: .init(
        batchSize: validationBatchSize ?? batchSize, steps: validationSteps, frequency: validationFreq))
    try LogitError.require((0..<1).contains(validationSplit), "validationSplit", validationSplit, "in 0..<1")
    let place = model.position
    let loop = try model.prepareTraining { try self.loop(&$0, options, watch) }
    return try loop.run(&model, from: place, callbacks: callbacks)
  }

  /// Everything before the first step, some of which reads all rows: between those it may be cancelled.
  private func loop(
    _ model: inout Sequential, _ options: FitOptions, _ watch: TrainingWatch?
  ) throws -> FitLoop {
    var (training, validation) = (rows, validationData)
    try watch?.checkCancellation()
    if validation == nil && validationSplit > 0 {
      (training, validation) = try training.split(validationShare: validationSplit)
      try watch?.checkCancellation()
    }
    training = try training.weighted(byClass: classWeight)
    var prepared = model
    let preparation = try Preparation(&prepared, input: training.x, operation: "fit")
    let batches = try preparation.trainingBatches(of: training, batchSize: batchSize, shuffles: shuffle)
    try watch?.checkCancellation()
    let loop = try FitLoop(
      preparation, batches: batches, validation: validation, options: options, watch: watch)
    // Only now that nothing can fail any more does the caller's model change.
    model = prepared
    return loop
  }
}

extension RowsFit {
  /// What a classifier is trained with.
  package init(
    _ x: Tensor<Float>, _ y: Tensor<Float>, sampleWeight: Tensor<Float>?, classWeight: [Int: Float]?,
    epochs: Int, batchSize: Int, callbacks: [any Callback], validationData: ValidationData?,
    validationBatchSize: Int
  ) {
    self.init(
      rows: LabeledRows(x, y, sampleWeight: sampleWeight), classWeight: classWeight, epochs: epochs,
      batchSize: batchSize, callbacks: callbacks, validationSplit: 0, validationData: validationData,
      shuffle: true, initialEpoch: 0, stepsPerEpoch: nil, validationSteps: nil,
      validationBatchSize: validationBatchSize, validationFreq: 1)
  }
}
