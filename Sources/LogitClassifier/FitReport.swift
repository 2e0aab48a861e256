import Logit
public import LogitData
public import LogitStatistics

/// A report on how a classifier was trained: the data, the decisions, the scores and the findings.
public struct FitReport: Sendable {
  /// What was read.
  public let profile: TableProfile
  /// The classes and their rows.
  public let balance: ClassBalance
  /// The number of rows left out: their target is missing, no other row has their class, or their weight is
  /// 0.
  public let droppedRowCount: Int
  /// How many of these have a class, but the weight 0, so that they are neither trained on nor measured.
  public var uncountedRowCount = 0
  /// How the model was trained.
  public let training: CompletedTraining
  /// Loss and accuracy of each epoch; empty where the optimum was found.
  public let history: LearningCurve
  /// The scores on rows that were held out, once or in turn; `nil` if nothing was measured.
  public let scores: ClassificationScores?
  /// On which rows the scores were measured; `nil` if nothing was.
  public let scoresOrigin: RowOrigin?
  /// The number of folds that rows were held out in; `nil` if they were held out once, or nothing was
  /// measured.
  public let foldCount: Int?
  /// How many folds' models are not at their optimum.
  public let unconvergedFoldCount: Int
  /// The fits by which λ was chosen, for the model and in the folds, and how many of them are not at their
  /// optimum; no fits where λ was not chosen.
  public let choiceFits: FitTally
  /// How rows were to be held out.
  public let measuring: Measuring
  /// What is done with each column.
  public let decisions: [ColumnDecision]
  /// What the texts of columns mostly are, and which are not.
  public let diagnoses: [ColumnDiagnosis]
  /// The constant of each class in a model without hidden layers; empty with hidden layers.
  public let intercepts: [Intercept]
  /// The weights of a model without hidden layers, the strongest first; empty with hidden layers.
  public let coefficients: [Coefficient]
  /// What whoever uses the model should know.
  public let findings: [Finding]
  /// The model as the program has it whose conventions it was fitted with; `nil` if they are Logit's own.
  public var like: ToolReport?
  /// What becomes of the model's probabilities and which class is predicted; `nil` if the probabilities are
  /// the model's own and the most probable class is.
  public var decision: DecisionReport?
  /// What sets of classes with a coverage of 0.95 are like on the rows that were measured, at most 2,000 of
  /// them, made by what the models of the other folds said; `nil` if the model can make none. See
  /// ``RowPredictor/setCoverage(_:)``.
  public var sets: SetNotes?

  /// What ended early, a line each; `nil` if nothing did.
  ///
  /// - Parameter modelPath: What the model is called.
  /// - Returns: The lines.
  public func convergenceNote(_ modelPath: String) -> String? {
    let isOptimum = training.solution?.isConverged ?? true
    // Where the model has no optimum, those of folds have none for the same reason.
    let model = isOptimum ? "" : Self.unconverged(modelPath)
    let others = UnfinishedFits(
      folds: isOptimum ? unconvergedFoldCount : 0, foldCount: foldCount ?? 0, choices: choiceFits)
    let note = model + (others.note ?? "")
    return note.isEmpty ? nil : note
  }

  static func unconverged(_ modelPath: String) -> String {
    "The fit did not converge, so the model in \(modelPath) is not the optimum.\n"
  }
}
