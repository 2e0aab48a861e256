/// What every optimizer can do in addition to its own rule.
///
///     .adam(learningRate: 0.01, options: OptimizerOptions(weightDecay: 0.004, clipping: .norm(1)))
///
/// In each step, in this order: the gradient is accumulated, then clipped; the weights decay; the optimizer's
/// rule is applied; the moving average is updated, and from time to time replaces the weights; and last of
/// all constraints are applied, which therefore do not affect the average.
///
/// Follows the arguments that all subclasses of `keras.optimizers.Optimizer` have in common.
public struct OptimizerOptions: Sendable, Equatable, Codable {
  /// The fraction d of the weights that is subtracted before each update, times the learning rate η: w ← w -
  /// w d η. Biases decay too unless excluded.
  public var weightDecay: Double?
  /// Parts of names of weights that do not decay, such as `"bias"`.
  public var excludedFromWeightDecay: [String]
  /// How large gradients are clipped.
  public var clipping: GradientClipping
  /// The moving average of the weights, which replaces them at the end of training.
  public var averaging: MovingAverage?
  /// The number of batches whose mean gradient makes one update.
  public var gradientAccumulationSteps: Int?
  /// The factor by which Keras multiplies the loss before the backward pass and divides the gradient after
  /// it, so that 16-bit numbers do not underflow. Training here is in `Float` throughout and does neither.
  public var lossScaleFactor: Double?
  /// A custom name for the optimizer.
  public var name: String?

  /// Sets the options; all are off by default.
  ///
  /// - Parameters:
  ///   - weightDecay: 0 or more; none by default. ``AdamW`` has its own default.
  ///   - excludedFromWeightDecay: Weights whose name (`"kernel"`, `"bias"`) contains one of these do not
  ///     decay; `exclude_from_weight_decay(var_names:)` in Keras. Its configurations do not record it, so it
  ///     is written where only Logit reads it.
  ///   - clipping: None by default.
  ///   - averaging: None by default.
  ///   - gradientAccumulationSteps: 2 or more; none by default.
  ///   - lossScaleFactor: Above 0; none by default.
  ///   - name: Keras's name of the class in lower case by default.
  public init(
    weightDecay: Double? = nil, excludedFromWeightDecay: [String] = [], clipping: GradientClipping = .none,
    averaging: MovingAverage? = nil, gradientAccumulationSteps: Int? = nil, lossScaleFactor: Double? = nil,
    name: String? = nil
  ) {
    self.weightDecay = weightDecay
    self.excludedFromWeightDecay = excludedFromWeightDecay
    self.clipping = clipping
    self.averaging = averaging
    self.gradientAccumulationSteps = gradientAccumulationSteps
    self.lossScaleFactor = lossScaleFactor
    self.name = name
  }

  /// The same options, with weights excluded from decay whose name contains one of the given texts.
  ///
  /// - Parameter names: Plain texts, case-sensitive. Keras searches the weight's name (`"kernel"`, not
  ///   `"dense/kernel"`) for them too, but as regular expressions; instead of one, list each name that it
  ///   matches: `"gamma", "beta"` instead of `"gamma|beta"`.
  public func excludeFromWeightDecay(_ names: String...) -> OptimizerOptions {
    var options = self
    options.excludedFromWeightDecay += names
    return options
  }

  /// Checks the options.
  ///
  /// - Parameter owner: The optimizer's name, for the message.
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate(owner: String) throws {
    let checks = OptionChecks(owner)
    if let weightDecay { try checks.requireNotNegative(weightDecay, "weightDecay") }
    switch clipping {
    case .none: break
    case .value(let bound), .norm(let bound), .globalNorm(let bound):
      try checks.requirePositive(bound, "clipping")
    }
    if let averaging {
      try checks.requireShare(averaging.momentum, "averaging.momentum")
      if let frequency = averaging.overwriteFrequency {
        try checks.requireCount(frequency, "averaging.overwriteFrequency")
      }
    }
    if let steps = gradientAccumulationSteps {
      try checks.require(steps >= 2, "gradientAccumulationSteps", steps, "a whole number, 2 or greater")
    }
    if let lossScaleFactor { try checks.requirePositive(lossScaleFactor, "lossScaleFactor") }
  }

