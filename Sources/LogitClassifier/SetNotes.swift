import Logit
import LogitData

/// What is worth knowing about the sets of classes that were made for rows.
public struct SetNotes: Sendable, Equatable {
  /// The share of rows whose class was to be in its set.
  public let coverage: Double
  /// The same share among the rows that the classifier was measured on, with sets that were made without
  /// them.
  public let observed: Double
  /// The least probability that is sure for rows like those; `nil` if nothing is.
  public let guaranteed: Double?
  /// The number of rows that sets were made for.
  public internal(set) var rowCount = 0
  /// The number of classes in all sets together.
  public internal(set) var classCount = 0

  /// The mean number of classes in a set; NaN without rows.
  public var meanSize: Double { Double(classCount) / Double(rowCount) }

  /// As JSON.
  var json: JSON {
    [
      "level": .number(coverage), "observed": .finite(observed),
      "guaranteed": guaranteed.map { .finite($0) } ?? .null, "mean_size": .finite(meanSize),
    ]
  }

  /// A line about those of the rows that a model was measured on, for its report.
  var reportText: String {
    guard rowCount > 0 else { return "" }
    return
      "Sets of classes with a coverage of \(coverage.exactPercent) would have \(meanSize.fixed(decimals: 2)) classes on average, "
      + "and hold the class of \(observed.percent) of these rows.\n"
  }

  /// A line about them.
  var text: String {
    guard rowCount > 0 else { return "" }
    let sure =
      guaranteed.map { "guaranteed for rows like those is \($0.percent)" }
      ?? "nothing is guaranteed, since rows to come may be unlike those"
    return
      "Note: the sets have \(meanSize.fixed(decimals: 2)) classes on average. Of the rows that the model was measured on, "
      + "such sets hold the class of \(observed.percent) (asked for: \(coverage.exactPercent)); \(sure).\n"
  }
}
