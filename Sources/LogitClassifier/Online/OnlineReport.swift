public import Logit
public import LogitData
import LogitFiles

/// What a training on rows that came one after the other came to.
public struct OnlineReport: Sendable, SparseRowsReport {
  /// What the rows are called.
  public let source: String
  /// The number of rows that were learned from.
  public let rowCount: Int
  /// The number of rows without a class.
  public let droppedRowCount: Int
  /// The number of rows of weight 0, which are left out, too.
  public let uncountedRowCount: Int
  /// The number of columns of features.
  public let columnCount: Int
  /// The number of entries that are not 0.
  public let entryCount: Int
  /// The number of columns with a coefficient that is not 0.
  public let coefficientCount: Int
  /// The number of the first column in svmlight files.
  public let firstIndex: Int
  /// What is done with each column of a table; empty for rows of svmlight files.
  public let decisions: [ColumnDecision]
  /// The classes, in the order of the probabilities.
  public let classNames: [String]
  /// The rows of each class.
  public let classCounts: [Int]
  /// The penalty that was asked for.
  public let penalty: LogisticRegression.Penalty
  /// The rate α.
  public let learningRate: Double
  /// The number β.
  public let beta: Double
  /// The number of rows that were learned from before these, by a model that was gone on from.
  public let rowsBefore: Int
  /// The sum of the weights of all rows, times those of their classes; the number of rows if all count once.
  public let weightSum: Double
  /// λ₁ and λ₂ on the sum of the losses in the end.
  public let strengths: (l1: Double, l2: Double)
  /// The scores of rows that were each predicted before they were learned from.
  public let scores: ProgressiveScores
  /// The constants, one a predictor.
  public let intercepts: [Double]

  /// The report as one JSON object.
  ///
  /// - Parameter modelPath: The file the model was written to; `nil` if there is none.
  /// - Returns: The object on one line.
  public func json(modelPath: String?) -> String {
    object(modelPath: modelPath)
  }

  var members: [JSON.Member] {
    let hasPenalty = penalty != .none
    return dataMembers + [
      JSON.Member(
        "training",
        [
          "solver": .string("ftrl"), "penalty": .string(penalty.name),
          "lambda": .number(lambda), "l1_ratio": .number(penalty.l1Ratio),
          "lambda_rule": hasPenalty
            ? .string((penalty.lambda == nil ? LambdaSource.byDefault : .given).word) : .null,
          "learning_rate": .number(learningRate), "beta": .number(beta), "l1": .number(strengths.l1),
          "l2": .number(strengths.l2), "epochs": .integer(1),
          "rows_before": .integer(rowsBefore),
        ]), JSON.Member("nonzero", .integer(coefficientCount)),
      JSON.Member("scores", scores.json(classNames: classNames)), interceptsMember,
    ]
  }

  /// The strength on the mean loss.
  private var lambda: Double { (strengths.l1 + strengths.l2) / weightSum }

  /// What a model file keeps of the training.
  var record: JSON {
    kept(after: [])
  }
}

extension OnlineReport: CustomStringConvertible {
  /// Data, learner and scores, as lines of text.
  public var description: String {
    var text = dataText
    for decision in decisions where !decision.isTarget {
      text += "  \(decision.column.onOneLine): \(decision.actionText)\n"
    }
    if rowsBefore > 0 { text += "Learned after \(rowsBefore.counted("row")) of before\n" }
    let source = penalty.lambda == nil ? LambdaSource.byDefault : .given
    let words = (penalty == .none ? penalty : penalty.withLambda(lambda)).words(source)
    return text
      + "\nFTRL-Proximal, one pass: learning rate \(learningRate.shortText), \(words)\n"
      + "\(coefficientCount.counted("column")) with a coefficient\n"
      + "\nMeasured on \(rowCount.counted("row")), each predicted before it was learned from\n"
      + scores.text(classNames: classNames)
  }
}
