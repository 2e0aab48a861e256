import CLogitKernels

/// A model frozen for prediction: its weights laid out and its kernels chosen once.
///
/// Predicting one row allocates no memory, and any number of threads may use the same predictor at once. A
/// row of a model of one ``Dense`` layer with up to sixteen units takes the shortest way, some tens of
/// nanoseconds.
///
///     let predictor = try Predictor(model)
///     var probabilities: [Float] = [0]
///     try predictor.predict([5.1, 3.5], into: &probabilities)
///
/// A predictor shares its memory with the model it was made from until that model is trained again; it then
/// keeps the old weights.
public struct Predictor: Sendable {
  /// The shape of one input row.
  public let inputShape: [Int]
  /// The shape of one output row.
  public let outputShape: [Int]
  /// Numbers in one input row.
  public let inputCount: Int
  /// Numbers in one output row: for a sigmoid 1, for a softmax one a class.
  public let outputCount: Int

  private let stack: LayerStack
  private let layers: [PlannedLayer]
  private let parameters: Tensor<Float>
  private let pool: ThreadPool
  /// Numbers in the widest row that passes between two layers.
  private let hiddenCount: Int
  /// The way of one row alone, if there is a shorter one, and the weights it reads.
  private let singleRow: SingleRowPass?
  private let singleRowWeights: Tensor<Float>?

  /// Rows that go through all layers together; what passes between the layers stays in the cache.
  private static let blockRows = 256

  /// Freezes a model.
  ///
  /// - Parameter model: A model that has its weights.
  /// - Throws: ``LogitError/notBuilt(operation:)`` when the model has no weights yet, or
  ///   ``LogitError/invalidEnvironment(variable:value:expected:)``.
  public init(_ model: Sequential) throws {
    try self.init(model, operation: "Predictor", isForSingleRows: true)
  }

  /// - Parameter isForSingleRows: Whether weights are laid out for rows that come one by one, which is not
  ///   worth it for a single call.
  init(_ model: Sequential, operation: String, isForSingleRows: Bool = false) throws {
    let stack = try model.builtStack(for: operation)
    let pool = try ThreadPool.shared()
    try Kernels.validateEnvironment()
    self.stack = stack
    self.pool = pool
    parameters = model.parameters
    // Blocks of rows are what the threads share, so each block's products are one thread's own.
    layers = stack.entries.enumerated().map { PlannedLayer($1, index: $0, pool: .alone) }
    hiddenCount = layers.dropLast().map(\.outputCount).max() ?? 0
    (inputShape, outputShape) = (stack.inputShape, stack.outputShape)
    (inputCount, outputCount) = (stack.inputCount, stack.outputCount)
    let single = isForSingleRows ? SingleRowPass.make(stack, parameters: parameters) : nil
    (singleRow, singleRowWeights) = (single?.pass, single?.weights)
  }
}

extension Predictor {
  /// Computes the outputs of one row, or of several rows one after the other.
  ///
  /// - Parameters:
  ///   - x: `[rows, inputCount]`, row by row.
  ///   - output: `[rows, outputCount]`, to be written.
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` when the lengths do not fit, or
  ///   ``LogitError/nonFiniteInput(name:row:column:value:)``; the output is then undefined.
  public func predict(_ x: Span<Float>, into output: inout MutableSpan<Float>) throws {
    if let singleRow, x.count == inputCount, output.count == outputCount {
      let failure = x.withUnsafeBufferPointer { x in
        output.withUnsafeMutableBufferPointer { singleRow(x, $0) }
      }
      guard failure >= 0 else { return }
      throw LogitError.nonFiniteInput(name: "x", row: 0, column: failure, value: x[failure])
    }
    let rows = x.count / inputCount
    try requireCount(x.count, rows * inputCount, "x to hold whole rows of \(inputCount) numbers")
    try requireCount(output.count, rows * outputCount, "room for \(rows) rows of \(outputCount) outputs")
    try stack.inputChecker?.validate(input: x)
    let failure: Int? = x.withUnsafeBufferPointer { x in
      output.withUnsafeMutableBufferPointer { output in
        guard let x = x.baseAddress, let output = output.baseAddress else { return nil }
        return run(x, rows: rows, into: output)
      }
    }
    guard let failure else { return }
    throw LogitError.nonFiniteInput(
      name: "x", row: failure / inputCount, column: failure % inputCount, value: x[failure])
  }

  /// Computes the outputs of one row.
  ///
  /// - Parameters:
  ///   - x: `[inputCount]`.
  ///   - output: `[outputCount]`, to be overwritten.
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` for anything but one row, whose
  ///   numbers may have been put together wrongly (for several give spans or tensors), or
  ///   ``LogitError/nonFiniteInput(name:row:column:value:)``.
  public func predict(_ x: [Float], into output: inout [Float]) throws {
    try requireCount(x.count, inputCount, "x to be one row of \(inputCount) numbers")
    try requireCount(output.count, outputCount, "room for one row of \(outputCount) outputs")
    if let singleRow {
      let failure = x.withUnsafeBufferPointer { x in
        output.withUnsafeMutableBufferPointer { singleRow(x, $0) }
      }
      guard failure >= 0 else { return }
      throw LogitError.nonFiniteInput(name: "x", row: 0, column: failure, value: x[failure])
    }
    var span = output.mutableSpan
    try predict(x.span, into: &span)
  }

