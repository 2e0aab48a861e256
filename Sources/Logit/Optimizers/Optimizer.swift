internal import CLogitKernels

/// How gradients change the weights.
///
/// The ones Logit brings are spelled with a leading dot: `.sgd(learningRate: 0.1)`, `.adam()`. Add your
/// own by conforming; the working values an optimizer keeps between steps (its slots, in Keras's word) live
/// in the model, so the optimizer itself is configuration only.
public protocol Optimizer: Sendable {
  /// Keras's name, such as `"adam"`.
  var name: String { get }

  /// The step size.
  var learningRate: Double { get set }

  /// The names of the slots, each as large as the parameters; all start at zero.
  var slotNames: [String] { get }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)``.
  func validate() throws

  /// Makes one step.
  ///
  /// - Parameters:
  ///   - parameters: All weights of the model, `[count]`, to be changed in place.
  ///   - gradient: The gradient of the batch loss, `[count]`.
  ///   - slots: The slots one after the other, `[slotNames.count, count]`.
  ///   - iteration: The number of this step, counted from 1 since ``Sequential/compile(optimizer:loss:metrics:weightedMetrics:)``.
  func update(
    parameters: inout MutableSpan<Float>, gradient: Span<Float>, slots: inout MutableSpan<Float>,
    iteration: Int)
}

/// An optimizer whose update is a kernel, so that threads can share it and a run of steps can contain it.
protocol RuleOptimizer: Optimizer {
  /// The kernel's constants.
  var rule: logit_rule { get }

  /// Computes the step sizes the kernel takes.
  ///
  /// - Parameters:
  ///   - rates: One for each step, to be filled.
  ///   - iteration: The number of the first of these steps, counted from 1. The same step gets the same number
  ///     whatever the run it is in.
  func fillRates(_ rates: UnsafeMutableBufferPointer<Float>, from iteration: Int)
}

extension RuleOptimizer {
  /// Makes one step.
  public func update(
    parameters: inout MutableSpan<Float>, gradient: Span<Float>, slots: inout MutableSpan<Float>,
    iteration: Int
  ) {
    let count = parameters.count
    var (rule, rate) = (rule, Float(0))
    withUnsafeMutablePointer(to: &rate) {
      fillRates(UnsafeMutableBufferPointer(start: $0, count: 1), from: iteration)
    }
    parameters.withUnsafeMutableBufferPointer { parameters in
      gradient.withUnsafeBufferPointer { gradient in
        slots.withUnsafeMutableBufferPointer { slots in
          Kernels.current.update(
            &rule, rate, parameters.baseAddress, slots.baseAddress, Int64(count), gradient.baseAddress,
            Int64(count))
        }
      }
    }
  }
}

/// The values an optimizer keeps between steps.
struct OptimizerState: Sendable {
  /// The number of steps made since the model was compiled.
  var iteration = 0
  /// `[slot count, parameter count]`, flat.
  var slots = Tensor<Float>([])
}

extension LogitError {
  /// Throws unless `condition` holds for an option.
  static func require<Value>(
    _ condition: Bool, _ name: String, _ value: Value, _ expected: String
  ) throws(LogitError) {
    guard condition else { throw .invalidOption(name: name, value: "\(value)", expected: expected) }
  }
}