  /// What the options keep for each parameter.
  var slotNames: [String] {
    (averaging == nil ? [] : ["average"])
      + (gradientAccumulationSteps == nil ? [] : ["gradient_accumulator"])
  }

  /// Whether a weight of this path, such as `dense/bias`, decays.
  func decays(_ path: String) -> Bool {
    let name = path.split(separator: "/").last ?? ""
    return !excludedFromWeightDecay.contains { name.contains($0) }
  }
}

// MARK: - Keras

extension OptimizerOptions {
  /// Reads what Keras writes for all optimizers, except the learning rate.
  init(keras options: inout JSONFields) throws {
    self.init(
      weightDecay: try options.optionalDouble("weight_decay"),
      excludedFromWeightDecay: try options.excludedFromWeightDecay(),
      gradientAccumulationSteps: try options.optionalInteger("gradient_accumulation_steps"),
      lossScaleFactor: try options.optionalDouble("loss_scale_factor"),
      name: try options.optionalString("name"))
    let clippings = try [
      options.optionalDouble("clipnorm").map { GradientClipping.norm($0) },
      options.optionalDouble("global_clipnorm").map { .globalNorm($0) },
      options.optionalDouble("clipvalue").map { .value($0) },
    ].compactMap { $0 }
    guard clippings.count <= 1 else {
      throw LogitError.invalidConfiguration(
        object: options.object, reason: "of clipnorm, global_clipnorm and clipvalue only one can be given")
    }
    clipping = clippings.first ?? .none
    let usesAverage = try options.bool("use_ema", default: false)
    let average = MovingAverage(
      momentum: try options.double("ema_momentum", default: 0.99),
      overwriteFrequency: try options.optionalInteger("ema_overwrite_frequency"))
    averaging = usesAverage ? average : nil
  }
}

extension JSONFields {
  /// Logit's own list of what does not decay.
  fileprivate mutating func excludedFromWeightDecay() throws -> [String] {
    guard let found = value("excluded_from_weight_decay") else { return [] }
    guard let names = found.array?.compactMap(\.string), names.count == found.array?.count else {
      throw wrong("excluded_from_weight_decay", expected: "a list of texts", found: found)
    }
    return names
  }
}

extension Optimizer {
  /// What Keras writes for all optimizers, in its order.
  var commonKerasConfiguration: [JSON.Member] {
    get throws {
      func bound(_ choice: (GradientClipping) -> Double?) -> JSON { .optional(choice(options.clipping)) }
      let average = options.averaging ?? MovingAverage()
      return [
        JSON.Member("name", .string(name)),
        JSON.Member("learning_rate", try learningRate.kerasValue),
        JSON.Member("weight_decay", .optional(options.weightDecay)),
        JSON.Member("clipnorm", bound { if case .norm(let bound) = $0 { bound } else { nil } }),
        JSON.Member("global_clipnorm", bound { if case .globalNorm(let bound) = $0 { bound } else { nil } }),
        JSON.Member("clipvalue", bound { if case .value(let bound) = $0 { bound } else { nil } }),
        JSON.Member("use_ema", .bool(options.averaging != nil)),
        JSON.Member("ema_momentum", .number(average.momentum)),
        JSON.Member("ema_overwrite_frequency", .optional(average.overwriteFrequency)),
        JSON.Member("loss_scale_factor", .optional(options.lossScaleFactor)),
        JSON.Member("gradient_accumulation_steps", .optional(options.gradientAccumulationSteps)),
      ]
    }
  }

  /// What Keras writes for no optimizer.
  var commonLogitConfiguration: [JSON.Member] {
    let excluded = options.excludedFromWeightDecay
    return excluded.isEmpty
      ? [] : [JSON.Member("excluded_from_weight_decay", .array(excluded.map { .string($0) }))]
  }
}
