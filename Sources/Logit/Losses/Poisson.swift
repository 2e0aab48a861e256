/// The Poisson loss: for counts t and predicted rates p of n outputs, Σ (p - t log(p + 1e-7)) / n.
///
/// Predictions must not be negative: use an activation such as `.softplus` or `.exponential`.
///
/// Follows `keras.losses.Poisson`.
public struct Poisson: ElementwiseLoss, Equatable {
  /// Keras's name, `"poisson"` by default.
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
    name: String = "poisson"
  ) {
    self.reduction = reduction
    self.name = name
  }

  func value(label: Float, prediction: Float) -> Float {
    prediction - label * logarithm(prediction + probabilityClip)
  }

  func derivative(label: Float, prediction: Float) -> Float {
    1 - label / (prediction + probabilityClip)
  }
}

extension Poisson: KerasSerializable {
  /// `"Poisson"`.
  public static var kerasClassName: String { "Poisson" }

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    commonConfiguration
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(
      reduction: try options.lossReduction(),
      name: try options.string("name", default: "poisson"))
  }
}

extension Loss where Self == Poisson {
  /// The Poisson loss; see ``Poisson``.
  public static var poisson: Poisson { Poisson() }

  /// The Poisson loss; see ``Poisson``.
  ///
  /// - Parameter reduction: How the losses of the rows are reduced to one number; their mean by default.
  public static func poisson(
    reduction: LossReduction = .sumOverBatchSize
  ) -> Poisson {
    Poisson(reduction: reduction)
  }
}
