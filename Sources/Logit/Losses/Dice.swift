/// The Dice loss, one minus the overlap of labels t and predictions p: 1 - 2 Σ t p / (Σ t + Σ p + 1e-7).
///
/// By default the sums run over the whole batch, so that the loss is one number which depends on how rows are
/// batched; with axis -1 over the outputs of a row.
///
/// Labels should lie in 0...1. Others are used as they are, as in Keras, and can make the loss negative or,
/// where the sums cancel out, huge.
///
/// Follows `keras.losses.Dice` for these two axes.
public struct Dice: Loss, Equatable {
  /// Keras's name, `"dice"` by default.
  public let name: String
  /// How the losses of the rows are reduced to one number.
  public var reduction: LossReduction
  /// `nil` for one number for the whole batch, -1 for one per row.
  public var axis: Int?

  /// Configures the loss.
  ///
  /// - Parameters:
  ///   - axis: `nil`, the default, for one number for the whole batch, or -1 for one per row.
  ///   - reduction: How the losses of the rows are reduced to one number; their mean by default.
  ///   - name: The loss's name in Keras's configurations.
  public init(
    axis: Int? = nil, reduction: LossReduction = .sumOverBatchSize,
    name: String = "dice"
  ) {
    self.axis = axis
    self.reduction = reduction
    self.name = name
  }

  /// Whether the loss is one number for the whole batch.
  public var isWholeBatch: Bool { axis == nil }

  /// Checks the options.
  public func validate() throws {
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
    var overlap: Float = 0
    var labelSum: Float = 0
    var predictionSum: Float = 0
    for i in range {
      overlap += labels[i] * predictions[i]
      labelSum += labels[i]
      predictionSum += predictions[i]
    }
    let divisor = labelSum + predictionSum + probabilityClip
    let share = 2 * overlap / divisor
    guard !gradient.isEmpty else { return 1 - share }
    for i in range { gradient[i] = scale * (share / divisor - 2 * labels[i] / divisor) }
    return 1 - share
  }
}

extension Dice: KerasSerializable {
  /// `"Dice"`.
  public static var kerasClassName: String { "Dice" }

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    commonConfiguration + [
      JSON.Member("axis", .optional(axis))
    ]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(
      axis: try options.optionalInteger("axis"),
      reduction: try options.lossReduction(),
      name: try options.string("name", default: "dice"))
  }
}

extension Loss where Self == Dice {
  /// The Dice loss; see ``Dice``.
  public static var dice: Dice { Dice() }

  /// The Dice loss; see ``Dice``.
  ///
  /// - Parameters:
  ///   - axis: `nil`, the default, for one number for the whole batch, or -1 for one per row.
  ///   - reduction: How the losses of the rows are reduced to one number; their mean by default.
  public static func dice(
    axis: Int? = nil, reduction: LossReduction = .sumOverBatchSize
  ) -> Dice {
    Dice(axis: axis, reduction: reduction)
  }
}
