/// A constraint that weights satisfy after every step.
///
/// The built-in ones are written with a leading dot: `.maxNorm(2)`, `.nonNegative`, `.unitNorm`,
/// `.minMaxNorm()`. Add your own by conforming.
public protocol Constraint: Sendable {
  /// Changes the values so that they satisfy the constraint.
  ///
  /// - Parameters:
  ///   - values: The parameter's elements, row-major.
  ///   - shape: The parameter's shape.
  func project(_ values: inout MutableSpan<Float>, shape: [Int])

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

extension Constraint {
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
