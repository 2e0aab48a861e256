/// The squared error where it is small and the absolute error where it is large: with e = |p - t| it is e² /
/// 2 up to δ and δ e - δ² / 2 beyond, averaged over the outputs of a row.
///
/// Follows `keras.losses.Huber`. Keras's JSON does not record δ, which it reads as 1; Logit writes a δ other
/// than 1 where only Logit reads it.
public struct Huber: ElementwiseLoss, Equatable {
  /// Keras's name, `"huber_loss"` by default.
  public let name: String
  /// How the losses of the rows are reduced to one number.
  public var reduction: LossReduction
  /// The error δ beyond which the loss grows linearly.
  public var delta: Double

  /// Configures the loss.
  ///
  /// - Parameters:
  ///   - delta: The error δ beyond which the loss grows linearly, above 0; 1 by default.
  ///   - reduction: How the losses of the rows are reduced to one number; their mean by default.
  ///   - name: The loss's name in Keras's configurations.
  public init(
    delta: Double = 1, reduction: LossReduction = .sumOverBatchSize,
    name: String = "huber_loss"
  ) {
    self.delta = delta
    self.reduction = reduction
    self.name = name
  }

  /// Checks the options.
  public func validate() throws {
    try checks.requirePositive(delta, "delta")
  }

  func value(label: Float, prediction: Float) -> Float {
    let error = prediction - label
    let limit = Float(delta)
    return abs(error) <= limit ? 0.5 * (error * error) : limit * abs(error) - 0.5 * (limit * limit)
  }

  func derivative(label: Float, prediction: Float) -> Float {
    let error = prediction - label
    let limit = Float(delta)
    return abs(error) <= limit ? error : (error > 0 ? limit : -limit)
  }
}

extension Huber: KerasSerializable {
  /// `"Huber"`.
  public static var kerasClassName: String { "Huber" }

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    commonConfiguration
  }

  /// δ, unless it is what Keras takes it for.
  public var logitConfiguration: [JSON.Member] {
    delta == 1 ? [] : [JSON.Member("delta", .number(delta))]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(
      delta: try options.double("delta", default: 1), reduction: try options.lossReduction(),
      name: try options.string("name", default: "huber_loss"))
  }
}

extension Loss where Self == Huber {
  /// The squared error where it is small and the absolute error where it is large; see ``Huber``.
  public static var huber: Huber { Huber() }

  /// The squared error where it is small and the absolute error where it is large; see ``Huber``.
  ///
  /// - Parameters:
  ///   - delta: The error δ beyond which the loss grows linearly, above 0; 1 by default.
  ///   - reduction: How the losses of the rows are reduced to one number; their mean by default.
  public static func huber(
    delta: Double = 1, reduction: LossReduction = .sumOverBatchSize
  ) -> Huber {
    Huber(delta: delta, reduction: reduction)
  }
}
