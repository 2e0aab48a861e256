/// Normalizes groups of neighbouring channels of each row to mean 0 and variance 1, then scales and shifts
/// each channel: y = gamma · (x - mean) / √(variance + epsilon) + beta.
///
/// - Input and output: `[rows, ..., channels]`. Mean and variance of a group run over its channels and over
///   all steps of the row, so nothing depends on the other rows; training and inference are the same.
/// - Parameters kept by the model: gamma `[channels]` (with ``scale``), beta `[channels]` (with ``center``).
///
/// One group normalizes whole rows, and as many groups as channels each channel by itself (instance
/// normalization).
///
/// Source: Y. Wu and K. He, "Group normalization", ECCV 2018. Follows `keras.layers.GroupNormalization` over
/// the last axis; sums are in double precision, and numbers are centred before they are scaled.
public struct GroupNormalization: Layer {
  /// The number of groups, a divisor of the number of channels; -1 for one group each channel.
  public var groups: Int
  /// The axis of the channels: the last one, as -1 or counted as Keras does from the batch dimension, 0.
  public var axis: Int
  /// What is added to the variance, so that it is never zero.
  public var epsilon: Double
  /// Whether beta is added.
  public var center: Bool
  /// Whether to multiply by gamma.
  public var scale: Bool
  /// The initializer of beta.
  public var betaInitializer: any Initializer
  /// The initializer of gamma.
  public var gammaInitializer: any Initializer
  /// A penalty on beta.
  public var betaRegularizer: (any Regularizer)?
  /// A penalty on gamma.
  public var gammaRegularizer: (any Regularizer)?
  /// A constraint on beta, applied after every step.
  public var betaConstraint: (any Constraint)?
  /// A constraint on gamma, applied after every step.
  public var gammaConstraint: (any Constraint)?
  /// The shape of one input row, if given.
  public var inputShape: [Int]?
  /// Whether training changes gamma and beta.
  public var isTrainable: Bool
  /// The name given by the user.
  public var name: String?

  /// Creates the layer. Its options are checked when the model is created.
  ///
  /// - Parameters:
  ///   - groups: The number of groups, a divisor of the number of channels; -1 for one group each channel. 32
  ///     by default, as in Keras.
  ///   - inputShape: The shape of one input row; needed only on the first layer.
  ///   - axis: -1 or the number of the last axis; -1 by default.
  ///   - epsilon: Added to the variance, greater than 0; 0.001 by default.
  ///   - center: Whether to add beta, `true` by default.
  ///   - scale: Whether to multiply by gamma, `true` by default.
  ///   - betaInitializer: Beta's initializer, `.zeros` by default.
  ///   - gammaInitializer: Gamma's initializer, `.ones` by default.
  ///   - betaRegularizer: A penalty on beta; none by default.
  ///   - gammaRegularizer: A penalty on gamma; none by default.
  ///   - betaConstraint: A constraint on beta, applied after every step; none by default.
  ///   - gammaConstraint: A constraint on gamma, applied after every step; none by default.
  ///   - isTrainable: Whether training changes gamma and beta; `true` by default.
  ///   - name: The layer's name; `nil` gives `group_normalization`, `group_normalization_1`, ...
  public init(
    groups: Int = 32, inputShape: [Int]? = nil, axis: Int = -1, epsilon: Double = 0.001,
    center: Bool = true, scale: Bool = true, betaInitializer: any Initializer = .zeros,
    gammaInitializer: any Initializer = .ones, betaRegularizer: (any Regularizer)? = nil,
    gammaRegularizer: (any Regularizer)? = nil, betaConstraint: (any Constraint)? = nil,
    gammaConstraint: (any Constraint)? = nil, isTrainable: Bool = true, name: String? = nil
  ) {
    self.groups = groups
    self.inputShape = inputShape
    self.axis = axis
    self.epsilon = epsilon
    self.center = center
    self.scale = scale
    self.betaInitializer = betaInitializer
    self.gammaInitializer = gammaInitializer
    self.betaRegularizer = betaRegularizer
    self.gammaRegularizer = gammaRegularizer
    self.betaConstraint = betaConstraint
    self.gammaConstraint = gammaConstraint
    self.isTrainable = isTrainable
    self.name = name
  }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws {
    try checks.require(groups >= 1 || groups == -1, "groups", groups, "-1 or a whole number, 1 or greater")
    try checks.requirePositive(epsilon, "epsilon")
    try validateGammaAndBeta()
  }

