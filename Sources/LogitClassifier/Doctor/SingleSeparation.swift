import Logit
import LogitData

/// Classes that a single column divides from all others.
///
/// Exact for each column by itself: a class is divided from the others by a number if its values and theirs
/// do not overlap (complete), or share the bound alone (quasi-complete), and by a category whose rows are all
/// of one class (quasi-complete); see A. Albert and J. A. Anderson, "On the existence of maximum likelihood
/// estimates in logistic regression models", Biometrika 71, 1984. Columns that divide the classes only
/// together are looked for by `ExaminedTable.jointSeparation(_:)`, where no column does by itself.
struct SingleSeparation {
  private let classNames: [String]
  private let rowCount: Int
  private let severity: Finding.Severity
  private let consequence: String
  /// What gives estimates.
  private let option: OptionAdvice
  private var complete: [Finding] = []
  private var touching: [(column: String, classes: [String])] = []
  private var pure: [(column: String, categories: [(category: String, label: Int)])] = []

  init(_ table: ExaminedTable) {
    (classNames, rowCount) = (table.classNames, table.labeledCount)
    severity = table.hasPenalty ? .info : .warning
    option = table.estimable
    consequence =
      table.hasPenalty
      ? "only the penalty keeps coefficients finite, and regression without one has no estimate"
      : "without a penalty there is no finite estimate"
  }

  /// Looks at a column of numbers.
  mutating func add(_ column: String, _ scan: NumberScan) {
    let (divided, shared) = scan.divided
    if !shared.isEmpty { touching.append((column, shared.map { classNames[$0] })) }
    guard let first = divided.first else { return }
    let names = divided.map { classNames[$0] }
    let bound = scan.bound(of: first)
    let what =
      classNames.count == 2
      ? "\"\(column)\" alone separates the classes, at \(bound.middle.shortText)"
      : "\"\(column)\" alone separates \(DataError.list(names)) from all other classes"
    complete.append(
      Finding(
        .separation, severity: severity, columns: [column], classes: names,
        message: "\(what): \(consequence).",
        evidence: [
          "kind": "complete", "rows": .integer(rowCount), "errors": 0, "bound": .finite(bound.middle),
          "margin": .finite(bound.width),
        ], option: option))
  }

  /// Looks at a column of categories.
  mutating func add(_ column: String, _ counts: ClassesOfCategories) {
    let found = counts.pure
    // A column of one category separates nothing.
    guard classNames.count >= 2, counts.categories.count >= 2, !found.isEmpty else { return }
    pure.append((column, found))
  }

  /// What was found: a finding for each column that separates completely, and one for all of a kind
  /// otherwise.
  func findings() -> [Finding] {
    complete + (touching.isEmpty ? [] : [sharedBounds]) + (pure.isEmpty ? [] : [pureCategories])
  }

  private var sharedBounds: Finding {
    let names = touching.map(\.column)
    return Finding(
      .separation, severity: severity, columns: names,
      message:
        "In \(DataError.list(names)) classes share no more than one value with the others, which lie on one side "
        + "of it: \(consequence).",
      evidence: [
        "kind": "quasi",
        "classes": .object(
          touching.prefix(100).map { JSON.Member($0.column, .array($0.classes.map { .string($0) })) }),
      ], option: option)
  }

  private var pureCategories: Finding {
    let shown = pure.prefix(5).map { column, categories in
      let more = categories.count > 3 ? " and \((categories.count - 3).grouped) more" : ""
      return
        "\"\(column)\" (\(categories.prefix(3).map { "\"\($0.category.shortened)\"" }.joined(separator: ", "))\(more))"
    }
    let more = pure.count > 5 ? " and \((pure.count - 5).grouped) more columns" : ""
    let columns = pure.prefix(100).map { column, categories in
      JSON.Member(
        column,
        .object(categories.prefix(20).map { JSON.Member($0.category, .string(classNames[$0.label])) }))
    }
    return Finding(
      .separation, severity: severity, columns: pure.map(\.column),
      message:
        "Categories of \(shown.joined(separator: ", "))\(more) occur in one class only: \(consequence).",
      evidence: [
        "kind": "quasi", "count": .integer(pure.reduce(0) { $0 + $1.categories.count }),
        "categories": .object(columns),
      ], option: option)
  }
}
