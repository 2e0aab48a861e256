/// The Tversky loss, a ``Dice`` loss that weights misses and false alarms: for labels t and predictions p,
/// 1 - I / (I + α Σ t (1 - p) + β Σ p (1 - t) + 1e-7) with I = Σ t p.
///
/// Labels should lie in 0...1. Others are used as they are, as in Keras, and can make the loss negative or,
/// where the sums cancel out, huge.
///
/// Follows `keras.losses.Tversky`, whose documentation has α and β the other way round from its code: as
/// here, α weights what should have been predicted and was not. The sums run as in ``Dice``. Source: S.
/// Salehi and others, "Tversky loss function for image segmentation using 3D fully convolutional deep
/// networks", 2017.
public struct Tversky: Loss, Equatable {
  /// Keras's name, `"tversky"` by default.
  public let name: String
  /// How the losses of the rows are reduced to one number.
  public var reduction: LossReduction
  /// The weight α of misses, t (1 - p).
  public var alpha: Double
  /// The weight β of false alarms, p (1 - t).
  public var beta: Double
  /// `nil` for one number for the whole batch, -1 for one per row.
  public var axis: Int?

  /// Configures the loss.
  ///
  /// - Parameters:
  ///   - alpha: The weight α of misses, at least 0; 0.5 by default.
  ///   - beta: The weight β of false alarms, at least 0; 0.5 by default.
  ///   - axis: `nil`, the default, for one number for the whole batch, or -1 for one per row.
  ///   - reduction: How the losses of the rows are reduced to one number; their mean by default.
  ///   - name: The loss's name in Keras's configurations.
  public init(
    alpha: Double = 0.5, beta: Double = 0.5, axis: Int? = nil, reduction: LossReduction = .sumOverBatchSize,
    name: String = "tversky"
  ) {
    self.alpha = alpha
    self.beta = beta
    self.axis = axis
    self.reduction = reduction
    self.name = name
  }

  /// Whether the loss is one number for the whole batch.
  public var isWholeBatch: Bool { axis == nil }

  /// Checks the options.
  public func validate() throws {
    try checks.requireNotNegative(alpha, "alpha")
    try checks.requireNotNegative(beta, "beta")
    try requireOutputAxis(axis)
  }

  /// Computes the loss of each row, or of the batch; see ``Loss/isWholeBatch``.
  public func evaluate(
    labels: Span<Float>, predictions: Span<Float>, units: Int, values: inout MutableSpan<Float>,
    gradient: inout MutableSpan<Float>
  ) {
    guard isWholeBatch else {
      for row in values.indices {
        let columns = row * units..<(row + 1) * units
        values[row] = evaluate(labels, predictions, columns, gradient: &gradient, scale: 1)
      }
      return
    }
    let value = evaluate(labels, predictions, labels.indices, gradient: &gradient, scale: Float(values.count))
    for row in values.indices { values[row] = value }
  }

  private func evaluate(
    _ labels: Span<Float>, _ predictions: Span<Float>, _ range: Range<Int>,
    gradient: inout MutableSpan<Float>,
    scale: Float
  ) -> Float {
    let (alpha, beta) = (Float(alpha), Float(beta))
    var overlap: Float = 0
    var missed: Float = 0
    var wrong: Float = 0
    for i in range {
      overlap += labels[i] * predictions[i]
      missed += (1 - predictions[i]) * labels[i]
      wrong += predictions[i] * (1 - labels[i])
    }
    let divisor = overlap + missed * alpha + wrong * beta + probabilityClip
    let share = overlap / divisor
    guard !gradient.isEmpty else { return 1 - share }
    for i in range {
      let slope = labels[i] - alpha * labels[i] + beta * (1 - labels[i])
      gradient[i] = scale * (share / divisor * slope - labels[i] / divisor)
    }
    return 1 - share
  }
}

extension Tversky: KerasSerializable {
  /// `"Tversky"`.
  public static var kerasClassName: String { "Tversky" }

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    commonConfiguration + [
      JSON.Member("alpha", .number(alpha)),
      JSON.Member("beta", .number(beta)),
      JSON.Member("axis", .optional(axis)),
    ]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(
      alpha: try options.double("alpha", default: 0.5),
      beta: try options.double("beta", default: 0.5),
      axis: try options.optionalInteger("axis"),
      reduction: try options.lossReduction(),
      name: try options.string("name", default: "tversky"))
  }
}

extension Loss where Self == Tversky {
  /// The Tversky loss; see ``Tversky``.
  public static var tversky: Tversky { Tversky() }

  /// The Tversky loss; see ``Tversky``.
  ///
  /// - Parameters:
  ///   - alpha: The weight α of misses, at least 0; 0.5 by default.
  ///   - beta: The weight β of false alarms, at least 0; 0.5 by default.
  ///   - axis: `nil`, the default, for one number for the whole batch, or -1 for one per row.
  ///   - reduction: How the losses of the rows are reduced to one number; their mean by default.
  public static func tversky(
    alpha: Double = 0.5, beta: Double = 0.5, axis: Int? = nil, reduction: LossReduction = .sumOverBatchSize
  ) -> Tversky {
    Tversky(alpha: alpha, beta: beta, axis: axis, reduction: reduction)
  }
}
