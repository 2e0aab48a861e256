/// The absolute error: for labels t and predictions p of n outputs, Σ |t - p| / n.
///
/// Its derivative where t = p is 0. Follows `keras.losses.MeanAbsoluteError`.
public struct MeanAbsoluteError: ElementwiseLoss, Equatable {
  /// Keras's name, `"mean_absolute_error"` by default.
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
    name: String = "mean_absolute_error"
  ) {
    self.reduction = reduction
    self.name = name
  }

  func value(label: Float, prediction: Float) -> Float {
    abs(label - prediction)
  }

  func derivative(label: Float, prediction: Float) -> Float {
    label == prediction ? 0 : (prediction > label ? 1 : -1)
  }
}

extension MeanAbsoluteError: KerasSerializable {
  /// `"MeanAbsoluteError"`.
  public static var kerasClassName: String { "MeanAbsoluteError" }

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    commonConfiguration
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(
      reduction: try options.lossReduction(),
      name: try options.string("name", default: "mean_absolute_error"))
  }
}

extension Loss where Self == MeanAbsoluteError {
  /// The absolute error; see ``MeanAbsoluteError``.
  public static var meanAbsoluteError: MeanAbsoluteError { MeanAbsoluteError() }

  /// The absolute error; see ``MeanAbsoluteError``.
  ///
  /// - Parameter reduction: How the losses of the rows are reduced to one number; their mean by default.
  public static func meanAbsoluteError(
    reduction: LossReduction = .sumOverBatchSize
  ) -> MeanAbsoluteError {
    MeanAbsoluteError(reduction: reduction)
  }
}
