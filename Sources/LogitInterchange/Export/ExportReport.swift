public import Logit

/// What was written or checked, and what came of it.
public struct ExportReport: Sendable, Equatable {
  /// The model's file; `nil` if a file was checked without it.
  public var model: String?
  /// The file in the other format.
  public var output: String
  /// The format, as ``ExportFormat/word``.
  public var format: String
  /// What came of running the golden rows; `nil` if they were not run.
  public var check: GoldenCheck?
  /// The largest difference that is allowed.
  public var tolerance: Double
  /// What its user should know, each a sentence.
  public var notes: [String]

  /// Makes one.
  ///
  /// - Parameters:
  ///   - model: The model's file; `nil` if a file was checked without it.
  ///   - output: The file in the other format.
  ///   - format: The format, as ``ExportFormat/word``.
  ///   - check: What came of running the golden rows; `nil` if they were not run.
  ///   - tolerance: The largest difference that is allowed.
  ///   - notes: What its user should know, each a sentence.
  public init(
    model: String?, output: String, format: String, check: GoldenCheck?, tolerance: Double, notes: [String]
  ) {
    (self.model, self.output, self.format) = (model, output, format)
    (self.check, self.tolerance, self.notes) = (check, tolerance, notes)
  }

  /// Whether every row that was run gave what the classifier gives.
  public var holds: Bool { check?.holds(within: tolerance) ?? true }

  /// As JSON: `model`, `output`, `format`, `checked_rows`, `runner`, `max_difference`, `tolerance` and
  /// `notes`.
  public var json: JSON {
    [
      "model": model.map { .string($0) } ?? .null, "output": .string(output), "format": .string(format),
      "checked_rows": .integer(check?.rowCount ?? 0),
      "runner": check.map { ["name": .string($0.runner), "version": .string($0.runnerVersion)] } ?? .null,
      "max_difference": check.flatMap { $0.maxDifference.isFinite ? .number($0.maxDifference) : nil }
        ?? .null,
      "tolerance": .number(tolerance), "notes": .array(notes.map { .string($0) }),
    ]
  }
}
