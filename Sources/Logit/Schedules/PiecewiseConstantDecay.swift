/// A learning rate that changes at given steps and is constant between: the value i up to and including the
/// boundary i, and the last value after the last boundary.
///
/// Follows `keras.optimizers.schedules.PiecewiseConstantDecay`, which rounds boundaries down to whole numbers
/// when it compares them with the step.
public struct PiecewiseConstantDecay: LearningRateSchedule, Equatable {
  /// The last steps of all values but the last, increasing.
  public var boundaries: [Double]
  /// The learning rates, one more than there are boundaries.
  public var values: [Double]
  /// The schedule's name in Keras.
  public var name: String

  /// Configures the schedule.
  ///
  /// - Parameters:
  ///   - boundaries: The last steps of all values but the last, at least one, increasing.
  ///   - values: The learning rates, one more than there are boundaries, each 0 or more.
  ///   - name: The schedule's name in Keras; `"PiecewiseConstant"` by default.
  public init(boundaries: [Double], values: [Double], name: String = "PiecewiseConstant") {
    self.boundaries = boundaries
    self.values = values
    self.name = name
  }

  /// The learning rate of a step, counted from 0.
  public func learningRate(step: Int) -> Float {
    let index = boundaries.firstIndex { Double(step) <= $0.rounded(.towardZero) } ?? boundaries.count
    return Float(index < values.count ? values[index] : values.last ?? 0)
  }

  /// Checks the options.
  public func validate(owner: String) throws {
    let checks = OptionChecks(owner).part(Self.kerasClassName)
    let isIncreasing = zip(boundaries, boundaries.dropFirst()).allSatisfy { $0 < $1 }
    try checks.require(
      !boundaries.isEmpty && isIncreasing && boundaries.allSatisfy(\.isFinite), "boundaries",
      boundaries,
      "at least one number, increasing")
    try checks.require(
      values.count == boundaries.count + 1 && values.allSatisfy { $0 >= 0 && $0.isFinite },
      "values", values,
      "\(boundaries.count + 1) numbers, one more than there are boundaries, finite and not negative")
  }
}

extension PiecewiseConstantDecay: KerasSerializable {
  /// Keras's name of the class.
  public static var kerasClassName: String { "PiecewiseConstantDecay" }

  /// The options under Keras's names. Boundaries are integers if all of them are whole.
  public var kerasConfiguration: [JSON.Member] {
    let areWhole = boundaries.allSatisfy { Int(exactly: $0) != nil }
    return [
      JSON.Member("boundaries", .array(boundaries.map { areWhole ? .integer(Int($0)) : .number($0) })),
      JSON.Member("values", .array(values.map { .number($0) })), JSON.Member("name", .string(name)),
    ]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(
      boundaries: try options.requiredDoubles("boundaries"), values: try options.requiredDoubles("values"),
      name: try options.string("name", default: "PiecewiseConstant"))
  }
}

extension LearningRateSchedule where Self == PiecewiseConstantDecay {
  /// A learning rate that changes at given steps and is constant between; see ``PiecewiseConstantDecay``.
  ///
  /// - Parameters:
  ///   - boundaries: The last steps of all values but the last, at least one, increasing.
  ///   - values: The learning rates, one more than there are boundaries, each 0 or more.
  public static func piecewiseConstantDecay(
    boundaries: [Double], values: [Double]
  ) -> PiecewiseConstantDecay {
    PiecewiseConstantDecay(boundaries: boundaries, values: values)
  }
}
