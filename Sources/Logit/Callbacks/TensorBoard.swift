/// Writes what a training comes to where TensorBoard shows it: loss and metrics, the learning rate, the
/// layers, and how weights are distributed.
///
///     let board = try TensorBoard(directory: "runs/first", histogramFrequency: 1)
///     try model.fit(x, y, epochs: 20, callbacks: [board], validationSplit: 0.2)
///
/// At a shell, `tensorboard --logdir runs` shows it, also while the training goes on: files are flushed after
/// each epoch. Names and places are Keras's:
///
/// | in | tag | step |
/// |---|---|---|
/// | `train` | `epoch_loss`, `epoch_accuracy`, ... and `epoch_learning_rate` | the epoch, from 0 |
/// | `train` | `epoch_steps_per_second`, if asked for | the epoch |
/// | `train` | `batch_loss`, ..., if asked for | the steps that were made |
/// | `train` | `dense/kernel/histogram`, ..., if asked for | the epoch |
/// | `train` | `keras`, the layers | 0 |
/// | `validation` | `epoch_loss`, ...: what the logs call `val_loss` | the epoch |
/// | `validation` | `evaluation_loss_vs_iterations`, ... | the steps that were made |
/// | the directory | hyper-parameters and texts, if there are any | 0 |
///
/// Numbers are as `Float` rounds them, and for the same seed the same. Only the time that each event has, and
/// the steps per second, are those of the clock.
///
/// A directory with files of an earlier training keeps them; TensorBoard shows both as one run. A training
/// that goes on from a backup so continues its curves.
///
/// Unlike Keras's, histograms are named by their layer, too: Keras 3 names them `kernel/histogram` in every
/// layer, so that those of different layers cannot be told apart. Images of weights, embeddings, profiles and
/// the speed of single batches are not written.
///
/// Follows `keras.callbacks.TensorBoard`, and for hyper-parameters TensorBoard's `hparams.api.KerasCallback`.
public final class TensorBoard: TrainBeginCallback, EpochBeginCallback, TrainBatchEndCallback,
  EpochEndCallback, TrainEndCallback
{
  private let directory: String
  private let histogramFrequency: Int
  private let writesLayers: Bool
  private let writesStepsPerSecond: Bool
  private let hyperParameters: [String: HyperParameter]
  private let texts: [String: String]
  private let clock: () -> Double
  private var counter: SaveCounter

  private var root: EventWriter?
  private var train: EventWriter?
  private var validation: EventWriter?
  /// When the epoch began, and after how many steps.
  private var epochStart = (seconds: 0.0, step: 0)

  /// Configures what to write.
  ///
  /// - Parameters:
  ///   - directory: The directory, which is made where it is missing. Keras's `log_dir`.
  ///   - histogramFrequency: After how many epochs the weights' distributions are written; never for 0, the
  ///     default. Keras's `histogram_freq`.
  ///   - writesLayers: Whether the layers are written, which TensorBoard draws; `true` by default. A model
  ///     with a part that has no description is left out. Keras's `write_graph`.
  ///   - writesStepsPerSecond: Whether the speed is written; `false` by default. Keras's
  ///     `write_steps_per_second`.
  ///   - updateFrequency: When loss and metrics are written: after each epoch, by default, or after batches,
  ///     too. Keras's `update_freq`.
  ///   - hyperParameters: What was chosen for the training, by its name; nothing by default.
  ///   - texts: Markdown by its tag, written once; nothing by default.
  ///   - clock: The seconds since the beginning of 1970, asked for at each event; `nil`, the default, for the
  ///     system's.
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public init(
    directory: String = "logs", histogramFrequency: Int = 0, writesLayers: Bool = true,
    writesStepsPerSecond: Bool = false, updateFrequency: SaveFrequency = .epoch,
    hyperParameters: [String: HyperParameter] = [:], texts: [String: String] = [:],
    clock: (() -> Double)? = nil
  ) throws {
    try LogitError.require(
      !directory.isEmpty, "TensorBoard's directory", "\"\"", "the name of a directory")
    try LogitError.require(
      histogramFrequency >= 0, "TensorBoard's histogramFrequency", histogramFrequency,
      "a number of epochs, or 0 for none")
    try updateFrequency.validate(owner: "TensorBoard", option: "updateFrequency")
    (self.directory, self.histogramFrequency) = (directory, histogramFrequency)
    (self.writesLayers, self.writesStepsPerSecond) = (writesLayers, writesStepsPerSecond)
    (self.hyperParameters, self.texts) = (hyperParameters, texts)
    self.clock = clock ?? { Machine.secondsSince1970 }
    counter = SaveCounter(updateFrequency)
  }

  /// Whether something is written after batches.
  public var observesBatches: Bool { counter.frequency != .epoch }

  /// Makes the files, unless training goes on where a job was cancelled, and writes what is known before it.
  ///
  /// - Throws: ``/LogitFiles/FileError/directoryNotMade(path:reason:)`` or
  ///   ``/LogitFiles/FileError/notWritten(path:reason:)``.
  public func onTrainBegin(model: inout Sequential, control: inout TrainingControl) throws {
    guard !control.isResumed || train == nil else { return }
    (root, validation) = (nil, nil)
    let events = try EventWriter(directory: "\(directory)/train", clock: clock)
    train = events
    if writesLayers {
      do { try events.write(model: model) } catch is LogitError {
        // Without a description there is nothing to draw; Keras leaves such models out, too.
      }
    }
    try events.flush()
    guard !hyperParameters.isEmpty || !texts.isEmpty else { return }
    let root = try EventWriter(directory: directory, clock: clock)
    if !hyperParameters.isEmpty { root.write(hyperParameters: hyperParameters) }
    for (tag, text) in texts.sorted(by: { $0.key < $1.key }) { root.write(text: text, tag: tag) }
    try root.flush()
    self.root = root
  }

  /// Remembers when the epoch began.
  public func onEpochBegin(_ epoch: Int, model: inout Sequential, control: inout TrainingControl) {
    if writesStepsPerSecond { epochStart = (clock(), model.optimizerState.iteration) }
  }

  /// Writes loss and metrics so far, if that is due.
  public func onTrainBatchEnd(
    _ batch: Int, logs: Logs, model: inout Sequential, control: inout TrainingControl
  ) {
    guard counter.countBatch(), let train else { return }
    for (name, value) in zip(logs.names, logs.values) {
      train.write(scalar: value, tag: "batch_\(name)", step: model.optimizerState.iteration)
    }
  }

  /// Writes loss, metrics and what else is due, and flushes the files.
  ///
  /// - Throws: ``/LogitFiles/FileError/directoryNotMade(path:reason:)`` or
  ///   ``/LogitFiles/FileError/notWritten(path:reason:)``.
  public func onEpochEnd(
    _ epoch: Int, logs: inout Logs, model: inout Sequential, control: inout TrainingControl
  ) throws {
    guard let train else { return }
    try writeValidation(epoch, logs, step: model.optimizerState.iteration)
    for (name, value) in zip(logs.names, logs.values)
    where !name.hasPrefix(Self.validationPrefix) && name != Self.learningRate {
      train.write(scalar: value, tag: "epoch_\(name)", step: epoch)
    }
    train.write(scalar: try model.learningRate, tag: "epoch_\(Self.learningRate)", step: epoch)
    if writesStepsPerSecond {
      let steps = Double(model.optimizerState.iteration - epochStart.step)
      train.write(
        scalar: steps / (clock() - epochStart.seconds), tag: "epoch_steps_per_second", step: epoch)
    }
    if histogramFrequency > 0, epoch.isMultiple(of: histogramFrequency) {
      for (name, weight) in model.namedWeights {
        train.write(histogram: weight, tag: "\(name)/histogram", step: epoch)
      }
    }
    try train.flush()
  }

  private static let validationPrefix = "val_"
  private static let learningRate = "learning_rate"

  private func writeValidation(_ epoch: Int, _ logs: Logs, step: Int) throws {
    let values = zip(logs.names, logs.values).compactMap { name, value in
      name.hasPrefix(Self.validationPrefix)
        ? (name: name.dropFirst(Self.validationPrefix.count), value: value) : nil
    }
    guard !values.isEmpty else { return }
    let events = try validation ?? EventWriter(directory: "\(directory)/validation", clock: clock)
    validation = events
    for (name, value) in values {
      events.write(scalar: value, tag: "evaluation_\(name)_vs_iterations", step: step)
    }
    for (name, value) in values { events.write(scalar: value, tag: "epoch_\(name)", step: epoch) }
    try events.flush()
  }

  /// Says that the training came to its end, and closes the files.
  ///
  /// - Throws: ``/LogitFiles/FileError/notWritten(path:reason:)``.
  public func onTrainEnd(model: inout Sequential, control: inout TrainingControl) throws {
    if !hyperParameters.isEmpty { root?.writeSessionEnd() }
    for events in [root, train, validation] { try events?.flush() }
    (root, train, validation) = (nil, nil, nil)
  }
}
