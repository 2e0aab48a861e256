/// How the weights of a layer are initialized.
///
/// The built-in ones are written with a leading dot: `.glorotUniform`, `.heNormal`, `.zeros`, `.ones`,
/// `.constant(0.5)`, `.orthogonal()`. Add your own by conforming.
public protocol Initializer: Sendable {
  /// Fills a parameter with its initial values.
  ///
  /// - Parameters:
  ///   - values: The parameter's elements in row-major order.
  ///   - shape: The parameter's shape; for a kernel `[inputs, units]`.
  ///   - generator: The source of randomness, a stream that only this parameter uses.
  func initialize(_ values: inout MutableSpan<Float>, shape: [Int], using generator: inout RandomGenerator)

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

extension Initializer {
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
