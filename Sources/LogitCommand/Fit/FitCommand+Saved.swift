#if Command
import ArgumentParser
import LogitClassifier

extension FitCommand {
  /// Tells of a model of sparse rows that was written, and ends with 130 if its training was interrupted.
  ///
  /// - Parameters:
  ///   - destination: Where the model is.
  ///   - json: The report as an object.
  ///   - text: The report for people.
  ///   - ending: How files of such rows end.
  ///   - warning: What is said even quietly, since the report says it only elsewhere; `nil` for nothing.
  func tell(
    _ destination: ModelDestination, json: @autoclosure () -> String, text: @autoclosure () -> String,
    ending: String, warning: String? = nil
  ) throws {
    let saved = Interruption.hasHappened ? "Interrupted: the model so far is in" : "The model is in"
    if printing.json { try Shell.print(json()) }
    if printing.isForPeople {
      try Shell.print("\(text())\n\(saved) \(destination.path).")
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