  /// The shape of the input.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if the axis is not the last one or the
  ///   groups do not divide the channels, or ``LogitError/invalidArchitecture(layer:reason:remedy:)`` if rows
  ///   are not flat and there is neither gamma nor beta.
  public func outputShape(inputShape: [Int]) throws -> [Int] {
    try requireLastAxis([axis], inputShape)
    if !scale && !center { try requireFlatRows(inputShape) }
    let channels = inputShape.last ?? 1
    try checks.require(
      groups == -1 || channels % groups == 0, "groups", groups,
      "-1 or a number that divides the \(channels) channels")
    return inputShape
  }

  /// Gamma and beta.
  public func parameters(inputShape: [Int]) -> [ParameterSpecification] {
    gammaAndBeta(inputShape: inputShape)
  }

  /// Room for three numbers of each group of each row.
  public func scratchCount(inputShape: [Int], rows: Int) -> Int {
    Self.momentCount * rows * (groups == -1 ? inputShape.last ?? 1 : groups)
  }
}

// MARK: - Passes

extension GroupNormalization {
  /// The mean in two parts, since its rounding to `Float` shows where groups lie far from 0, and 1 /
  /// √(variance + epsilon).
  private static let momentCount = 3

  /// How the numbers of rows are placed.
  private struct Places {
    let rows: Int
    let steps: Int
    let channels: Int
    let groups: Int
    /// The channels of a group.
    let width: Int

    init(_ layer: GroupNormalization, parameterCount: Int, inputCount: Int, rows: Int) {
      let tensors = (layer.scale ? 1 : 0) + (layer.center ? 1 : 0)
      let rowLength = inputCount / max(rows, 1)
      self.rows = rows
      channels = max(tensors == 0 ? rowLength : parameterCount / tensors, 1)
      steps = rowLength / channels
      groups = layer.groups == -1 ? channels : layer.groups
      width = channels / groups
    }

    /// The numbers of a group.
    var count: Int { steps * width }

    /// Where a number of a group is, counted from the row's first.
    @inline(__always)
    func place(_ index: Int, group: Int) -> Int {
      index / width * channels + group * width + index % width
    }
  }

  private func moments(
    _ x: UnsafeBufferPointer<Float>, row: Int, group: Int, _ places: Places
  ) -> (mean: Double, inverse: Float) {
    let first = row * places.steps * places.channels
    func number(_ index: Int) -> Double { Double(x[first + places.place(index, group: group)]) }
    let mean = Reductions.sum(places.count, number) / Double(places.count)
    let squares = Reductions.sum(places.count) {
      let difference = number($0) - mean
      return difference * difference
    }
    return (mean, reciprocalSquareRoot(Float(squares / Double(places.count)) + Float(epsilon)))
  }

  /// Normalizes each group.
  public func forward(
    input: Span<Float>, parameters: Span<Float>, scratch: inout MutableSpan<Float>,
    output: inout MutableSpan<Float>, pass: LayerPass
  ) {
    let places = Places(self, parameterCount: parameters.count, inputCount: input.count, rows: pass.rows)
    let keepsMoments = !scratch.isEmpty
    withForwardBuffers(
      input, parameters, &scratch, &output, columns: places.channels,
      scratchCount: keepsMoments ? Self.momentCount * places.rows * places.groups : 0
    ) { buffers in
      let beta = scale ? places.channels : 0
      for row in 0..<places.rows {
        let first = row * places.steps * places.channels
        for group in 0..<places.groups {
          let (mean, inverse) = moments(buffers.input, row: row, group: group, places)
          if keepsMoments {
            let slot = Self.momentCount * (row * places.groups + group)
            buffers.scratch[slot] = Float(mean)
            buffers.scratch[slot + 1] = Float(mean - Double(Float(mean)))
            buffers.scratch[slot + 2] = inverse
          }
          for index in 0..<places.count {
            let place = first + places.place(index, group: group)
            let channel = group * places.width + index % places.width
            let centred = Float(Double(buffers.input[place]) - mean) * inverse
            let scaled = scale ? centred * buffers.parameters[channel] : centred
            buffers.output[place] = center ? scaled + buffers.parameters[beta + channel] : scaled
          }
        }
      }
    }
  }

