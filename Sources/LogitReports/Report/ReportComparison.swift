import Logit
public import LogitClassifier
public import LogitStatistics

/// How much one model differs from another on the same rows.
public struct ReportComparison: Sendable, Equatable {
  /// The measure: `accuracy` or `log_loss`.
  public let measure: String
  /// The names of the two models.
  public let models: [String]
  /// The measure of the second less that of the first, with the interval of a mean of differences between rows;
  /// `nil` if the two measures cannot be compared, which ``reason`` says.
  public let difference: Estimate?
  /// The measure of each.
  public let values: [Double]
  /// The number of rows that each was measured on.
  public let rowCounts: [Int]
  /// What each had seen of its rows.
  public let origins: [RowOrigin]
  /// What is known of the rows of each, in a few words.
  public let seen: [String]
  /// Why there is no ``difference``; `nil` if there is one.
  public let reason: String?
}

extension ReportComparison {
  /// A model's rows, and what it had seen of them.
  typealias Measured = (rows: LabeledPredictions, origin: RowOrigin)

  /// Compares each other model with the first.
  ///
  /// Rows are the same if they stand at the same places of the table: shares that were held out of rows in the order
  /// of their classes have the same classes in the same order, whichever rows they hold. Nor is a model that
  /// was measured on rows it was trained without compared with one that may have seen them: the second would win by
  /// what it has learned by heart.
  ///
  /// - Parameters:
  ///   - subjects: The models.
  ///   - measured: Their rows; `nil` without any.
  static func all(_ subjects: [ReportSubject], _ measured: [Measured?]) throws -> [ReportComparison] {
    let measured = measured.compactMap(\.self)
    guard measured.count == subjects.count, let first = measured.first else { return [] }
    let own = try measures(first.rows)
    return try zip(subjects, measured).dropFirst().flatMap { subject, other in
      let reason = reason(first, other)
      return try zip(own, measures(other.rows)).map { one, two in
        let differences = reason == nil ? zip(two.values, one.values).map { $0 - $1 } : []
        func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
        return ReportComparison(
          measure: one.name, models: [subjects[0].name, subject.name],
          difference: reason == nil
            ? Estimate(mean(differences), interval: try .mean(of: differences)) : nil,
          values: [mean(one.values), mean(two.values)], rowCounts: [first, other].map(\.rows.rowCount),
          origins: [first.origin, other.origin], seen: [words(subjects[0], first), words(subject, other)],
          reason: reason)
      }
    }
  }

  /// Why the measures of two models cannot be compared; `nil` if they can.
  private static func reason(_ first: Measured, _ other: Measured) -> String? {
    guard other.rows.labels == first.rows.labels, other.rows.rowNumbers == first.rows.rowNumbers else {
      return "not the same rows"
    }
    guard first.origin.isUnseen == other.origin.isUnseen else {
      return "one was trained without the rows it was measured on, the other perhaps with them"
    }
    return nil
  }

  private static func words(_ subject: ReportSubject, _ measured: Measured) -> String {
    switch measured.origin {
    case .heldOut: "held out"
    case .outOfFold: "out of fold"
    case .training: "trained on"
    case .other:
      subject.isForeign ? "nobody says whether it was trained on them" : "not the table it was trained on"
    }
  }

  private static func measures(_ rows: LabeledPredictions) throws -> [(name: String, values: [Double])] {
    let right = zip(rows.labels, rows.predictions.classIndices).map { $0 == $1 ? 1.0 : 0 }
    return [("accuracy", right), ("log_loss", try rows.losses())]
  }

  /// As JSON.
  var json: JSON {
    [
      "measure": .string(measure), "models": .array(models.map { .string($0) }), "values": .numbers(values),
      "difference": difference.map { .finite($0.value) } ?? .null,
      "interval": difference?.interval.map { .numbers([$0.lower, $0.upper]) } ?? .null,
      "rows": .array(rowCounts.map { .integer($0) }),
      "measured_on": .array(origins.map { .string($0.word) }), "seen": .array(seen.map { .string($0) }),
      "reason": reason.map { .string($0) } ?? .null,
    ]
  }
}

extension RowOrigin {
  /// Whether it is certain that the models that predicted the rows were trained without them.
  fileprivate var isUnseen: Bool { self == .heldOut || self == .outOfFold }
}
