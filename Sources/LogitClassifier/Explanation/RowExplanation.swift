import Logit
public import LogitData

/// What makes the prediction of a row: how far each of its values moves the log-odds of a class away from
/// those of a typical row.
///
/// The contributions are Shapley values: the change that a value makes, averaged over all orders in which the
/// values of the typical row can be replaced by the row's own (Shapley, "A Value for n-Person Games", 1953;
/// Lundberg and Lee, "A Unified Approach to Interpreting Model Predictions", 2017, with a single reference
/// row). Those of a linear model of two classes are its weight times the difference from the typical value.
/// They add up: the typical row's log-odds and all contributions are the row's.
public struct RowExplanation: Sendable, Equatable {
  /// What a value does.
  public struct Contribution: Sendable, Equatable {
    /// The column.
    public let column: String
    /// The row's value.
    public let value: TableCell
    /// The typical row's.
    public let typicalValue: TableCell
    /// By how much it changes the log-odds of ``RowExplanation/className``.
    public let logOdds: Double
    /// By how much it changes the probability if the values are put in one after the other, in the order of
    /// the list.
    public let probability: Double
  }

  /// A change of a single value with which another class would be predicted.
  public struct Change: Sendable, Equatable {
    /// The column.
    public let column: String
    /// The row's value.
    public let from: TableCell
    /// What it would have to be.
    public let to: TableCell
    /// The class that would be predicted.
    public let predicted: String
  }

  /// The log-odds of a class, and its probability.
  public struct Score: Sendable, Equatable {
    /// log(p / (1 − p)).
    public let logOdds: Double
    /// p.
    public let probability: Double
  }

  /// The row's number in its table, counted from 0.
  public let row: Int
  /// The class that is predicted.
  public let predicted: String
  /// The probability of each class.
  public let probabilities: [Double]
  /// The class whose log-odds are explained: of two classes the second, and of more the predicted one.
  public let className: String
  /// What the row has.
  public let score: Score
  /// What a typical row has.
  public let typical: Score
  /// What each column does, the largest first; columns with the typical value last, with 0.
  public let contributions: [Contribution]
  /// The least change of a single value that changes the predicted class; `nil` if none does that was tried:
  /// numbers within the range that the model has learned from, or where it does not know it that of the rows;
  /// categories that it knows; true and false. A number's change is measured in deviations, another category
  /// counts as one.
  public let nearestChange: Change?
}
