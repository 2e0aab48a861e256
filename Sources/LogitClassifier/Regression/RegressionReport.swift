import Logit
public import LogitData
public import LogitStatistics

/// What a regression of a table's columns found, and what was noticed about its rows.
public struct RegressionReport: Sendable {
  /// The table of coefficients and all that was asked for.
  public let inference: LogisticInference
  /// The formula; the sum of all columns if none was given.
  public let formula: String
  /// What is explained: a column, or `cbind(successes, failures)`.
  public let target: String
  /// Where the rows came from.
  public let source: String
  /// The number of rows that were left out, since they miss a value or count for nothing.
  public let droppedRowCount: Int
  /// How many of these count for nothing: of weight or frequency 0, or without trials.
  public let uncountedRowCount: Int
  /// What was decided about the outcome, in sentences.
  public let notes: [String]
  /// What whoever reads the numbers should know.
  public let findings: [Finding]

  init(
    _ inference: LogisticInference, formula: String, target: String, source: String, droppedRowCount: Int,
    uncountedRowCount: Int = 0, notes: [String], findings: [Finding]
  ) {
    (self.inference, self.formula, self.target, self.source) = (inference, formula, target, source)
    (self.droppedRowCount, self.uncountedRowCount) = (droppedRowCount, uncountedRowCount)
    (self.notes, self.findings) = (notes, findings)
  }
}

// MARK: - JSON

extension RegressionReport {
  /// The report as one JSON object.
  ///
  /// - Parameters:
  ///   - modelPath: The file that the model was written to; `nil` if there is none.
  ///   - hasCovariance: Whether the covariance of the estimates is a part of it; `false` by default.
  /// - Returns: The object.
  public func json(modelPath: String?, hasCovariance: Bool = false) -> JSON {
    json(modelPath: modelPath, hasCovariance: hasCovariance, names: OptionNames())
  }

  /// The report as one JSON object.
  ///
  /// - Parameter names: What options are called.
  package func json(modelPath: String?, hasCovariance: Bool, names: OptionNames) -> JSON {
    let classes = inference.classNames
    var members = [
      JSON.Member("model", modelPath.map { .string($0) } ?? .null), JSON.Member("source", .string(source)),
      JSON.Member("formula", .string(formula)), JSON.Member("target", .string(target)),
      JSON.Member("classes", .array(classes.map { .string($0) })),
      classes.count == 2
        ? JSON.Member("positive", .string(classes[1]))
        : JSON.Member("base_class", .string(classes[inference.baseClass])),
      JSON.Member("n", .integer(inference.observationCount)),
      JSON.Member("dropped_rows", .integer(droppedRowCount)),
      JSON.Member("uncounted_rows", .integer(uncountedRowCount)),
    ]
    members += inference.partMembers
    if hasCovariance { members.append(JSON.Member("covariance", inference.covarianceJSON)) }
    members.append(JSON.Member("findings", .array(findings.map { $0.json(names) })))
    return .object(members)
  }
}

// MARK: - Text

extension RegressionReport: CustomStringConvertible {
  /// The table, with what was fitted to which rows above it and what is worth knowing below.
  public var description: String { description(OptionNames()) }

  /// The table, with what was fitted to which rows above it and what is worth knowing below.
  ///
  /// - Parameters:
  ///   - names: What options are called.
  ///   - hasCovariance: Whether the covariance of the estimates follows the table.
  package func description(_ names: OptionNames, hasCovariance: Bool = false) -> String {
    let incomplete = droppedRowCount - uncountedRowCount
    var rows = incomplete == 0 ? "" : "; \(incomplete.counted("row")) left out, since a value is missing"
    if uncountedRowCount > 0 {
      let isOne = uncountedRowCount == 1
      rows +=
        "; \(uncountedRowCount.counted("row")) of weight 0 or without trials \(isOne ? "does" : "do") not count"
    }
    var head = "\(source): \(formula)\(rows)\n"
    for note in notes { head += "\(note)\n" }
    // A finding says what it means that classes are separated.
    let isExplained = findings.contains { $0.kind == .separation }
    return [
      head, inference.text(explainsEnd: !isExplained).withLineEnd, hasCovariance ? covarianceText : "",
      findings.text(names),
    ].filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// The covariance of the estimates as a table.
  private var covarianceText: String {
    let severalClasses = inference.classNames.count > 2
    let labels = inference.coefficients.map { severalClasses ? "\($0.className): \($0.term)" : $0.term }
    var table = AlignedText(rightAligned: Set(1...max(labels.count, 1)))
    table.append([""] + labels)
    for (label, row) in zip(labels, inference.covariance) {
      table.append([label] + row.map { $0.map { $0.text(digits: 5) } ?? "" })
    }
    return "Covariance of the estimates\n\(table.text)"
  }
}

extension String {
  fileprivate var withLineEnd: String { hasSuffix("\n") ? self : self + "\n" }
}
