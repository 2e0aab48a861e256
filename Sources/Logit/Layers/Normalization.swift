/// Shifts and scales each column by a mean and a variance that are given or computed from data beforehand:
/// y = (x - mean) / max(√variance, 1e-7).
///
/// As the first layer it lets a model accept raw features:
///
///     var model = try Sequential {
///       try Normalization(adaptedTo: xs)
///       Dense(1, activation: .sigmoid)
///     }
///
/// - Parameters kept by the model, unless mean and variance are given as options: mean and variance
///   `[columns]` (or `[]` with ``isPerColumn`` `false`), not trained, and count `[]`, which Keras keeps for
///   old files and leaves at 0.
///
/// Follows `keras.layers.Normalization` with `axis=-1` or `axis=None`.
public struct Normalization: Layer, Equatable {
  /// Where mean and variance come from.
  public enum Statistics: Sendable, Equatable {
    /// Options of the layer.
    case given(mean: ColumnValues, variance: ColumnValues)
    /// Weights of the model, with these initial values.
    case adapted(mean: [Float], variance: [Float])
    /// Weights of the model that have not been set yet: mean 0 and variance 1, which leave rows unchanged.
    /// Keras, too, trains with such a layer without a warning, since weights may still be loaded.
    case unknown
  }

  /// Where mean and variance come from.
  public private(set) var statistics: Statistics
  /// Whether each column has its own mean and variance; `false` is Keras's `axis=None`.
  public let isPerColumn: Bool
  /// Whether to invert the normalization: y = mean + x · max(√variance, 1e-7).
  public var invert: Bool
  /// The shape of one input row, if given or known from data.
  public private(set) var inputShape: [Int]?
  /// The name given by the user.
  public var name: String?
  /// Kept for compatibility with Keras; mean and variance are never trained.
  public var isTrainable: Bool

  /// The smallest divisor, Keras's `epsilon()`.
  private static let smallestDeviation: Float = 1e-7

  /// Creates a layer whose mean and variance are weights: 0 and 1 until ``adapt(_:)`` or
  /// ``Sequential/setWeights(_:)`` set them.
  ///
  /// - Parameters:
  ///   - isPerColumn: Whether each column has its own mean and variance; `true` by default.
  ///   - invert: Whether to invert the normalization; `false` by default.
  ///   - inputShape: The shape of one input row; needed only on the first layer.
  ///   - isTrainable: Kept for compatibility with Keras; `true` by default.
  ///   - name: The layer's name; `nil` gives `normalization`, `normalization_1`, ...
  public init(
    isPerColumn: Bool = true, invert: Bool = false, inputShape: [Int]? = nil, isTrainable: Bool = true,
    name: String? = nil
  ) {
    statistics = .unknown
    self.isPerColumn = isPerColumn
    self.invert = invert
    self.inputShape = inputShape
    self.isTrainable = isTrainable
    self.name = name
  }

  /// Creates a layer with a known mean and variance.
  ///
  /// - Parameters:
  ///   - mean: The mean of all columns, or of each.
  ///   - variance: The variance, of the same form as the mean; 0 or greater.
  ///   - isPerColumn: Kept for Keras's `axis`; `true` by default.
  ///   - invert: Whether to invert the normalization; `false` by default.
  ///   - inputShape: The shape of one input row; needed only on the first layer.
  ///   - isTrainable: Kept for compatibility with Keras; `true` by default.
  ///   - name: The layer's name.
  public init(
    mean: ColumnValues, variance: ColumnValues, isPerColumn: Bool = true, invert: Bool = false,
    inputShape: [Int]? = nil, isTrainable: Bool = true, name: String? = nil
  ) {
    self.init(
      isPerColumn: isPerColumn, invert: invert, inputShape: inputShape, isTrainable: isTrainable, name: name)
    statistics = .given(mean: mean, variance: variance)
  }

  /// Creates a layer with the mean and variance of data.
  ///
  /// - Parameters:
  ///   - x: `[rows, ..., columns]`; `[rows]` counts as one column.
  ///   - isPerColumn: Whether each column has its own mean and variance; `true` by default.
  ///   - invert: Whether to invert the normalization; `false` by default.
  ///   - isTrainable: Kept for compatibility with Keras; `true` by default.
  ///   - name: The layer's name.
  /// - Throws: As ``adapt(_:)``.
  public init(
    adaptedTo x: Tensor<Float>, isPerColumn: Bool = true, invert: Bool = false, isTrainable: Bool = true,
    name: String? = nil
  ) throws {
    self.init(isPerColumn: isPerColumn, invert: invert, isTrainable: isTrainable, name: name)
    try adapt(x)
  }

