import Logit
import LogitData

extension ClassifierOptions {
  /// The strength of the penalty on squared weights, by default that of scikit-learn's `C=1`.
  func l2(rows: Int) -> Double { l2 ?? 1 / (2 * Double(rows)) }

  /// The options with all that was chosen from the number of rows, in the words of the command line; those that change
  /// nothing are left out.
  func recorded(_ schedule: TrainingSchedule, rows: Int) -> [Provenance.Option] {
    func list(_ names: [String]) -> String { names.joined(separator: ",") }
    var recorded: [Provenance.Option] = []
    if let features { recorded.append(.init("features", list(features))) }
    if !excluded.isEmpty { recorded.append(.init("exclude", list(excluded))) }
    if !hiddenUnits.isEmpty { recorded.append(.init("hidden", list(hiddenUnits.map(String.init)))) }
    recorded += [
      .init("optimizer", optimizer.name), .init("learning-rate", "\(schedule.learningRate)"),
      .init("epochs", "\(schedule.epochs)"), .init("batch-size", "\(schedule.batchSize)"),
      .init("l2", "\(l2(rows: rows))"), .init("validation", "\(validationShare)"),
    ]
    switch classWeight {
    case .equal: break
    case .balanced: recorded.append(.init("class-weight", "balanced"))
    case .named(let weights):
      let texts = weights.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      recorded.append(.init("class-weight", list(texts)))
    }
    if missingTarget == .drop { recorded.append(.init("missing-target", missingTarget.rawValue)) }
    return recorded
  }
}
