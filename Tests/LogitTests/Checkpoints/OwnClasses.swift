import Logit

/// Classes of a user's own that can be written to JSON, for files with them.
enum OwnClasses {
  /// Multiplies each column by a weight of its own, and all by a factor.
  struct ColumnScale: Layer, KerasSerializable {
    static let kerasClassName = "ColumnScale"
    var factor: Double
    var name: String?

    init(factor: Double, name: String? = nil) { (self.factor, self.name) = (factor, name) }

    var kerasConfiguration: [JSON.Member] {
      [JSON.Member("name", name.map { .string($0) } ?? .null), JSON.Member("factor", .number(factor))]
    }

    init(keras options: inout JSONFields) throws {
      self.init(
        factor: try options.double("factor", default: 1), name: try options.optionalString("name"))
    }

    func outputShape(inputShape: [Int]) -> [Int] { inputShape }

    func parameters(inputShape: [Int]) -> [ParameterSpecification] {
      [ParameterSpecification(name: "scale", shape: inputShape, initializer: .ones)]
    }

    func forward(
      input: Span<Float>, parameters: Span<Float>, scratch: inout MutableSpan<Float>,
      output: inout MutableSpan<Float>, pass: LayerPass
    ) {
      for i in input.indices { output[i] = input[i] * parameters[i % parameters.count] * Float(factor) }
    }

    func backward(
      input: Span<Float>, output: Span<Float>, parameters: Span<Float>, scratch: Span<Float>,
      outputGradient: inout MutableSpan<Float>, parameterGradient: inout MutableSpan<Float>,
      inputGradient: inout MutableSpan<Float>, pass: LayerPass
    ) {
      for i in parameterGradient.indices { parameterGradient[i] = 0 }
      for i in input.indices {
        parameterGradient[i % parameters.count] += outputGradient[i] * input[i] * Float(factor)
        if !inputGradient.isEmpty {
          inputGradient[i] = outputGradient[i] * parameters[i % parameters.count] * Float(factor)
        }
      }
    }
  }

  struct Cubed: Activation, KerasSerializable {
    static let kerasClassName = "Cubed"
    let name = "cubed"
    var kerasConfiguration: [JSON.Member] { [] }
    init() {}
    init(keras options: inout JSONFields) throws {}
    func apply(to values: inout MutableSpan<Float>, columns: Int) {
      for i in values.indices { values[i] = values[i] * values[i] * values[i] }
    }
    var needsInput: Bool { true }
    func backpropagate(
      input: Span<Float>, output: Span<Float>, gradient: inout MutableSpan<Float>, columns: Int
    ) {
      for i in gradient.indices { gradient[i] *= 3 * input[i] * input[i] }
    }
  }

  struct ScaledError: Loss, KerasSerializable {
    static let kerasClassName = "ScaledError"
    let name = "scaled_error"
    var factor: Double
    init(factor: Double) { self.factor = factor }
    var kerasConfiguration: [JSON.Member] { [JSON.Member("factor", .number(factor))] }
    init(keras options: inout JSONFields) throws {
      self.init(factor: try options.double("factor", default: 1))
    }
    func evaluate(
      labels: Span<Float>, predictions: Span<Float>, units: Int, values: inout MutableSpan<Float>,
      gradient: inout MutableSpan<Float>
    ) {
      for row in values.indices {
        values[row] = 0
        for i in row * units..<(row + 1) * units {
          let difference = predictions[i] - labels[i]
          values[row] += Float(factor) * difference * difference
          if !gradient.isEmpty { gradient[i] = 2 * Float(factor) * difference }
        }
      }
    }
  }

  struct MeanOutput: Metric, KerasSerializable {
    static let kerasClassName = "MeanOutput"
    let name = "mean_output"
    init() {}
    var kerasConfiguration: [JSON.Member] { [] }
    init(keras options: inout JSONFields) throws {}
    var initialState: [Double] { [0, 0] }
    func update(
      _ state: inout [Double], labels: Span<Float>, predictions: Span<Float>, weights: Span<Float>, units: Int
    ) {
      for i in predictions.indices { state[0] += Double(predictions[i]) }
      state[1] += Double(predictions.count)
    }
    func result(_ state: [Double]) -> Double { state[0] / state[1] }
  }

