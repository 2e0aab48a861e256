import Logit
public import LogitData
import LogitFiles
public import LogitStatistics

/// What a training on sparse rows came to.
public struct SparseReport: Sendable, SparseRowsReport {
  /// What the rows are called.
  public let source: String
  /// The number of rows that were trained on.
  public let rowCount: Int
  /// The number of rows without a class.
  public let droppedRowCount: Int
  /// The number of rows of weight 0, which are left out, too.
  public let uncountedRowCount: Int
  /// The number of columns.
  public let columnCount: Int
  /// The number of entries that are not 0.
  public let entryCount: Int
  /// The number of columns with a coefficient that is not 0.
  public let coefficientCount: Int
  /// The number of the first column in files.
  public let firstIndex: Int
  /// Whether the penalty is on coefficients of columns divided by their deviations.
  public let isStandardized: Bool
  /// What is done with each column of a table; empty for rows of svmlight files.
  public let decisions: [ColumnDecision]
  /// The classes and their rows.
  public let balance: ClassBalance
  /// How the search ended.
  public let training: CompletedTraining
  /// The scores of rows that were each predicted by a model trained without it; `nil` if nothing was
  /// measured.
  public let scores: ClassificationScores?
  /// The number of folds.
  public let foldCount: Int?
  /// The number of folds whose models are not at their optimum, so that the scores are those of unfinished
  /// models.
  public let unconvergedFoldCount: Int
  /// What becomes of probabilities, and what it is worth; `nil` if it is as usual.
  public let decision: DecisionReport?
  /// The constants, one a predictor.
  public let intercepts: [Double]

  /// The report as one JSON object.
  ///
  /// - Parameter modelPath: The file the model was written to; `nil` if there is none.
  /// - Returns: The object on one line.
  public func json(modelPath: String?) -> String {
    object(modelPath: modelPath)
  }

  /// Says that the model is not the optimum; `nil` if it is.
  ///
  /// - Parameter modelPath: The file the model was written to.
  package func convergenceNote(_ modelPath: String) -> String? {
    let own = training.solution?.isConverged ?? true ? nil : FitReport.unconverged(modelPath)
    let lines = (own ?? "") + (foldsSentence.map { "Note: \($0)\n" } ?? "")
    return lines.isEmpty ? nil : lines
  }

  /// That models of folds ended early; `nil` if none did.
  private var foldsSentence: String? {
    UnfinishedFits(folds: unconvergedFoldCount, foldCount: foldCount ?? 0).foldsSentence
  }

  var classNames: [String] { balance.names }
  var classCounts: [Int] { balance.trainingCounts }

  var members: [JSON.Member] {
    var members =
      dataMembers + [
        JSON.Member("training", training.json(history: LearningCurve())),
        JSON.Member("scaling", .string(isStandardized ? "deviation" : "none")),
        JSON.Member("nonzero", .integer(coefficientCount)),
      ]
    if let scores {
      members.append(
        JSON.Member(
          "scores", scores.json(classNames: balance.names, origin: .outOfFold, foldCount: foldCount)))
      members.append(JSON.Member("unconverged_folds", .integer(unconvergedFoldCount)))
    }
    if let decision { members.append(JSON.Member("decision", decision.json)) }
    members.append(interceptsMember)
    return members
  }

  /// What a model file keeps of the training.
  func record(seed: UInt64) -> JSON {
    kept(after: [JSON.Member("seed", .string("\(seed)"))])
  }
}

extension SparseReport: CustomStringConvertible {
  /// Data, search and scores, as lines of text.
  public var description: String {
    var text = dataText
    for decision in decisions where !decision.isLeftOut {
      text += "  \(decision.column.onOneLine): \(decision.actionText)\n"
    }
    text +=
      isStandardized
      ? "Columns are scaled by their deviations and not centred, so that zeros stay zeros.\n"
      : "Columns are taken as they are encoded.\n"
    text += "\n\(training.text)\(coefficientCount.counted("column")) with a coefficient\n"
    let decided = decision.map { "\n" + $0.text(classNames: balance.names) } ?? ""
    guard let scores else { return text + "Nothing was measured.\n" + decided }
    return text
      + "\nMeasured on \(scores.rowCount.counted("row")), each predicted by a model trained without it, in "
      + "\(foldCount ?? 0) folds (95 % confidence intervals, as if the predictions were independent)\n"
      + scores.text(classNames: balance.names) + (foldsSentence.map { "\n\($0)\n" } ?? "") + decided
  }
}