  /// Computes the gradients of gamma, beta and the input.
  ///
  /// With s = 1 / √(variance + epsilon), z = (x - mean) s, the n numbers of a group and h = gamma · g of the
  /// gradient g: dx = s (h - Σ h / n - z Σ h z / n). In each channel dβ = Σ g, dγ = Σ g z.
  public func backward(
    input: Span<Float>, output: Span<Float>, parameters: Span<Float>, scratch: Span<Float>,
    outputGradient: inout MutableSpan<Float>, parameterGradient: inout MutableSpan<Float>,
    inputGradient: inout MutableSpan<Float>, pass: LayerPass
  ) {
    let places = Places(self, parameterCount: parameters.count, inputCount: input.count, rows: pass.rows)
    withBackwardBuffers(
      input, output, parameters, scratch, &outputGradient, &parameterGradient, &inputGradient,
      columns: places.channels, scratchCount: Self.momentCount * places.rows * places.groups
    ) { buffers in
      addUpParameterGradient(buffers, places)
      guard !buffers.inputGradient.isEmpty else { return }
      for row in 0..<places.rows {
        for group in 0..<places.groups { spread(buffers, row: row, group: group, places) }
      }
    }
  }

  private func kept(
    _ scratch: UnsafeBufferPointer<Float>, row: Int, group: Int, _ places: Places
  ) -> (mean: Double, inverse: Double) {
    let slot = Self.momentCount * (row * places.groups + group)
    return (Double(scratch[slot]) + Double(scratch[slot + 1]), Double(scratch[slot + 2]))
  }

  /// The gradient of a group's input.
  private func spread(_ buffers: BackwardBuffers, row: Int, group: Int, _ places: Places) {
    let first = row * places.steps * places.channels
    let (mean, inverse) = kept(buffers.scratch, row: row, group: group, places)
    func scaled(_ index: Int) -> Double {
      let gradient = buffers.outputGradient[first + places.place(index, group: group)]
      let channel = group * places.width + index % places.width
      return Double(scale ? gradient * buffers.parameters[channel] : gradient)
    }
    func normal(_ index: Int) -> Double {
      (Double(buffers.input[first + places.place(index, group: group)]) - mean) * inverse
    }
    let offset = Reductions.sum(places.count, scaled) / Double(places.count)
    let slope = Reductions.sum(places.count) { scaled($0) * normal($0) } / Double(places.count)
    for index in 0..<places.count {
      buffers.inputGradient[first + places.place(index, group: group)] =
        Float(inverse * (scaled(index) - offset - normal(index) * slope))
    }
  }

  private func addUpParameterGradient(_ buffers: BackwardBuffers, _ places: Places) {
    guard scale || center else { return }
    let beta = scale ? places.channels : 0
    Reductions.forEachBlock(of: places.channels) { start, count, sums, products in
      for row in 0..<places.rows {
        for c in 0..<count {
          let (mean, inverse) = kept(
            buffers.scratch, row: row, group: (start + c) / places.width, places)
          for step in 0..<places.steps {
            let place = (row * places.steps + step) * places.channels + start + c
            let gradient = Double(buffers.outputGradient[place])
            sums[c] += gradient
            products[c] += gradient * ((Double(buffers.input[place]) - mean) * inverse)
          }
        }
      }
      for c in 0..<count {
        if scale { buffers.parameterGradient[start + c] = Float(products[c]) }
        if center { buffers.parameterGradient[beta + start + c] = Float(sums[c]) }
      }
    }
  }
}

extension GroupNormalization: KerasSerializable {
  /// `"GroupNormalization"`.
  public static var kerasClassName: String { "GroupNormalization" }

  /// The options as Keras writes them.
  public var kerasConfiguration: [JSON.Member] {
    get throws {
      let own = [
        JSON.Member("groups", .integer(groups)), JSON.Member("axis", .integer(axis)),
        JSON.Member("epsilon", .number(epsilon)), JSON.Member("center", .bool(center)),
        JSON.Member("scale", .bool(scale)),
      ]
      return try kerasBase + own + kerasInitializers + kerasPenalties
    }
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    let base = try LayerBase(&options)
    self.init(
      groups: try options.integer("groups", default: 32), axis: try options.integer("axis", default: -1),
      epsilon: try options.double("epsilon", default: 0.001),
      center: try options.bool("center", default: true), scale: try options.bool("scale", default: true),
      betaInitializer: try options.initializer("beta_initializer", default: .zeros),
      gammaInitializer: try options.initializer("gamma_initializer", default: .ones),
      betaRegularizer: try options.regularizer("beta_regularizer"),
      gammaRegularizer: try options.regularizer("gamma_regularizer"),
      betaConstraint: try options.constraint("beta_constraint"),
      gammaConstraint: try options.constraint("gamma_constraint"), isTrainable: base.isTrainable,
      name: base.name)
  }
}
