import LogitFiles

/// A random matrix with orthonormal rows or columns, times a gain.
///
/// The last dimension is the columns and all others together are the rows. Whichever are fewer are
/// orthonormal. The matrix is uniformly distributed among all such matrices: it results from a matrix of
/// normal draws by the Gram-Schmidt process, applied twice in double precision, with a positive diagonal in
/// the triangular factor.
///
/// Follows `keras.initializers.Orthogonal`.
///
/// Source: A. M. Saxe, J. L. McClelland and S. Ganguli, "Exact solutions to the nonlinear dynamics of
/// learning in deep linear neural networks", ICLR 2014.
public struct Orthogonal: Initializer, Equatable {
  /// The length of the rows or columns.
  public var gain: Double
  /// The initializer's own seed, if it has one.
  public var seed: UInt64?

  /// Creates the initializer.
  ///
  /// - Parameters:
  ///   - gain: The length of the rows or columns: finite, 1 by default.
  ///   - seed: The initializer's own seed; by default values are drawn from the parameter's stream of the
  ///     model's seed.
  public init(gain: Double = 1, seed: UInt64? = nil) {
    self.gain = gain
    self.seed = seed
  }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws {
    try Self.checks.requireFinite(gain, "gain")
  }

  /// Checks the options and that the parameter has two dimensions or more.
  public func validate(shape: [Int]) throws {
    try validate()
    try LogitError.require(
      shape.count >= 2, "The shape of a parameter with an Orthogonal initializer", shape,
      "of two dimensions or more")
  }
}

extension Orthogonal: RandomInitializer {
  /// Keras's name of the class.
  public static let kerasClassName = "Orthogonal"

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] { [kerasSeed, JSON.Member("gain", .number(gain))] }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(gain: try options.double("gain", default: 1), seed: try options.seed())
  }

  func draw(_ values: inout MutableSpan<Float>, shape: [Int], from generator: inout RandomGenerator) {
    guard shape.count >= 2 else {
      programmingError("Orthogonal needs two dimensions or more, not the shape \(shape)")
    }
    let (rows, columns) = (shape.dropLast().reduce(1, *), shape[shape.count - 1])
    let (count, length) = (min(rows, columns), max(rows, columns))
    // vectors: [count, length]
    var vectors = (0..<count * length).map { _ in generator.standardNormal() }
    for i in 0..<count {
      for _ in 0..<2 {
        for j in 0..<i {
          var product = 0.0
          for k in 0..<length { product += vectors[i * length + k] * vectors[j * length + k] }
          for k in 0..<length { vectors[i * length + k] -= product * vectors[j * length + k] }
        }
      }
      var square = 0.0
      for k in 0..<length { square += vectors[i * length + k] * vectors[i * length + k] }
      let factor = 1 / square.squareRoot()
      for k in 0..<length { vectors[i * length + k] *= factor }
    }
    for row in 0..<rows {
      for column in 0..<columns {
        let vector = rows < columns ? vectors[row * length + column] : vectors[column * length + row]
        values[row * columns + column] = Float(gain * vector)
      }
    }
  }
}

extension Initializer where Self == Orthogonal {
  /// A random matrix with orthonormal rows or columns; see ``Orthogonal``.
  public static var orthogonal: Orthogonal { Orthogonal() }

  /// A random matrix with orthonormal rows or columns; see ``Orthogonal``.
  ///
  /// - Parameters:
  ///   - gain: The length of the rows or columns: finite, 1 by default.
  ///   - seed: The initializer's own seed; by default values are drawn from the parameter's stream of the
  ///     model's seed.
  public static func orthogonal(gain: Double = 1, seed: UInt64? = nil) -> Orthogonal {
    Orthogonal(gain: gain, seed: seed)
  }
}
