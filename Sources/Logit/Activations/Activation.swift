/// A function applied to every output of a layer.
///
/// Logit has all of Keras's activations except `glu`, written with a leading dot: `.linear`, `.sigmoid`,
/// `.softmax`, `.relu`, `.tanh`, `.gelu`, `.leakyRelu(negativeSlope: 0.1)`, ... Results may be subnormal
/// where Keras on TensorFlow returns 0. Add your own by conforming to the protocol; both functions work in
/// place on rows stored one after another:
///
///     struct Cube: Activation {
///       let name = "cube"
///       func apply(to values: inout MutableSpan<Float>, columns: Int) {
///         for i in values.indices { values[i] = values[i] * values[i] * values[i] }
///       }
///       var needsInput: Bool { true }
///       func backpropagate(
///         input: Span<Float>, output: Span<Float>, gradient: inout MutableSpan<Float>, columns: Int
///       ) {
///         for i in gradient.indices { gradient[i] *= 3 * input[i] * input[i] }
///       }
///     }
public protocol Activation: Sendable {
  /// Keras's identifier, such as `"sigmoid"`.
  var name: String { get }

  /// Replaces every value z by f(z).
  ///
  /// - Parameters:
  ///   - values: `[rows, columns]`, row-major; the pre-activations on entry, the outputs on return.
  ///   - columns: The length of a row, for functions such as softmax that work on a whole row.
  func apply(to values: inout MutableSpan<Float>, columns: Int)

  /// Whether the derivative needs the pre-activations; `false` (the default) when it follows from the
  /// outputs, which saves keeping both.
  var needsInput: Bool { get }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  func validate() throws

  /// Turns the gradient with respect to the outputs into the one with respect to the pre-activations.
  ///
  /// - Parameters:
  ///   - input: The pre-activations, `[rows, columns]`; empty unless ``needsInput``.
  ///   - output: What ``apply(to:columns:)`` returned, `[rows, columns]`.
  ///   - gradient: dL/dy on entry, dL/dz on return, `[rows, columns]`.
  ///   - columns: The length of a row.
  func backpropagate(
    input: Span<Float>, output: Span<Float>, gradient: inout MutableSpan<Float>, columns: Int
  )
}

extension Activation {
  /// `false`.
  public var needsInput: Bool { false }

  /// Accepts any options.
  ///
  /// - Throws: Nothing.
  public func validate() throws {}
}
