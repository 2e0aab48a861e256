import Logit
public import LogitData
public import LogitStatistics

/// A report on how a classifier was trained: the data, the decisions, the scores and the findings.
public struct FitReport: Sendable {
  /// What was read.
  public let profile: TableProfile
  /// The classes and their rows.
  public let balance: ClassBalance
  /// The number of rows left out: their target is missing, or no other row has their class.
  public let droppedRowCount: Int
  /// How long training took, in epochs, and with what learning rate.
  public let schedule: TrainingSchedule
  /// Loss and accuracy of each epoch.
  public let history: LearningCurve
  /// The scores on the held-out rows; `nil` if none were held out.
  public let scores: ClassificationScores?
  /// What is done with each column.
  public let decisions: [ColumnDecision]
  /// What the texts of columns mostly are, and which are not.
  public let diagnoses: [ColumnDiagnosis]
  /// The weights of a model without hidden layers, the strongest first; empty with hidden layers.
  public let coefficients: [Coefficient]
  /// What whoever uses the model should know.
  public let findings: [Finding]
}
