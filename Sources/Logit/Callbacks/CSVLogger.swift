/// Writes the logs of each epoch to a CSV file, character for character as Keras writes it.
///
///     epoch,accuracy,loss,val_accuracy,val_loss
///     0,0.01666666753590107,1.656903624534607,NA,NA
///
/// The columns are the names in the first epoch's logs, sorted, after `epoch`; a number that is missing from
/// an epoch is written as `NA`. As in Keras, there are `val_` columns even without validation, numbers are
/// rounded to `Float` but written with all digits of a `Double`, and lines end in `\r\n`. Put it after the
/// callbacks that add to the logs.
///
/// Follows `keras.callbacks.CSVLogger`.
public final class CSVLogger: TrainBeginCallback, EpochEndCallback, TrainEndCallback {
  private let path: String
  private let separator: Character
  private let append: Bool
  private var file: LogFile?
  private var columns: [String]?

  /// Configures where to write.
  ///
  /// - Parameters:
  ///   - path: The file; its directory must exist. Keras's `filename`.
  ///   - separator: The character between two columns, anything but a quotation mark or a line break; a comma
  ///     by default.
  ///   - append: Whether to append to an existing file, without a second header line, instead of replacing
  ///     it; `false` by default.
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if the path is empty or the separator is
  ///   not allowed.
  public init(_ path: String, separator: Character = ",", append: Bool = false) throws {
    try LogitError.require(!path.isEmpty, "CSVLogger's path", "\"\"", "the name of a file")
    try LogitError.require(
      separator != "\"" && !separator.isNewline, "CSVLogger's separator", "\(separator)".debugDescription,
      "anything but a quotation mark or a line break")
    self.path = path
    self.separator = separator
    self.append = append
  }

  /// Opens the file; where a training goes on it is open.
  ///
  /// - Throws: ``/LogitFiles/FileError/notWritten(path:reason:)`` if the file cannot be written.
  public func onTrainBegin(model: inout Sequential, control: inout TrainingControl) throws {
    guard !control.isResumed || file == nil else { return }
    file = try LogFile(path: path, append: append)
    columns = nil
  }

  /// Writes a line, and the header before the first one.
  ///
  /// - Throws: ``/LogitFiles/FileError/notWritten(path:reason:)`` if the file cannot be written.
  public func onEpochEnd(
    _ epoch: Int, logs: inout Logs, model: inout Sequential, control: inout TrainingControl
  ) throws {
    guard let file else { return }
    let isFirst = columns == nil
    let columns = self.columns ?? Self.columns(for: logs)
    self.columns = columns
    if isFirst && file.wasEmpty { try file.write(line(["epoch"] + columns.map(quoted))) }
    try file.write(
      line(["\(epoch)"] + columns.map { logs[$0].map { Double(Float($0)).pythonDescription } ?? "NA" }))
  }

  /// Closes the file.
  public func onTrainEnd(model: inout Sequential, control: inout TrainingControl) {
    file = nil
  }

  private static func columns(for logs: Logs) -> [String] {
    let names = logs.names.sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
    return names.contains { $0.hasPrefix("val_") } ? names : names + names.map { "val_" + $0 }
  }

  private func line(_ fields: [String]) -> String { fields.joined(separator: String(separator)) + "\r\n" }

  /// A name as Python's `csv` writes it, in quotation marks only if necessary.
  private func quoted(_ name: String) -> String {
    guard name.contains(where: { $0 == separator || $0 == "\"" || $0.isNewline }) else { return name }
    return "\"" + name.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
  }
}