  /// Computes the outputs of many rows, shared out over threads.
  ///
  /// - Parameter x: `[rows] + inputShape`; `[rows]` will do for one feature.
  /// - Returns: `[rows] + outputShape`.
  /// - Throws: As ``predict(_:into:)-(Span<Float>,_)``.
  public func predict(_ x: Tensor<Float>) throws -> Tensor<Float> {
    let x = try stack.matched(x, name: "x")
    let rows = x.shape[0]
    return try Tensor(unsafeUninitializedShape: [rows] + outputShape) { output in
      guard let output = output.baseAddress else { return }
      if let failure = run(x.baseAddress, rows: rows, into: output) {
        throw LogitError.nonFiniteInput(name: "x", at: failure, columns: inputCount, in: x)
      }
    }
  }

  /// Computes the outputs of many rows into a tensor that is there already, without allocating memory.
  ///
  /// - Parameters:
  ///   - x: `[rows] + inputShape`.
  ///   - output: `[rows] + outputShape`, to be overwritten.
  /// - Throws: As ``predict(_:into:)-(Span<Float>,_)``.
  public func predict(_ x: Tensor<Float>, into output: inout Tensor<Float>) throws {
    let x = try stack.matched(x, name: "x")
    let rows = x.shape[0]
    try requireCount(output.count, rows * outputCount, "room for \(rows) rows of \(outputCount) outputs")
    let failure = output.withUnsafeMutableBufferPointer { output in
      output.baseAddress.flatMap { run(x.baseAddress, rows: rows, into: $0) }
    }
    if let failure { throw LogitError.nonFiniteInput(name: "x", at: failure, columns: inputCount, in: x) }
  }

  /// Computes the outputs of one row in memory.
  ///
  /// - Parameters:
  ///   - x: ``inputCount`` numbers.
  ///   - output: Room for ``outputCount`` numbers.
  /// - Throws: As ``predict(_:into:)-(Span<Float>,_)``.
  @inline(__always)
  package func predict(row x: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>) throws {
    if let singleRow {
      let failure = singleRow(x, into: output)
      guard failure >= 0 else { return }
      throw LogitError.nonFiniteInput(name: "x", row: 0, column: failure, value: x[failure])
    }
    var span = UnsafeMutableBufferPointer(start: output, count: outputCount).mutableSpan
    try predict(UnsafeBufferPointer(start: x, count: inputCount).span, into: &span)
  }

  private func requireCount(_ found: Int, _ expected: Int, _ text: @autoclosure () -> String) throws {
    guard found != expected else { return }
    throw LogitError.shapeMismatch(
      operation: "predict", expected: text(), found: [found], remedy: "make the lengths agree")
  }
}

// MARK: - Blocks of rows

extension Predictor {
  /// - Returns: The place of the first number of `x` that is not finite, if there is one. It is looked for
  ///   block by block, while the rows are in the cache.
  private func run(_ x: UnsafePointer<Float>, rows: Int, into output: UnsafeMutablePointer<Float>) -> Int? {
    guard rows > Self.blockRows else { return runBlock(x, rows: rows, into: output) }
    let firstFailure = Locked<Int?>(nil)
    pool.forEach(blocksOf: Self.blockRows, count: rows) { range in
      guard let failure = runBlocks(range, x, into: output) else { return }
      firstFailure.withLock { $0 = min($0 ?? failure, failure) }
    }
    return firstFailure.withLock { $0 }
  }

  private func runBlocks(
    _ rows: Range<Int>, _ x: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>
  ) -> Int? {
    for row in stride(from: rows.lowerBound, to: rows.upperBound, by: Self.blockRows) {
      let count = min(Self.blockRows, rows.upperBound - row)
      if let failure = runBlock(x + row * inputCount, rows: count, into: output + row * outputCount) {
        return row * inputCount + failure
      }
    }
    return nil
  }

  private func runBlock(_ x: UnsafePointer<Float>, rows: Int, into output: UnsafeMutablePointer<Float>)
    -> Int?
  {
    let failure = Int(Kernels.current.first_non_finite(x, Int64(rows * inputCount)))
    guard failure < 0 else { return failure }
    let weights = parameters.baseAddress
    var pass = LayerPass(rows: rows, isTraining: false)
    pass.modelRows = ModelRows(start: x)
    guard layers.count > 1 else {
      layers.first?.forward(x, parameters: weights, scratch: nil, into: output, pass: pass)
      return nil
    }
    let count = rows * hiddenCount
    withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * count) { hidden in
      guard var next = hidden.baseAddress else { return }
      var (spare, input) = (next + count, x)
      for index in layers.indices {
        let target = index == layers.count - 1 ? output : next
        layers[index].forward(input, parameters: weights, scratch: nil, into: target, pass: pass)
        input = UnsafePointer(target)
        swap(&next, &spare)
      }
    }
    return nil
  }
}
