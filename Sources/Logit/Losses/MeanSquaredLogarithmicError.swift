/// The squared error of logarithms: for labels t and predictions p of n outputs, both at least 1e-7,
/// Σ (log(1 + t) - log(1 + p))² / n.
///
/// The gradient is 0 where p is below 1e-7. Follows `keras.losses.MeanSquaredLogarithmicError`.
public struct MeanSquaredLogarithmicError: ElementwiseLoss, Equatable {
  /// Keras's name, `"mean_squared_logarithmic_error"` by default.
  public let name: String
  /// How the losses of the rows are reduced to one number.
  public var reduction: LossReduction

  /// Configures the loss.
  ///
  /// - Parameters:
  ///   - reduction: How the losses of the rows are reduced to one number; their mean by default.
  ///   - name: The loss's name in Keras's configurations.
  public init(
    reduction: LossReduction = .sumOverBatchSize,
    name: String = "mean_squared_logarithmic_error"
  ) {
    self.reduction = reduction
    self.name = name
  }

  func value(label: Float, prediction: Float) -> Float {
    let difference =
      logarithm(max(prediction, probabilityClip) + 1) - logarithm(max(label, probabilityClip) + 1)
    return difference * difference
  }

  func derivative(label: Float, prediction: Float) -> Float {
    guard prediction >= probabilityClip else { return 0 }
    let difference = logarithm(prediction + 1) - logarithm(max(label, probabilityClip) + 1)
    return 2 * difference / (prediction + 1)
  }
}

extension MeanSquaredLogarithmicError: KerasSerializable {
  /// `"MeanSquaredLogarithmicError"`.
  public static var kerasClassName: String { "MeanSquaredLogarithmicError" }

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    commonConfiguration
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(
      reduction: try options.lossReduction(),
      name: try options.string("name", default: "mean_squared_logarithmic_error"))
  }
}

extension Loss where Self == MeanSquaredLogarithmicError {
  /// The squared error of logarithms; see ``MeanSquaredLogarithmicError``.
  public static var meanSquaredLogarithmicError: MeanSquaredLogarithmicError { MeanSquaredLogarithmicError() }

  /// The squared error of logarithms; see ``MeanSquaredLogarithmicError``.
  ///
  /// - Parameter reduction: How the losses of the rows are reduced to one number; their mean by default.
  public static func meanSquaredLogarithmicError(
    reduction: LossReduction = .sumOverBatchSize
  ) -> MeanSquaredLogarithmicError {
    MeanSquaredLogarithmicError(reduction: reduction)
  }
}
