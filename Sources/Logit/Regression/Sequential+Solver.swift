extension Sequential {
  /// Sets the weights to the optimum, for a model whose training is a convex problem: one ``Dense`` with a
  /// sigmoid and binary cross-entropy, or with a softmax and (sparse) categorical cross-entropy, or linear
  /// with the same losses from logits; optionally a ``Normalization`` before it, and an L1 or L2 penalty on
  /// the kernel.
  ///
  ///     var model = try Sequential { Dense(1, inputShape: [2], activation: .sigmoid) }
  ///     try model.compile(optimizer: .adam(), loss: .binaryCrossentropy)
  ///     let solution = try model.fit(x, y, solver: .automatic)
  ///
  /// What is minimized is what training in steps does: the mean over the rows of weight times loss, and the
  /// penalty on the kernel as it is; Keras's `l2(c)` is λ = 2c. The optimizer is not used.
  ///
  /// - Parameters:
  ///   - x: The features, `[rows, columns]`.
  ///   - y: The labels, as the loss wants them; whole classes, not shares.
  ///   - solver: The method; `.automatic` chooses by the size of the problem.
  ///   - sampleWeight: How much each row counts, `[rows]`; once each by default.
  ///   - classWeight: How much the rows of each class count; not together with `sampleWeight`.
  ///   - isCancelled: Asked between steps; where it says yes, the search ends `interrupted`. Never by
  ///     default.
  /// - Returns: How the search ended. The weights are set to the coefficients reached in any case.
  /// - Throws: ``LogitError/invalidArchitecture(layer:reason:remedy:)`` for a model that is not convex, or
  ///   what ``LogisticRegression`` refuses. The weights are then unchanged.
  @discardableResult
  public mutating func fit(
    _ x: Tensor<Float>, _ y: Tensor<Float>, solver: LogisticRegression.Solver,
    sampleWeight: Tensor<Float>? = nil, classWeight: [Int: Float]? = nil,
    isCancelled: () -> Bool = { false }
  ) throws -> LinearSolution {
    guard let compilation else { throw LogitError.notCompiled(operation: "fit(solver:)") }
    if !isBuilt {
      guard x.rank == 2 else {
        throw LogitError.shapeMismatch(
          operation: "fit(solver:)", expected: "features [rows, columns]", found: x.shape,
          remedy: "reshape them to a matrix")
      }
      try build(inputShape: [x.shape[1]])
    }
    let stack = try builtStack(for: "fit(solver:)")
    var rows = LabeledRows(x, y, sampleWeight: sampleWeight)
    rows = try rows.weighted(byClass: classWeight)
    _ = try CheckedRows(rows, stack: stack, loss: compilation.loss)
    let weights = rows.sampleWeight.map { $0.scalars.map(Double.init) }
    let rowCount = x.shape[0]
    let convex = try ConvexModel(
      self, rowCount: rowCount, weight: weights?.reduce(0, +) ?? Double(rowCount))
    var regression = convex.regression
    regression.solver = solver
    let features = x.rank == 2 ? x : try x.reshaped([rowCount, x.count / rowCount])
    let model = try regression.fit(
      features, convex.classes(y), classCount: convex.classCount, weights: weights,
      isCancelled: isCancelled)
    try setWeights(self.weights.dropLast(convex.hasBias ? 2 : 1) + convex.weights(model))
    return model.solution
  }
}

extension ConvexModel {
  /// The class of each row.
  func classes(_ y: Tensor<Float>) throws -> [Int32] {
    guard labelEncoding != .classIndex, !isSigmoid else {
      return try y.scalars.enumerated().map { row, label in
        guard label == label.rounded() else { throw Self.share(row, label) }
        return Int32(label)
      }
    }
    let rows = y.count / classCount
    return try (0..<rows).map { row in
      let own = (0..<classCount).map { y[row * classCount + $0] }
      guard let label = own.firstIndex(of: 1), own.allSatisfy({ $0 == 0 || $0 == 1 }) else {
        throw Self.share(row, own.first { $0 != 0 && $0 != 1 } ?? 0)
      }
      return Int32(label)
    }
  }

  private static func share(_ row: Int, _ value: Float) -> LogitError {
    .labelOutOfRange(
      row: row, column: 0, value: value, expected: "whole classes where a solver is asked for",
      remedy: "train on shares with fit(_:_:epochs:)")
  }

  /// The weights of the dense layer.
  func weights(_ model: LogisticModel) throws -> [Tensor<Float>] {
    let (kernel, bias) = try model.weights(shifts: shifts, scales: scales)
    guard !isSigmoid && classCount == 2 else { return hasBias ? [kernel, bias] : [kernel] }
    // Two outputs for one logit: half of it each way, where a penalty on both is least.
    let pair = try Tensor(kernel.scalars.flatMap { [-$0 / 2, $0 / 2] }, shape: [kernel.count, 2])
    return hasBias ? [pair, Tensor([-bias[0] / 2, bias[0] / 2])] : [pair]
  }
}
