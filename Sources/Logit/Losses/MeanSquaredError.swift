/// The squared error: for labels t and predictions p of n outputs, Σ (t - p)² / n.
///
/// As a loss for probabilities it is the Brier score. Follows `keras.losses.MeanSquaredError`.
public struct MeanSquaredError: ElementwiseLoss, Equatable {
  /// Keras's name, `"mean_squared_error"` by default.
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
    name: String = "mean_squared_error"
  ) {
    self.reduction = reduction
    self.name = name
  }

  func value(label: Float, prediction: Float) -> Float {
    let difference = label - prediction
    return difference * difference
  }

  func derivative(label: Float, prediction: Float) -> Float {
    2 * (prediction - label)
  }
}

extension MeanSquaredError: KerasSerializable {
  /// `"MeanSquaredError"`.
  public static var kerasClassName: String { "MeanSquaredError" }

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    commonConfiguration
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(
      reduction: try options.lossReduction(),
      name: try options.string("name", default: "mean_squared_error"))
  }
}

extension Loss where Self == MeanSquaredError {
  /// The squared error; see ``MeanSquaredError``.
  public static var meanSquaredError: MeanSquaredError { MeanSquaredError() }

  /// The squared error; see ``MeanSquaredError``.
  ///
  /// - Parameter reduction: How the losses of the rows are reduced to one number; their mean by default.
  public static func meanSquaredError(
    reduction: LossReduction = .sumOverBatchSize
  ) -> MeanSquaredError {
    MeanSquaredError(reduction: reduction)
  }
}
