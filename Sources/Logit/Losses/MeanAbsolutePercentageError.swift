/// The absolute error as a percentage of the label: for labels t and predictions p of n outputs, 100 Σ |(t -
/// p) / max(|t|, 1e-7)| / n.
///
/// Follows `keras.losses.MeanAbsolutePercentageError`.
public struct MeanAbsolutePercentageError: ElementwiseLoss, Equatable {
  /// Keras's name, `"mean_absolute_percentage_error"` by default.
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
    name: String = "mean_absolute_percentage_error"
  ) {
    self.reduction = reduction
    self.name = name
  }

  func value(label: Float, prediction: Float) -> Float {
    100 * abs((label - prediction) / max(abs(label), probabilityClip))
  }

  func derivative(label: Float, prediction: Float) -> Float {
    let slope = 100 / max(abs(label), probabilityClip)
    return label == prediction ? 0 : (prediction > label ? slope : -slope)
  }
}

extension MeanAbsolutePercentageError: KerasSerializable {
  /// `"MeanAbsolutePercentageError"`.
  public static var kerasClassName: String { "MeanAbsolutePercentageError" }

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    commonConfiguration
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(
      reduction: try options.lossReduction(),
      name: try options.string("name", default: "mean_absolute_percentage_error"))
  }
}

extension Loss where Self == MeanAbsolutePercentageError {
  /// The absolute error as a percentage of the label; see ``MeanAbsolutePercentageError``.
  public static var meanAbsolutePercentageError: MeanAbsolutePercentageError { MeanAbsolutePercentageError() }

  /// The absolute error as a percentage of the label; see ``MeanAbsolutePercentageError``.
  ///
  /// - Parameter reduction: How the losses of the rows are reduced to one number; their mean by default.
  public static func meanAbsolutePercentageError(
    reduction: LossReduction = .sumOverBatchSize
  ) -> MeanAbsolutePercentageError {
    MeanAbsolutePercentageError(reduction: reduction)
  }
}
