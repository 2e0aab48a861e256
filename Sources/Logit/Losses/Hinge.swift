/// The hinge loss of a support vector machine: for labels t of -1 or 1 and scores p of n outputs, Σ max(1 - t
/// p, 0) / n.
///
/// Labels of 0 and 1 are turned into -1 and 1, if all labels of a batch are 0 or 1: a batch with one -1
/// leaves its zeros alone, as in Keras. Scores are unbounded, so the last layer's activation is `.linear` or
/// `.tanh`.
///
/// Other labels are used as they are, as in Keras: a label of 2 requires a score of 1/2 or more.
///
/// Follows `keras.losses.Hinge`.
public struct Hinge: Loss, Equatable {
  /// Keras's name, `"hinge"` by default.
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
    name: String = "hinge"
  ) {
    self.reduction = reduction
    self.name = name
  }

  /// Computes the mean over each row's outputs.
  public func evaluate(
    labels: Span<Float>, predictions: Span<Float>, units: Int, values: inout MutableSpan<Float>,
    gradient: inout MutableSpan<Float>
  ) {
    let isBinary = labelsAreZeroOrOne(labels)
    for row in values.indices {
      var sum: Float = 0
      for i in row * units..<(row + 1) * units {
        let label = isBinary ? 2 * labels[i] - 1 : labels[i]
        let margin = 1 - label * predictions[i]
        let excess = max(margin, 0)
        sum += excess
        if !gradient.isEmpty { gradient[i] = margin >= 0 ? -label / Float(units) : 0 }
      }
      values[row] = sum / Float(units)
    }
  }
}

extension Hinge: KerasSerializable {
  /// `"Hinge"`.
  public static var kerasClassName: String { "Hinge" }

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    commonConfiguration
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(
      reduction: try options.lossReduction(),
      name: try options.string("name", default: "hinge"))
  }
}

extension Loss where Self == Hinge {
  /// The hinge loss; see ``Hinge``.
  public static var hinge: Hinge { Hinge() }

  /// The hinge loss; see ``Hinge``.
  ///
  /// - Parameter reduction: How the losses of the rows are reduced to one number; their mean by default.
  public static func hinge(
    reduction: LossReduction = .sumOverBatchSize
  ) -> Hinge {
    Hinge(reduction: reduction)
  }
}

/// Whether all labels of a batch are 0 or 1, in which case the hinge family reads them as -1 and 1.
func labelsAreZeroOrOne(_ labels: Span<Float>) -> Bool {
  for i in labels.indices where labels[i] != 0 && labels[i] != 1 { return false }
  return true
}
