import Logit
import LogitData

// What the target shows: values that are missing, that are no classes, and classes with few rows.

extension ExaminedTable {
  /// With fewer rows of a class little can be said of it.
  private static let fewestRows = 10

  /// Why the values of a target cannot be classes; `nil` if they may be.
  static func problem(with read: TargetValues, options: ClassifierOptions) -> Finding? {
    let (name, values) = (read.column.name, read.values)
    if options.columns.uses[name] != .category, let quantity = TargetQuantity(values, of: read.column) {
      return Finding(
        .quantityTarget, severity: .error, columns: [name],
        message:
          "The target \"\(name)\" is a quantity with \(quantity.valueCount.grouped) values, but a classifier "
          + "needs classes: divide it into classes first.",
        evidence: ["values": .integer(quantity.valueCount), "rows": .integer(values.indices.count)],
        option: .reading("Take each value for a class with", [.use(column: name, .category)]))
    }
    if values.names.count > ClassLabels.maximumCount {
      return Finding(
        .quantityTarget, severity: .error, columns: [name],
        message:
          "The target \"\(name)\" holds \(values.names.count.grouped) different values, but there may be at most "
          + "\(ClassLabels.maximumCount.grouped) classes.",
        evidence: ["values": .integer(values.names.count), "rows": .integer(values.indices.count)])
    }
    guard values.names.count < 2 else { return nil }
    return Finding(
      .constant, severity: .error, columns: [name], classes: values.names,
      message: values.names.isEmpty
        ? "The target \"\(name)\" has no values."
        : "Every row is of the class \"\(values.names[0])\", but a classifier needs rows of at least two classes.",
      evidence: ["classes": .integer(values.names.count), "rows": .integer(values.indices.count)])
  }

  /// Rows without a target.
  static func missing(in read: TargetValues, target: String, options: ClassifierOptions) -> [Finding] {
    let indices = read.values.indices
    let rows = indices.indices.lazy.filter { indices[$0] == ClassLabels.missing }
    let count = rows.count
    guard count > 0, count < indices.count else { return [] }
    let isDropped = options.missingTarget == .drop
    return [
      Finding(
        .missingTarget, severity: isDropped ? .info : .error, columns: [target], rows: Array(rows.prefix(5)),
        message: "The target \"\(target)\" is missing in \(count.counted("row")) of \(indices.count.grouped)"
          + (isDropped ? ", which are left out." : "."),
        evidence: ["missing": .integer(count), "of": .integer(indices.count)],
        option: isDropped ? nil : .dropMissingTargets)
    ]
  }

  /// Classes with few rows, of all or compared with others.
  static func sizes(of names: [String], _ counts: [Int], options: ClassifierOptions) -> [Finding] {
    guard names.count >= 2 else { return [] }
    let few = counts.indices.filter { counts[$0] < fewestRows }
    let singles = options.rareClass == .refuse ? few.filter { counts[$0] == 1 } : []
    var findings: [Finding] = []
    if !singles.isEmpty {
      findings.append(
        Finding(
          .fewRows, severity: .error, classes: singles.map { names[$0] },
          message:
            "Only one row is of \(DataError.list(singles.map { names[$0] })), so it cannot be trained on and "
            + "measured.", evidence: ["rows": .array(singles.map { .integer(counts[$0]) })],
          option: .dropRareClasses))
    }
    let others = few.filter { !singles.contains($0) }
    if !others.isEmpty {
      let listed = others.prefix(10).map { "\"\(names[$0])\" (\(counts[$0]))" }.joined(separator: ", ")
      let more = others.count > 10 ? " and \((others.count - 10).grouped) more" : ""
      findings.append(
        Finding(
          .fewRows, classes: others.map { names[$0] },
          message: "Fewer than \(fewestRows) rows are of \(listed)\(more), too few to learn or measure much.",
          evidence: ["rows": .array(others.map { .integer(counts[$0]) })]))
    }
    return findings + Finding.imbalance(names, counts: counts)
  }
}
