/// A condition that weights are made to meet after every step.
///
/// The ones Logit brings are spelled with a leading dot: `.maxNorm(2)`, `.nonNegative`, `.unitNorm`,
/// `.minMaxNorm()`. Add your own by conforming.
public protocol Constraint: Sendable {
  /// Changes the values so that they meet the condition.
  ///
  /// - Parameters:
  ///   - values: The parameter's elements, row-major.
  ///   - shape: The parameter's shape.
  func project(_ values: inout MutableSpan<Float>, shape: [Int])

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)``.
  func validate() throws

  /// Checks that the options fit a parameter's shape, too.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)``.
  func validate(shape: [Int]) throws
}

extension Constraint {
  /// Any options will do.
  public func validate() throws {}

  /// Checks the options; any shape will do.
  public func validate(shape: [Int]) throws { try validate() }
}
