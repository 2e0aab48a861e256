/// Writes numbers, texts and distributions to a directory that TensorBoard shows.
///
///     let events = try EventWriter(directory: "runs/first")
///     for step in 0..<100 { events.write(scalar: error(at: step), tag: "error", step: step) }
///     try events.flush()
///
/// At a shell, `tensorboard --logdir runs` shows them. ``TensorBoard`` writes what a training comes to.
///
/// A writer makes a file of its own, `events.out.tfevents.<seconds>.<host>.<process>.<number>.v2`, beside
/// those that are in the directory: TensorBoard shows them as one run. What is written is with the system
/// after ``flush()``, which says whether that worked, and at the latest when nobody has the writer any more,
/// of which nothing is said; a program that is killed loses what came after the last of them.
///
/// Each event has the time at which it was written. All else is the same for the same values.
///
/// Formats: TensorFlow's `record_writer.h`; TensorBoard's `event.proto` and `summary.proto`, and the data of
/// its plugins for scalars, histograms, text and hyper-parameters.
public final class EventWriter {
  /// The directory.
  public let directory: String
  /// The file that the events go to.
  public let path: String

  private let file: RecordFile
  private let clock: () -> Double
  /// How many files this process has made, which tells those of the same second apart.
  private static let fileCount = Locked(0)

  /// Makes the directory, if it is not there, and a file in it.
  ///
  /// - Parameters:
  ///   - directory: The directory; those above it are made, too.
  ///   - clock: The seconds since the beginning of 1970, asked for at each event; `nil`, the default,
  ///     for the system's.
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` for an empty name,
  ///   ``/LogitFiles/FileError/directoryNotMade(path:reason:)`` or
  ///   ``/LogitFiles/FileError/notWritten(path:reason:)``.
  public init(directory: String, clock: (() -> Double)? = nil) throws {
    try LogitError.require(
      !directory.isEmpty, "EventWriter's directory", "\"\"", "the name of a directory")
    try FileSystem.createDirectory(directory)
    let clock = clock ?? { Machine.secondsSince1970 }
    (self.directory, self.clock) = (directory, clock)
    let now = clock()
    path = Self.freePath(in: directory, seconds: now)
    file = try RecordFile(path: path)
    write(seconds: now, step: 0) { event in
      event.add(3, text: "brain.Event:2")
      event.add(10) { $0.add(1, text: "logit") }
    }
    // Whoever follows the directory sees the run before its first number.
    try file.flush()
  }

  /// A name that no file has yet.
  private static func freePath(in directory: String, seconds: Double) -> String {
    // A clock of somebody's own may say anything.
    let second = Int(exactly: seconds.rounded(.down)) ?? 0
    let start = "\(directory)/events.out.tfevents.\(second).\(Machine.hostName).\(Machine.processID)"
    while true {
      let number = fileCount.withLock { count in
        defer { count += 1 }
        return count
      }
      let path = "\(start).\(number).v2"
      if !FileSystem.exists(path) { return path }
    }
  }

  // MARK: Values

  /// Writes a number, which is rounded to `Float`.
  ///
  /// - Parameters:
  ///   - scalar: The number; NaN and infinities are shown as such.
  ///   - tag: The name of the series; a slash puts it into a group.
  ///   - step: Where it stands on the horizontal axis.
  public func write(scalar: Double, tag: String, step: Int) {
    write(.scalar(Float(scalar)), tag: tag, step: step)
  }

  /// Writes how numbers are distributed: how many lie in each of 30 buckets of the same width.
  ///
  /// - Parameters:
  ///   - histogram: The numbers, of any shape; those that are not finite are left out.
  ///   - tag: The name of the series; a slash puts it into a group.
  ///   - step: Where it stands in the series.
  public func write(histogram: Tensor<Float>, tag: String, step: Int) {
    write(.histogram(Histogram(histogram.scalars)), tag: tag, step: step)
  }

  /// Writes a text, which TensorBoard takes for Markdown.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - tag: The name of the series; a slash puts it into a group.
  ///   - step: Where it stands in the series; 0 by default.
  public func write(text: String, tag: String, step: Int = 0) {
    write(.text(text), tag: tag, step: step)
  }

  /// Writes what was chosen for a training, which is a line of TensorBoard's table of hyper-parameters; the
  /// numbers beside it are the last ones of the runs in this directory and those in it.
  ///
  /// - Parameter hyperParameters: The values by their names.
  public func write(hyperParameters: [String: HyperParameter]) {
    let sorted = hyperParameters.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
    let now = clock()
    write(.sessionStart(sorted, seconds: now), tag: "_hparams_/session_start_info", step: 0, seconds: now)
  }

  /// Writes that the training whose hyper-parameters were written came to its end.
  public func writeSessionEnd() {
    let now = clock()
    write(.sessionEnd(seconds: now), tag: "_hparams_/session_end_info", step: 0, seconds: now)
  }

  /// Writes the layers of a model, which TensorBoard draws.
  ///
  /// - Parameter model: The model.
  /// - Throws: What ``Sequential/kerasJSON()`` throws for a part that has no description.
  public func write(model: Sequential) throws {
    write(.model(try model.kerasJSON()), tag: "keras", step: 0)
  }

  private func write(_ summary: Summary, tag: String, step: Int, seconds: Double? = nil) {
    write(seconds: seconds ?? clock(), step: step) { event in
      event.add(5) { summary.write(tag, to: &$0) }
    }
  }

  private func write(seconds: Double, step: Int, _ content: (inout ProtobufWriter) -> Void) {
    var event = ProtobufWriter()
    event.add(1, double: seconds)
    event.add(2, integer: step)
    content(&event)
    file.add(event.bytes)
  }

  // MARK: Files

  /// Hands what was written over to the system. The file is closed when nobody has the writer any more.
  ///
  /// - Throws: ``/LogitFiles/FileError/notWritten(path:reason:)``; the next call writes what was not written.
  public func flush() throws { try file.flush() }
}
