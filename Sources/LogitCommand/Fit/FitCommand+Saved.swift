#if Command
import ArgumentParser
import LogitClassifier

extension FitCommand {
  /// Tells of a model that was written, and ends with 130 if its training was interrupted.
  ///
  /// - Parameters:
  ///   - destination: Where the model is.
  ///   - json: The report as an object.
  ///   - text: The report for people.
  ///   - ending: How files of such rows end; `csv` by default.
  ///   - warning: What is said even quietly, since the report says it only elsewhere; `nil` for nothing.
  ///   - further: Writes what else there is, and tells people of it in lines; nothing by default. It comes last, so
  ///     that a disk without room for it costs neither the model nor the report.
  func tell(
    _ destination: ModelDestination, json: @autoclosure () -> String, text: @autoclosure () -> String,
    ending: String = "csv", warning: String? = nil, further: () throws -> [String] = { [] }
  ) throws {
    let saved = Interruption.hasHappened ? "Interrupted: the model so far is in" : "The model is in"
    if printing.json { try Shell.print(json()) }
    if printing.isForPeople { try Shell.print("\(text())\n\(saved) \(destination.path).") }
    let lines = try further()
    if printing.isForPeople {
      for line in lines { try Shell.print(line) }
      try Shell.print("Next: logit predict \(destination.path.shellQuoted) new.\(ending)")
    }
    // Not even --quiet keeps an unfinished fit from being said; the report and the object say it themselves.
    if printing.quiet, !Interruption.hasHappened, let warning { Shell.note(warning) }
    guard Interruption.hasHappened else { return }
    if !printing.isForPeople { Shell.note("\(saved) \(destination.path).\n") }
    throw ExitCode(130)
  }
}
#endif