  /// Creates a layer with the mean and variance of arrays, or of a tensor of any numbers.
  ///
  /// - Parameters:
  ///   - x: `[rows, ..., columns]`; `[rows]` counts as one column.
  ///   - isPerColumn: Whether each column has its own mean and variance; `true` by default.
  ///   - invert: Whether to invert the normalization; `false` by default.
  ///   - isTrainable: Kept for compatibility with Keras; `true` by default.
  ///   - name: The layer's name.
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` for rows that differ in their
  ///   number of elements, or as ``adapt(_:)``.
  @_disfavoredOverload
  public init(
    adaptedTo x: any TensorConvertible, isPerColumn: Bool = true, invert: Bool = false,
    isTrainable: Bool = true, name: String? = nil
  ) throws {
    try self.init(
      adaptedTo: x.tensor(), isPerColumn: isPerColumn, invert: invert, isTrainable: isTrainable, name: name)
  }

  /// Computes mean and variance from data, in double precision and in one pass. Call it before the layer
  /// becomes part of a model, since layers are values.
  ///
  /// - Parameter x: `[rows, ..., columns]`; `[rows]` counts as one column.
  /// - Throws: ``LogitError/emptyData(name:)`` if there are no rows,
  ///   ``LogitError/nonFiniteInput(name:row:column:value:)`` if a number is NaN or infinite, or
  ///   ``LogitError/invalidOption(name:value:expected:)`` if mean and variance are given as options.
  /// - Complexity: O(elements).
  ///
  /// Source: B. P. Welford, "Note on a method for calculating corrected sums of squares and products",
  /// Technometrics 4, 1962.
  public mutating func adapt(_ x: Tensor<Float>) throws {
    if case .given(let mean, _) = statistics {
      throw LogitError.invalidOption(
        name: "mean", value: "\(mean.values)", expected: "omitted for a layer that adapts to data")
    }
    guard x.count > 0, let rows = x.shape.first else { throw LogitError.emptyData(name: "x") }
    try x.requireFinite(name: "x", columns: x.count / rows)
    let columns = isPerColumn ? (x.rank == 1 ? 1 : x.shape[x.rank - 1]) : 1
    var means = [Double](repeating: 0, count: columns)
    var squares = means
    x.withUnsafeBufferPointer { x in
      for (index, first) in stride(from: 0, to: x.count, by: columns).enumerated() {
        let share = 1 / Double(index + 1)
        for c in 0..<columns {
          let value = Double(x[first + c])
          let difference = value - means[c]
          means[c] += difference * share
          squares[c] += difference * (value - means[c])
        }
      }
    }
    let count = Double(x.count / columns)
    statistics = .adapted(mean: means.map { Float($0) }, variance: squares.map { Float($0 / count) })
    inputShape = x.rank == 1 ? [1] : Array(x.shape.dropFirst())
  }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws {
    guard case .given(let mean, let variance) = statistics else { return }
    for value in mean.values { try checks.requireFinite(value, "mean") }
    for value in variance.values { try checks.requireNotNegative(value, "variance") }
    try checks.require(
      variance.columnCount == mean.columnCount, "variance", variance.values, "as many numbers as the mean")
  }

  /// The shape of the input.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if mean and variance do not fit the
  ///   columns.
  public func outputShape(inputShape: [Int]) throws -> [Int] {
    guard case .given(let mean, _) = statistics else { return inputShape }
    let columns = inputShape.last ?? 1
    let fitting: [Int?] = isPerColumn ? [nil, columns] : [nil]
    try checks.require(
      fitting.contains(mean.columnCount), "mean", mean.values,
      isPerColumn ? "one number, or one for each of \(columns) columns" : "one number")
    return inputShape
  }

  /// Mean, variance and count, unless they are options.
  public func parameters(inputShape: [Int]) -> [ParameterSpecification] {
    if case .given = statistics { return [] }
    let shape = isPerColumn ? [inputShape.last ?? 1] : []
    func state(_ name: String, _ shape: [Int], _ initializer: any Initializer, isInteger: Bool = false)
      -> ParameterSpecification
    {
      ParameterSpecification(
        name: name, shape: shape, initializer: initializer, isTrainable: false, isInteger: isInteger)
    }
    var (mean, variance): (any Initializer, any Initializer) = (.zeros, .ones)
    if case .adapted(let means, let variances) = statistics {
      (mean, variance) = (KnownValues(means), KnownValues(variances))
    }
    return [
      state("mean", shape, mean), state("variance", shape, variance),
      state("count", [], .zeros, isInteger: true),
    ]
  }
}

/// Values that are known beforehand.
private struct KnownValues: Initializer {
  let known: [Float]

  init(_ known: [Float]) {
    self.known = known
  }

  func initialize(
    _ values: inout MutableSpan<Float>, shape: [Int], using generator: inout RandomGenerator
  ) {
    for i in values.indices where i < known.count { values[i] = known[i] }
  }
}

extension Normalization {
  private func columnCount(_ parameterCount: Int) -> Int {
    if case .given(let mean, _) = statistics { return mean.columnCount ?? 1 }
    // Mean, variance and one count.
    return parameterCount / 2
  }

  /// Iterates over the columns in blocks, with their means and standard deviations.
  @inline(__always)
  private func forEachBlock(
    _ parameters: UnsafeBufferPointer<Float>,
    _ body: (
      _ columns: Int, _ first: Int, _ count: Int, _ means: UnsafeMutablePointer<Double>,
      _ deviations: UnsafeMutablePointer<Double>
    ) -> Void
  ) {
    let columns = columnCount(parameters.count)
    Reductions.forEachBlock(of: columns) { first, count, means, deviations in
      for c in 0..<count {
        var (mean, variance): (Float, Float)
        if case .given(let means, let variances) = statistics {
          (mean, variance) = (Float(means[first + c]), Float(variances[first + c]))
        } else {
          (mean, variance) = (parameters[first + c], parameters[columns + first + c])
        }
        means[c] = Double(mean)
        deviations[c] = Double(max(variance.squareRoot(), Self.smallestDeviation))
      }
      body(columns, first, count, means, deviations)
    }
  }

  /// Normalizes, or inverts the normalization.
  public func forward(
    input: Span<Float>, parameters: Span<Float>, scratch: inout MutableSpan<Float>,
    output: inout MutableSpan<Float>, pass: LayerPass
  ) {
    let columns = columnCount(parameters.count)
    withForwardBuffers(input, parameters, &scratch, &output, columns: columns) { buffers in
      let (x, y) = (buffers.input, buffers.output)
      forEachBlock(buffers.parameters) { columns, first, count, means, deviations in
        for row in stride(from: first, to: x.count, by: columns) {
          for c in 0..<count {
            let (mean, deviation) = (Float(means[c]), Float(deviations[c]))
            y[row + c] = invert ? mean + x[row + c] * deviation : (x[row + c] - mean) / deviation
          }
        }
      }
    }
  }

  /// Divides the gradient by the deviation, or multiplies it.
  public func backward(
    input: Span<Float>, output: Span<Float>, parameters: Span<Float>, scratch: Span<Float>,
    outputGradient: inout MutableSpan<Float>, parameterGradient: inout MutableSpan<Float>,
    inputGradient: inout MutableSpan<Float>, pass: LayerPass
  ) {
    guard !inputGradient.isEmpty else { return }
    withBackwardBuffers(
      input, output, parameters, scratch, &outputGradient, &parameterGradient, &inputGradient,
      columns: columnCount(parameters.count)
    ) { buffers in
      let (g, target) = (buffers.outputGradient, buffers.inputGradient)
      forEachBlock(buffers.parameters) { columns, first, count, _, deviations in
        for row in stride(from: first, to: g.count, by: columns) {
          for c in 0..<count {
            let deviation = Float(deviations[c])
            target[row + c] = invert ? g[row + c] * deviation : g[row + c] / deviation
          }
        }
      }
    }
  }
}

extension Normalization: KerasSerializable {
  /// `"Normalization"`.
  public static var kerasClassName: String { "Normalization" }

  /// The options as Keras writes them; a mean and a variance taken from data are weights and not among the
  /// options.
  public var kerasConfiguration: [JSON.Member] {
    var (mean, variance) = (JSON.null, JSON.null)
    if case .given(let means, let variances) = statistics {
      (mean, variance) = (means.keras, variances.keras)
    }
    return kerasBase + [
      JSON.Member("axis", .array(isPerColumn ? [.integer(-1)] : [])), JSON.Member("invert", .bool(invert)),
      JSON.Member("mean", mean), JSON.Member("variance", variance),
    ]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    let base = try LayerBase(&options)
    // Where it is absent, it is Keras's default; null is none.
    let axes = options.value("axis") == nil ? [-1] : try options.optionalIntegers("axis") ?? []
    guard axes == [-1] || axes.isEmpty else {
      throw options.wrong("axis", expected: "[-1] or none", found: .array(axes.map { .integer($0) }))
    }
    let invert = try options.bool("invert", default: false)
    self.init(
      isPerColumn: !axes.isEmpty, invert: invert, isTrainable: base.isTrainable, name: base.name)
    switch (try options.columnValues("mean"), try options.columnValues("variance")) {
    case (let mean?, let variance?): statistics = .given(mean: mean, variance: variance)
    case (nil, nil): break
    case (_?, nil): throw options.wrong("variance", expected: "given together with the mean", found: .null)
    case (nil, _?): throw options.wrong("mean", expected: "given together with the variance", found: .null)
    }
  }
}
