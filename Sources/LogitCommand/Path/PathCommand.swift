#if Command
import ArgumentParser
import Logit
import LogitClassifier

/// `logit path`: coefficients along the penalty.
struct PathCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "path", _superCommandName: Shell.commandName,
    abstract: "Follow the coefficients of a table's columns as the penalty becomes weaker.",
    discussion: """
      Finds the optimum of logistic or softmax regression for each lambda of a descending sequence, on all rows, and says how \
      many features have a coefficient and how much of the deviance they explain. A lambda means what it means in logit fit. \
      Coefficients are those of the features as encoded, in original units: a category is 1 or 0. logit cv chooses a lambda.

        logit path patients.csv --target outcome
        logit path patients.csv --target outcome -o path.svg
        logit path patients.csv --target outcome --l1-ratio 0.5 --penalty-factor age=0 --json
      """)

  @OptionGroup var study: PenaltyStudy

  func run() throws {
    try study.run(study.model.options(study.input.format)) { subject in
      try CoefficientPath(
        subject.source.takeTable(), target: subject.target, source: subject.source.name,
        options: subject.options, path: subject.path)
    } next: { _ in
      PenaltyStudy.NextCommand(name: "cv")
    }
  }
}
#endif
