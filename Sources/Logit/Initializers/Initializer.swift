/// How the weights of a layer get their first values.
///
/// The ones Logit brings are spelled with a leading dot: `.glorotUniform`, `.heNormal`, `.zeros`, `.ones`,
/// `.constant(0.5)`, `.orthogonal()`. Add your own by conforming.
public protocol Initializer: Sendable {
  /// Fills a parameter with its first values.
  ///
  /// - Parameters:
  ///   - values: The parameter's elements in row-major order.
  ///   - shape: The parameter's shape; for a kernel `[inputs, units]`.
  ///   - generator: The source of randomness, a stream of this parameter's own.
  func initialize(_ values: inout MutableSpan<Float>, shape: [Int], using generator: inout RandomGenerator)

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)``.
  func validate() throws

  /// Checks that the options fit a parameter's shape, too.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)``.
  func validate(shape: [Int]) throws
}

extension Initializer {
  /// Any options will do.
  public func validate() throws {}

  /// Checks the options; any shape will do.
  public func validate(shape: [Int]) throws { try validate() }
}
