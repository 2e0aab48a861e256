/// The logarithm of the hyperbolic cosine of the error x = p - t, averaged over the outputs of a row:
/// log cosh x = x + log(1 + exp(-2x)) - log 2.
///
/// It is x² / 2 for small errors and |x| - log 2 for large ones. The sum above is taken in `Float`, as Keras
/// does, so that the loss of a tiny error is accurate to 1e-7 in absolute rather than relative terms.
///
/// Follows `keras.losses.LogCosh`.
public struct LogCosh: ElementwiseLoss, Equatable {
  /// Keras's name, `"log_cosh"` by default.
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
    name: String = "log_cosh"
  ) {
    self.reduction = reduction
    self.name = name
  }

  func value(label: Float, prediction: Float) -> Float {
    let error = prediction - label
    return error + softplus(-2 * error) - 0.6931472
  }

  func derivative(label: Float, prediction: Float) -> Float {
    1 - 2 * logistic(-2 * (prediction - label))
  }
}

extension LogCosh: KerasSerializable {
  /// `"LogCosh"`.
  public static var kerasClassName: String { "LogCosh" }

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    commonConfiguration
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(
      reduction: try options.lossReduction(),
      name: try options.string("name", default: "log_cosh"))
  }
}

extension Loss where Self == LogCosh {
  /// The logarithm of the hyperbolic cosine of the error; see ``LogCosh``.
  public static var logCosh: LogCosh { LogCosh() }

  /// The logarithm of the hyperbolic cosine of the error; see ``LogCosh``.
  ///
  /// - Parameter reduction: How the losses of the rows are reduced to one number; their mean by default.
  public static func logCosh(
    reduction: LossReduction = .sumOverBatchSize
  ) -> LogCosh {
    LogCosh(reduction: reduction)
  }
}
