/// A penalty on weights (or on a layer's outputs) that is added to the loss.
///
/// The ones Logit brings are spelled with a leading dot: `.l1(0.01)`, `.l2(0.01)`,
/// `.l1l2(l1: 0.01, l2: 0.01)`, `.orthogonal(0.01)`. Add your own by conforming.
public protocol Regularizer: Sendable {
  /// The penalty.
  ///
  /// - Parameters:
  ///   - values: The parameter's elements, row-major.
  ///   - shape: The parameter's shape.
  func penalty(_ values: Span<Float>, shape: [Int]) -> Float

  /// Adds the penalty's gradient, multiplied by `scale`, to `gradient`.
  func addGradient(_ values: Span<Float>, shape: [Int], scale: Float, to gradient: inout MutableSpan<Float>)

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)``.
  func validate() throws

  /// Checks that the options fit a parameter's shape, too.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)``.
  func validate(shape: [Int]) throws
}

extension Regularizer {
  /// Any options will do.
  public func validate() throws {}

  /// Checks the options; any shape will do.
  public func validate(shape: [Int]) throws { try validate() }
}
