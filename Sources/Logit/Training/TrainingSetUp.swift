/// A model checked and built for training or evaluation, before any data is.
struct TrainingSetUp {
  /// The model, built; the caller's becomes it once nothing can fail any more.
  private(set) var model: Sequential
  let stack: LayerStack
  let compilation: Compilation
  let pool: ThreadPool

  /// - Parameter input: Tells the shape of a row to a model that does not know it yet.
  init(model: Sequential, input: Tensor<Float>, operation: String) throws {
    guard let compilation = model.compilation else { throw LogitError.notCompiled(operation: operation) }
    var model = model
    try model.build(inputShape: input.rank == 1 ? [1] : Array(input.shape.dropFirst()))
    stack = try model.builtStack(for: operation)
    try compilation.validate(stack)
    pool = try ThreadPool.shared()
    try Kernels.validateEnvironment()
    self.compilation = compilation
    model.prepareOptimizerState()
    model.position.begin()
    self.model = model
  }

  func plan(batchSize: Int) -> TrainingPlan {
    TrainingPlan(stack: stack, compilation: compilation, batchSize: batchSize, pool: pool)
  }
}
