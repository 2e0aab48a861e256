extension Sequential {
  /// Computes the model's outputs.
  ///
  /// - Parameter x: `[rows, features]`; `[rows]` will do for one feature.
  /// - Returns: `[rows, units]`: for a sigmoid the probability of class 1, for a softmax one probability a
  ///   class.
  /// - Throws: ``LogitError/notBuilt(operation:)`` before the model is built,
  ///   ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` or
  ///   ``LogitError/nonFiniteInput(name:row:column:value:)``.
  public func predict(_ x: Tensor<Float>) throws -> Tensor<Float> {
    let stack = try builtStack(for: "predict")
    let x = try stack.matched(x, name: "x")
    let rows = x.shape[0]
    let pool = try ThreadPool.shared()
    return try Tensor(unsafeUninitializedShape: [rows] + stack.outputShape) { output in
      guard let output = output.baseAddress else { return }
      let failure = ForwardPass(stack: stack, rows: min(rows, ForwardPass.blockRows), pool: pool).run(
        x.baseAddress, rows: rows, parameters: parameters.baseAddress, into: output)
      if let failure {
        throw LogitError.nonFiniteInput(name: "x", at: failure, columns: stack.inputCount, in: x)
      }
    }
  }
}

/// The model applied to many rows, a block at a time so that what passes between layers stays in the cache.
struct ForwardPass {
  static let blockRows = 256

  private let layers: [PlannedLayer]
  private let blockRows: Int
  private let workspace: Workspace
  private let hidden: (Workspace.Slice, Workspace.Slice)

  init(stack: LayerStack, rows: Int, pool: ThreadPool) {
    layers = stack.entries.map { PlannedLayer($0, pool: pool) }
    blockRows = rows
    let widest = rows * (layers.dropLast().map(\.outputCount).max() ?? 0)
    workspace = Workspace(reserving: [widest, widest])
    hidden = (workspace.slice(widest), workspace.slice(widest))
  }

  /// Computes the outputs of `rows` rows; `output` has room for them.
  ///
  /// - Returns: The place of the first number of `x` that is not finite, if there is one. It is looked for block by
  ///   block, while the rows are in the cache.
  func run(
    _ x: UnsafePointer<Float>, rows: Int, parameters: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>
  ) -> Int? {
    guard let first = layers.first, let last = layers.last else { return nil }
    let kernels = Kernels.current
    var row = 0
    while row < rows {
      let count = min(blockRows, rows - row)
      let block = x + row * first.inputCount
      let failure = Int(kernels.first_non_finite(block, Int64(count * first.inputCount)))
      guard failure < 0 else { return row * first.inputCount + failure }
      runBlock(block, rows: count, parameters: parameters, into: output + row * last.outputCount)
      row += count
    }
    return nil
  }

  private func runBlock(
    _ x: UnsafePointer<Float>, rows: Int, parameters: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>
  ) {
    var input = x
    var next = hidden.0.baseAddress.unsafelyUnwrapped
    var spare = hidden.1.baseAddress.unsafelyUnwrapped
    for index in layers.indices {
      let target = index == layers.count - 1 ? output : next
      layers[index].forward(input, parameters: parameters, into: target, rows: rows)
      input = UnsafePointer(target)
      swap(&next, &spare)
    }
  }
}
