/// A function applied to every output of a layer.
///
/// The ones Logit brings are spelled with a leading dot: `.linear`, `.sigmoid`, `.softmax`, `.relu`,
/// `.tanh`. Add your own by conforming; both functions work in place on rows that stand one after the
/// other:
///
///     struct Cube: Activation {
///       let name = "cube"
///       func apply(to values: inout MutableSpan<Float>, columns: Int) {
///         for i in values.indices { values[i] = values[i] * values[i] * values[i] }
///       }
///       func backpropagate(output: Span<Float>, gradient: inout MutableSpan<Float>, columns: Int) {
///         // y = z^3, so dy/dz = 3 z^2 = 3 |y|^(2/3)
///         for i in gradient.indices { gradient[i] *= 3 * cubeRoot(output[i] * output[i]) }
///       }
///     }
public protocol Activation: Sendable {
  /// Keras's identifier, such as `"sigmoid"`.
  var name: String { get }

  /// Replaces every value z by f(z).
  ///
  /// - Parameters:
  ///   - values: `[rows, columns]`, row-major; the pre-activations on entry, the outputs on return.
  ///   - columns: The length of a row, for functions such as softmax that look at a whole row.
  func apply(to values: inout MutableSpan<Float>, columns: Int)

  /// Turns the gradient with respect to the outputs into the one with respect to the pre-activations.
  ///
  /// - Parameters:
  ///   - output: What ``apply(to:columns:)`` returned, `[rows, columns]`.
  ///   - gradient: dL/dy on entry, dL/dz on return, `[rows, columns]`.
  ///   - columns: The length of a row.
  func backpropagate(output: Span<Float>, gradient: inout MutableSpan<Float>, columns: Int)
}
