import Logit
import LogitData
public import LogitStatistics

/// What was seen while a classifier was trained: the data, the decisions, the numbers and what to be wary of.
public struct FitReport: Sendable {
  /// What was read.
  public let profile: TableProfile
  /// The classes and their rows.
  public let balance: ClassBalance
  /// The number of rows left out since their target is missing.
  public let droppedRowCount: Int
  /// How long training took, in epochs, and with what learning rate.
  public let schedule: TrainingSchedule
  /// Loss and accuracy of each epoch.
  public let history: LearningCurve
  /// The numbers on the held-out rows; `nil` when none were held back.
  public let scores: ClassificationScores?
  /// What is done with each column.
  public let decisions: [ColumnDecision]
  /// The weights of a model without hidden layers, the strongest first; empty with hidden layers.
  public let coefficients: [Coefficient]
  /// What to be wary of, in sentences.
  public let warnings: [FitWarning]
}