  /// A step against the sign of a sum of gradients.
  struct SignDescent: Optimizer, KerasSerializable {
    static let kerasClassName = "SignDescent"
    let name = "sign_descent"
    var learningRate: any LearningRateSchedule
    var slotNames: [String] { ["sum"] }
    init(_ learningRate: any LearningRateSchedule) { self.learningRate = learningRate }
    var kerasConfiguration: [JSON.Member] {
      guard let rate = learningRate.constant else { return [] }
      return [JSON.Member("learning_rate", .float32(rate))]
    }
    init(keras options: inout JSONFields) throws {
      self.init(try options.double("learning_rate", default: 0.01))
    }
    func validate() {}
    func update(
      parameters: inout MutableSpan<Float>, gradient: Span<Float>, slots: OptimizerSlots,
      learningRate: Float, iteration: Int
    ) {
      for i in parameters.indices where gradient[i] != 0 {
        slots[0][i] += gradient[i]
        parameters[i] -= learningRate * (slots[0][i] > 0 ? 1 : -1)
      }
    }
  }

  /// A rate that halves after some steps.
  struct HalvedRate: LearningRateSchedule, KerasSerializable, Equatable {
    static let kerasClassName = "HalvedRate"
    var rate: Double
    init(rate: Double) { self.rate = rate }
    var kerasConfiguration: [JSON.Member] { [JSON.Member("rate", .number(rate))] }
    init(keras options: inout JSONFields) throws {
      self.init(rate: try options.double("rate", default: 0.1))
    }
    func learningRate(step: Int) -> Float { Float(step < 5 ? rate : rate / 2) }
  }

  /// Writes an option under a name that it does not read.
  struct Forgetful: Loss, KerasSerializable {
    static let kerasClassName = "Forgetful"
    let name = "forgetful"
    var factor: Double
    init(factor: Double) { self.factor = factor }
    var kerasConfiguration: [JSON.Member] { [JSON.Member("factor", .number(factor))] }
    init(keras options: inout JSONFields) throws {
      options.ignore("factor")
      self.init(factor: 1)
    }
    func evaluate(
      labels: Span<Float>, predictions: Span<Float>, units: Int, values: inout MutableSpan<Float>,
      gradient: inout MutableSpan<Float>
    ) {
      for row in values.indices { values[row] = 0 }
    }
  }

  /// Not registered by any test.
  struct Unregistered: Metric, KerasSerializable {
    static let kerasClassName = "UnregisteredMetric"
    let name = "unregistered"
    init() {}
    var kerasConfiguration: [JSON.Member] { [] }
    init(keras options: inout JSONFields) throws {}
    var initialState: [Double] { [] }
    func update(
      _ state: inout [Double], labels: Span<Float>, predictions: Span<Float>, weights: Span<Float>, units: Int
    ) {}
    func result(_ state: [Double]) -> Double { 0 }
  }

  /// Has a name that ``ColumnScale`` has.
  struct OtherScale: NothingLost { static let kerasClassName = "ColumnScale" }

  /// Losses whose names cannot be told in snake case from that of ``ColumnScale``, or of a loss of Logit.
  struct ShortScale: NothingLost { static let kerasClassName = "column_scale" }
  struct ShortHuber: NothingLost { static let kerasClassName = "huber" }

  /// Has the name of a loss of Logit.
  struct OtherHuber: NothingLost { static let kerasClassName = "Huber" }

  /// Registers all that are meant to be; again and again, which changes nothing.
  static func register() throws {
    try Keras.register(
      ColumnScale.self, Cubed.self, ScaledError.self, MeanOutput.self, SignDescent.self, HalvedRate.self,
      Forgetful.self)
  }
}

/// A loss that is 0, for tests of names.
protocol NothingLost: Loss, KerasSerializable { init() }

extension NothingLost {
  var name: String { "nothing" }
  var kerasConfiguration: [JSON.Member] { [] }
  init(keras options: inout JSONFields) throws { self.init() }
  func evaluate(
    labels: Span<Float>, predictions: Span<Float>, units: Int, values: inout MutableSpan<Float>,
    gradient: inout MutableSpan<Float>
  ) {}
}
