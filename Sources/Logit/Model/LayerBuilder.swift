/// Collects the layers written in a ``Sequential``'s braces.
@resultBuilder
public enum LayerBuilder {
  /// One layer.
  ///
  /// - Parameter layer: The layer.
  /// - Returns: A list of it alone.
  public static func buildExpression(_ layer: any Layer) -> [any Layer] { [layer] }

  /// Several layers, such as those of a function.
  ///
  /// - Parameter layers: The layers.
  /// - Returns: The same layers.
  public static func buildExpression(_ layers: [any Layer]) -> [any Layer] { layers }

  /// Layers one below the other.
  ///
  /// - Parameter layers: The layers of each expression, in order.
  /// - Returns: All of them, in order.
  public static func buildBlock(_ layers: [any Layer]...) -> [any Layer] { layers.flatMap { $0 } }

  /// Layers of a `for` loop.
  ///
  /// - Parameter layers: The layers of each turn of the loop, in order.
  /// - Returns: All of them, in order.
  public static func buildArray(_ layers: [[any Layer]]) -> [any Layer] { layers.flatMap { $0 } }

  /// Layers of an `if` without `else`.
  ///
  /// - Parameter layers: The layers, or `nil` if the condition does not hold.
  /// - Returns: The layers; none for `nil`.
  public static func buildOptional(_ layers: [any Layer]?) -> [any Layer] { layers ?? [] }

  /// Layers of an `if`.
  ///
  /// - Parameter layers: The layers.
  /// - Returns: The same layers.
  public static func buildEither(first layers: [any Layer]) -> [any Layer] { layers }

  /// Layers of an `else`.
  ///
  /// - Parameter layers: The layers.
  /// - Returns: The same layers.
  public static func buildEither(second layers: [any Layer]) -> [any Layer] { layers }
}
