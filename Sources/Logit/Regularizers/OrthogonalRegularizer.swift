import LogitFiles

/// A penalty that pushes the rows or the columns of a matrix toward being orthogonal to each other.
///
///     factor · mean over pairs i < j of |uᵢ · uⱼ|,   u = v / max(‖v‖, 1e-7)
///
/// for the rows (or columns) v. Keras's documentation omits the absolute value; its code takes it. A matrix
/// with a single row has no pairs: the penalty is 0 here, where Keras divides 0 by 0. Computed in double
/// precision.
///
/// - Complexity: The square of the number of vectors, times their length.
///
/// Follows `keras.regularizers.OrthogonalRegularizer`.
public struct OrthogonalRegularizer: Regularizer, Equatable {
  /// Which vectors of a matrix are penalized.
  public enum Mode: String, Sendable, CaseIterable {
    /// Its rows; of a Dense kernel, the weights of an input.
    case rows
    /// Its columns; of a Dense kernel, the weights of a unit.
    case columns
  }

  /// The factor.
  public var factor: Double
  /// Whether rows or columns are penalized.
  public var mode: Mode

  /// Creates the penalty.
  ///
  /// - Parameters:
  ///   - factor: The factor: finite and not negative, 0.01 by default.
  ///   - mode: Whether rows or columns are penalized, `.rows` by default.
  public init(factor: Double = 0.01, mode: Mode = .rows) {
    self.factor = factor
    self.mode = mode
  }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws {
    try Self.checks.requireNotNegative(factor, "factor")
  }

  /// Checks the options and that the parameter is a matrix.
  public func validate(shape: [Int]) throws {
    try validate()
    try LogitError.require(
      shape.count == 2, "The shape of a parameter with an OrthogonalRegularizer", shape, "that of a matrix")
  }

  /// The penalty.
  public func penalty(_ values: Span<Float>, shape: [Int]) -> Float {
    let layout = Layout(shape, mode)
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: values.count + layout.count) { memory in
      layout.normalize(values, into: memory)
      var sum = 0.0
      for i in 0..<layout.count {
        for j in 0..<i { sum += abs(layout.product(memory, i, j)) }
      }
      return Float(factor * layout.perPair * sum)
    }
  }

  /// Adds the penalty's gradient, multiplied by `scale`.
  ///
  /// With h = factor / pairs · Σⱼ sign(uᵢ · uⱼ) uⱼ it is (h - (h · uᵢ) uᵢ) / ‖vᵢ‖, and h / 1e-7 below that
  /// norm.
  public func addGradient(
    _ values: Span<Float>, shape: [Int], scale: Float, to gradient: inout MutableSpan<Float>
  ) {
    let layout = Layout(shape, mode)
    let weight = Double(scale) * factor * layout.perPair
    withUnsafeTemporaryAllocation(of: Double.self, capacity: values.count + layout.count + layout.length) {
      memory in
      layout.normalize(values, into: memory)
      let norms = values.count
      let h = values.count + layout.count
      for i in 0..<layout.count {
        for k in 0..<layout.length { memory[h + k] = 0 }
        for j in 0..<layout.count where j != i {
          let product = layout.product(memory, i, j)
          let sign: Double = product > 0 ? 1 : product < 0 ? -1 : 0
          for k in 0..<layout.length { memory[h + k] += sign * memory[j * layout.length + k] }
        }
        let norm = memory[norms + i]
        var along = 0.0
        if norm >= Layout.leastNorm {
          for k in 0..<layout.length { along += memory[h + k] * memory[i * layout.length + k] }
        }
        for k in 0..<layout.length {
          let across = memory[h + k] - along * memory[i * layout.length + k]
          gradient[layout.element(i, k)] += Float(weight * across / max(norm, Layout.leastNorm))
        }
      }
    }
  }

  /// The positions of the vectors in a matrix.
  private struct Layout {
    static let leastNorm = 1e-7
    let count: Int
    let length: Int
    private let step: (vector: Int, element: Int)

    init(_ shape: [Int], _ mode: Mode) {
      guard shape.count == 2 else {
        programmingError("OrthogonalRegularizer needs a matrix, not the shape \(shape)")
      }
      (count, length) = mode == .rows ? (shape[0], shape[1]) : (shape[1], shape[0])
      step = mode == .rows ? (shape[1], 1) : (1, shape[1])
    }

    /// 1 / the number of pairs.
    var perPair: Double { count < 2 ? 0 : 2 / (Double(count) * Double(count - 1)) }

    func element(_ vector: Int, _ index: Int) -> Int { vector * step.vector + index * step.element }

    /// memory: [count, length] unit vectors, then [count] norms.
    func normalize(_ values: Span<Float>, into memory: UnsafeMutableBufferPointer<Double>) {
      for i in 0..<count {
        var square = 0.0
        for k in 0..<length { square += Double(values[element(i, k)]) * Double(values[element(i, k)]) }
        let norm = square.squareRoot()
        memory[count * length + i] = norm
        for k in 0..<length {
          memory[i * length + k] = Double(values[element(i, k)]) / max(norm, Layout.leastNorm)
        }
      }
    }

    func product(_ memory: UnsafeMutableBufferPointer<Double>, _ i: Int, _ j: Int) -> Double {
      var sum = 0.0
      for k in 0..<length { sum += memory[i * length + k] * memory[j * length + k] }
      return sum
    }
  }
}

extension OrthogonalRegularizer: KerasSerializable {
  /// Keras's name of the class.
  public static let kerasClassName = "OrthogonalRegularizer"

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    [JSON.Member("factor", .float32(factor)), JSON.Member("mode", .string(mode.rawValue))]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    let text = try options.string("mode", default: "rows")
    guard let mode = Mode(rawValue: text) else {
      throw options.wrong("mode", expected: "\"rows\" or \"columns\"", found: .string(text))
    }
    self.init(factor: try options.double("factor", default: 0.01), mode: mode)
  }
}

extension Regularizer where Self == OrthogonalRegularizer {
  /// A penalty that pushes rows or columns toward being orthogonal; see ``OrthogonalRegularizer``.
  public static var orthogonal: OrthogonalRegularizer { OrthogonalRegularizer() }

  /// A penalty that pushes rows or columns toward being orthogonal; see ``OrthogonalRegularizer``.
  ///
  /// - Parameters:
  ///   - factor: The factor: finite and not negative, 0.01 by default.
  ///   - mode: Whether rows or columns are penalized, `.rows` by default.
  public static func orthogonal(
    _ factor: Double = 0.01, mode: OrthogonalRegularizer.Mode = .rows
  ) -> OrthogonalRegularizer {
    OrthogonalRegularizer(factor: factor, mode: mode)
  }
}
