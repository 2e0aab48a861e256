import LogitData
import LogitStatistics

extension PredictionNotes {
  /// Counts sets that were made.
  mutating func add(_ made: ClassSets, _ predictor: SetPredictor) {
    var notes =
      sets
      ?? SetNotes(
        coverage: predictor.coverage, observed: predictor.scores.observedCoverage(predictor.coverage),
        guaranteed: predictor.guaranteed)
    notes.rowCount += made.numbers.count
    notes.classCount += made.classCount
    sets = notes
  }
}
