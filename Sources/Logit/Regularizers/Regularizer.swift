/// A penalty on weights (or on a layer's outputs) that is added to the loss.
///
/// The built-in ones are written with a leading dot: `.l1(0.01)`, `.l2(0.01)`, `.l1l2(l1: 0.01, l2: 0.01)`,
/// `.orthogonal(0.01)`. Add your own by conforming.
public protocol Regularizer: Sendable {
  /// The penalty.
  ///
  /// - Parameters:
  ///   - values: The parameter's elements, row-major.
  ///   - shape: The parameter's shape.
  func penalty(_ values: Span<Float>, shape: [Int]) -> Float

  /// Adds the penalty's gradient, multiplied by `scale`, to `gradient`.
  ///
  /// - Parameters:
  ///   - values: The parameter's elements, row-major.
  ///   - shape: The parameter's shape.
  ///   - scale: The factor of the gradient.
  ///   - gradient: What the gradient is added to, in the shape of `values`.
  func addGradient(_ values: Span<Float>, shape: [Int], scale: Float, to gradient: inout MutableSpan<Float>)

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  func validate() throws

  /// Checks the options, and that they fit a parameter's shape.
  ///
  /// - Parameter shape: The parameter's shape.
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range or does not
  ///   fit the shape.
  func validate(shape: [Int]) throws
}

extension Regularizer {
  /// Accepts any options.
  ///
  /// - Throws: Nothing.
  public func validate() throws {}

  /// Checks the options; accepts any shape.
  ///
  /// - Parameter shape: The parameter's shape, which is not used.
  /// - Throws: What ``validate()`` throws.
  public func validate(shape: [Int]) throws { try validate() }
}
