/// How gradients change the weights.
///
/// The built-in ones are written with a leading dot: `.sgd(learningRate: 0.1)`, `.adam()`. Add your own by
/// conforming; the working values an optimizer keeps between steps (its slots, in Keras's terms) live in the
/// model, so the optimizer itself is configuration only.
///
/// What all optimizers have in common, such as clipping and weight decay, is in their ``options``. Training
/// applies them: ``update(parameters:gradient:slots:learningRate:iteration:)`` receives a gradient that is
/// already clipped, and weights that have already decayed.
public protocol Optimizer: Sendable {
  /// Keras's name, such as `"adam"`.
  var name: String { get }

  /// The step size: a number, or a schedule.
  var learningRate: any LearningRateSchedule { get set }

  /// Clipping, weight decay and other options that all optimizers have; none by default.
  var options: OptimizerOptions { get }

  /// The names of the slots, each as large as the parameters.
  var slotNames: [String] { get }

  /// The initial value of every element of each slot; zeros by default.
  var initialSlotValues: [Float] { get }

  /// Whether ``update(parameters:gradient:slots:learningRate:iteration:)`` is called for each variable (a
  /// kernel, a bias) by itself, as rules need that take its norm; `false` by default.
  var updatesByVariable: Bool { get }

  /// Checks the options, when a model is compiled with them or a callback sets another learning rate.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  func validate() throws

  /// Makes one step with some of the weights. It is called for all of a model's trained weights, in one part
  /// or several, or with ``updatesByVariable`` for each variable.
  ///
  /// - Parameters:
  ///   - parameters: The weights, `[count]`, to be changed in place.
  ///   - gradient: The gradient of the batch loss, `[count]`.
  ///   - slots: The slots of these weights.
  ///   - learningRate: The learning rate of this step.
  ///   - iteration: The number of this step, counted from 1 since
  ///     ``Sequential/compile(optimizer:loss:metrics:weightedMetrics:)``; with gradient accumulation, of this
  ///     update.
  func update(
    parameters: inout MutableSpan<Float>, gradient: Span<Float>, slots: OptimizerSlots, learningRate: Float,
    iteration: Int)
}

extension Optimizer {
  /// None.
  public var options: OptimizerOptions { OptimizerOptions() }

  /// In any parts.
  public var updatesByVariable: Bool { false }

  /// Zeros.
  public var initialSlotValues: [Float] { [Float](repeating: 0, count: slotNames.count) }

  /// The names of all that is kept for each parameter, in the order of ``OptimizerState/slots``: what the
  /// options need, then the optimizer's own slots.
  var keptSlotNames: [String] { options.slotNames + slotNames }

  /// The kept slots of a model that has not been trained yet, `[keptSlotNames.count, storageCount]`, flat.
  func initialSlots(storageCount: Int) -> Tensor<Float> {
    let values = [Float](repeating: 0, count: options.slotNames.count) + initialSlotValues
    return Tensor(unsafeUninitializedShape: [values.count * storageCount]) { buffer in
      for (slot, value) in values.enumerated() {
        UnsafeMutableBufferPointer(rebasing: buffer[slot * storageCount..<(slot + 1) * storageCount])
          .initialize(repeating: value)
      }
    }
  }
}

extension Optimizer where Self: KerasSerializable {
  /// Whether both would be written as the same configuration, with schedules of one's own that are equal.
  public static func == (first: Self, second: Self) -> Bool {
    guard isEqual(first.learningRate, second.learningRate) else { return false }
    func options(_ optimizer: Self) -> [JSON.Member]? {
      var optimizer = optimizer
      // A schedule of one's own may not be serializable.
      optimizer.learningRate = 0
      return (try? optimizer.kerasConfiguration).map { $0 + optimizer.logitConfiguration }
    }
    return options(first) == options(second)
  }

  /// Checks the learning rate and the options all optimizers have.
  func validateCommon() throws {
    try learningRate.validate(owner: Self.kerasClassName)
    try options.validate(owner: Self.kerasClassName)
  }
}

/// Whether two schedules are the same number, or of the same type and equal, as far as that type can tell.
func isEqual(_ first: any LearningRateSchedule, _ second: any LearningRateSchedule) -> Bool {
  if let number = first.constant { return number == second.constant }
  func compare<Value: Equatable>(_ first: Value) -> Bool { first == second as? Value }
  guard let comparable = first as? any Equatable else { return type(of: first) == type(of: second) }
  return compare(comparable)
}
