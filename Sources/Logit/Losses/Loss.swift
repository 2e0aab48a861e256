/// What training minimizes: a number for each row, computed from the row's labels and predictions.
///
/// The built-in ones are written with a leading dot: `.binaryCrossentropy`, `.categoricalCrossentropy`,
/// `.sparseCategoricalCrossentropy`, or with options, `.binaryCrossentropy(labelSmoothing: 0.1)`. Add your
/// own by conforming.
///
/// The loss of a batch is Σ weightᵣ · lossᵣ / rows (Keras's `sum_over_batch_size`): sample weights scale a
/// row's loss, and the sum is divided by the number of rows, not by the sum of weights. ``reduction`` chooses
/// another divisor.
///
/// The cross-entropies are computed from logits whenever the last layer's activation is the one they are
/// paired with, so they stay exact where a probability rounds to 0 or 1; see ``LossHead``.
public protocol Loss: Sendable {
  /// Keras's name, such as `"binary_crossentropy"`.
  var name: String { get }

  /// What one row of labels looks like.
  var labelEncoding: LabelEncoding { get }

  /// How the losses of the rows are reduced to one number for the batch; ``LossReduction/sumOverBatchSize``
  /// by default.
  var reduction: LossReduction { get }

  /// The class whose rows count neither in the sum nor in the divisor; `nil` by default. For those rows
  /// ``evaluate(labels:predictions:units:values:gradient:)`` writes 0, also as gradients.
  var ignoredClass: Int? { get }

  /// Whether the loss is one number for the batch as a whole rather than a sum over its rows; `false` by
  /// default.
  ///
  /// Such a loss writes its number L into every one of `values`, and rows · dL/dp into `gradient`, so that
  /// the mean over the rows is L and its gradient is dL/dp, as with any other loss. A weight then scales the
  /// number rather than a row: only the mean of the weights matters.
  var isWholeBatch: Bool { get }

  /// Checks the options, when a model is compiled with the loss; by default any are accepted.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  func validate() throws

  /// Checks that the loss fits a last layer of `units` outputs; by default it fits any.
  ///
  /// - Parameters:
  ///   - units: The number of outputs of the last layer.
  ///   - layer: The last layer's name, for the message.
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` or
  ///   ``LogitError/invalidArchitecture(layer:reason:remedy:)`` if the loss does not fit the layer.
  func validate(units: Int, layer: String) throws

  /// Checks labels before training starts.
  ///
  /// - Parameters:
  ///   - labels: `[rows, columns]` where columns is 1 for ``LabelEncoding/classIndex`` and `units` otherwise.
  ///   - units: The number of outputs of the last layer.
  /// - Throws: ``LogitError/labelOutOfRange(row:column:value:expected:remedy:)`` or
  ///   ``LogitError/labelsNotOneHot(row:sum:)`` if the loss cannot use a label.
  func validate(labels: Span<Float>, units: Int) throws

  /// Computes the loss of each row and, unless `gradient` is empty, its gradient.
  ///
  /// - Parameters:
  ///   - labels: `[rows, units]`, or `[rows]` class indices for ``LabelEncoding/classIndex``.
  ///   - predictions: The last layer's outputs, `[rows, units]`.
  ///   - units: The number of outputs.
  ///   - values: `[rows]`, to be written: the loss of each row.
  ///   - gradient: `[rows, units]`, to be written: d valueᵣ / d predictionᵣ; empty when it is not needed.
  func evaluate(
    labels: Span<Float>, predictions: Span<Float>, units: Int, values: inout MutableSpan<Float>,
    gradient: inout MutableSpan<Float>)

  /// How to compute this loss directly from the logits behind `activation`, if that is possible.
  ///
  /// - Parameter activation: The last layer's activation.
  /// - Returns: `nil` to work from the predictions through
  ///   ``evaluate(labels:predictions:units:values:gradient:)``.
  func head(after activation: any Activation) -> LossHead?
}

/// What one row of labels looks like.
public enum LabelEncoding: Sendable, Equatable {
  /// One number for each output of the last layer.
  case perOutput
  /// One number: the index of the class.
  case classIndex
}

/// A loss computed from logits in one pass, together with the activation it is paired with.
///
/// For these pairs the gradient with respect to the logits is simply prediction minus label, without the
/// division by a probability that would overflow when a unit saturates.
public struct LossHead: Sendable, Equatable {
  /// Which activation and loss are paired.
  public enum Kind: Sendable, Equatable {
    /// Sigmoid and binary cross-entropy.
    case binary(labelSmoothing: Float)
    /// Softmax and categorical cross-entropy.
    case categorical(labelSmoothing: Float)
    /// Softmax and categorical cross-entropy with class indices.
    case sparseCategorical
  }

  /// Where the logits are found.
  public enum Source: Sendable, Equatable {
    /// The last layer's weighted sums, before its activation.
    case weightedSums
    /// The last layer's outputs, declared to be logits.
    case outputs
  }

  /// Which activation and loss are paired.
  public var kind: Kind
  /// Where the logits are found.
  public var source: Source

  /// Describes a head.
  ///
  /// - Parameters:
  ///   - kind: Which activation and loss are paired.
  ///   - source: Where the logits are found.
  public init(_ kind: Kind, source: Source) {
    self.kind = kind
    self.source = source
  }
}

extension Loss {
  /// One number for each output.
  public var labelEncoding: LabelEncoding { .perOutput }
  /// The mean over the rows.
  public var reduction: LossReduction { .sumOverBatchSize }
  /// None.
  public var ignoredClass: Int? { nil }
  /// Every row has its own loss.
  public var isWholeBatch: Bool { false }
  /// Accepts any options.
  public func validate() {}
  /// Accepts any number of units.
  ///
  /// - Parameters:
  ///   - units: The number of outputs of the last layer.
  ///   - layer: The last layer's name.
  public func validate(units: Int, layer: String) {}
  /// Accepts any finite labels.
  ///
  /// - Parameters:
  ///   - labels: `[rows, columns]`.
  ///   - units: The number of outputs of the last layer.
  public func validate(labels: Span<Float>, units: Int) {}
  /// None: the loss works from predictions.
  ///
  /// - Parameter activation: The last layer's activation.
  /// - Returns: `nil`.
  public func head(after activation: any Activation) -> LossHead? { nil }
}
