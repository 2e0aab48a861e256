import Logit
import LogitData
import LogitStatistics

/// The outcome of a regression: classes, or successes among trials.
struct RegressionTarget {
  /// The classes, in the order of the model's outputs; of counts, failure and success.
  let classes: ClassLabels
  /// The number of the class that others are compared with.
  let base: Int
  /// What the rows have.
  let values: Values
  /// What was decided about the outcome, in sentences.
  let notes: [String]
  /// What whoever reads the numbers should know about it.
  let findings: [Finding]

  enum Values {
    /// The number of each row's class.
    case classes([Int32])
    /// Of each row.
    case counts(successes: [Double], trials: [Double])
  }

  /// What the statistics take.
  var outcome: RegressionOutcome {
    switch values {
    case .classes(let indices): .classes(indices, names: classes.names, base: base)
    case .counts(let successes, let trials):
      .counts(successes: successes, trials: trials, names: classes.names)
    }
  }

  /// The number of trials of each row; `nil` unless outcomes are counted.
  var trials: [Double]? { if case .counts(_, let trials) = values { trials } else { nil } }

  /// The number of observations of each class, as the weights have it.
  func classCounts(weights: [Double]?) -> [Double] {
    switch values {
    case .classes(let indices):
      var counts = [Double](repeating: 0, count: classes.count)
      for (row, label) in indices.enumerated() { counts[Int(label)] += weights?[row] ?? 1 }
      return counts
    case .counts(let successes, let trials):
      let all = zip(successes, trials).enumerated().map { row, pair in
        (pair.0 * (weights?[row] ?? 1), pair.1 * (weights?[row] ?? 1))
      }
      let success = all.reduce(0) { $0 + $1.0 }
      return [all.reduce(0) { $0 + $1.1 } - success, success]
    }
  }
}

// MARK: - Classes

extension RegressionTarget {
  /// Reads classes.
  ///
  /// - Parameters:
  ///   - column: The outcome in the complete rows.
  ///   - dropped: How many other rows there are.
  /// - Throws: As `ClassLabels.learn`, and for a class that is not there, or that a model does not know.
  init(classes column: Column, dropped: Int, _ options: TableRegressionOptions) throws {
    var (labels, indices): (ClassLabels, [Int32])
    do {
      (labels, indices) = try Self.labeled(column, options)
    } catch DataError.unusableTarget(let name, let reason, let remedy) where dropped > 0 {
      throw DataError.unusableTarget(
        column: name, reason: "\(reason) among the \(column.count.counted("complete row"))", remedy: remedy)
    }
    labels = try labels.makingPositive(options.positiveClass, &indices)
    if let name = options.baseClass {
      guard labels.count > 2 else {
        throw LogitError.invalidOption(
          name: "base class", value: "\"\(name)\"",
          expected: "left out for two classes, of which the positive one is compared with the other")
      }
      guard let index = labels.names.placeOfClass(name) else {
        throw DataError.unknownClassName(
          name, purpose: "to compare with", nearest: name.nearest(among: labels.names), known: labels.names)
      }
      base = index
    } else {
      base = 0
    }
    (classes, values, notes) = (labels, .classes(indices), [])
    findings = options.knownClasses == nil ? Finding.target(column, reading: labels.reading) : []
  }

  /// The classes and the number of each row's: those that are known, or as they are found.
  private static func labeled(
    _ column: Column, _ options: TableRegressionOptions
  ) throws -> (ClassLabels, [Int32]) {
    if let known = options.knownClasses { return (known, try known.indices(of: column)) }
    try requireNoProportions(column, options)
    return try ClassLabels.learn(column, options: options.columns, rareClass: .keep)
  }

  /// Names numbers that are proportions without their trials, which are no classes.
  private static func requireNoProportions(_ column: Column, _ options: TableRegressionOptions) throws {
    guard column.kind == .numeric, options.columns.uses[column.name] == nil else { return }
    let numbers = try column.numbers()
    guard numbers.allSatisfy({ (0...1).contains($0) }), numbers.contains(where: { $0 > 0 && $0 < 1 }) else {
      return
    }
    throw DataError.proportionTarget(column: column.name)
  }
}

// MARK: - Counts

extension RegressionTarget {
  /// The classes of counts that have no names.
  private static let outcomes = ["failure", "success"]

  /// Takes numbers of successes and of failures, as `cbind(successes, failures)` has them.
  init(successes: RegressionNumbers, failures: RegressionNumbers, _ options: TableRegressionOptions) throws {
    try Self.requireNoClasses(options)
    let values = zip(successes.values, failures.values)
    self.values = .counts(successes: successes.values, trials: values.map { $0 + $1 })
    classes = try ClassLabels(kind: .string, names: [failures.name, successes.name])
    (base, notes) = (0, [])
    findings = [successes, failures].compactMap { Self.fractions($0, $0.values) }
  }

  /// Takes numbers of successes, or proportions, and the trials of each.
  ///
  /// - Throws: `DataError.unreadableValue` for more successes than trials.
  init(column: RegressionNumbers, trials: RegressionNumbers, _ options: TableRegressionOptions) throws {
    try Self.requireNoClasses(options)
    let numbers = column.values
    let areCounts = numbers.contains { $0 > 1 } || numbers.allSatisfy { $0 == $0.rounded() }
    if areCounts, let row = numbers.indices.first(where: { numbers[$0] > trials.values[$0] }) {
      throw column.error(
        row, expected: "a count of at most the \(trials.values[row].shortText) trials in \"\(trials.name)\"")
    }
    let successes = areCounts ? numbers : zip(numbers, trials.values).map { $0 * $1 }
    values = .counts(successes: successes, trials: trials.values)
    findings = [Self.fractions(column, successes), Self.fractions(trials, trials.values)].compactMap { $0 }
    classes = try ClassLabels(kind: .string, names: Self.outcomes)
    base = 0
    notes = [
      areCounts
        ? "\"\(column.name)\" holds counts of successes among the trials of \"\(trials.name)\"."
        : "\"\(column.name)\" holds proportions of the trials of \"\(trials.name)\"."
    ]
  }

  /// How far a count may be from a whole number, as in R: proportions are written with few digits.
  private static let countTolerance = 1e-3

  /// Names counts that are no whole numbers, of which there is no likelihood.
  ///
  /// - Parameter counts: What the column's values mean.
  private static func fractions(_ column: RegressionNumbers, _ counts: [Double]) -> Finding? {
    let rows = counts.indices.filter { abs(counts[$0] - counts[$0].rounded()) > countTolerance }
    guard let first = rows.first else { return nil }
    let (value, count) = (column.values[first].shortText, counts[first].text(digits: 5))
    return Finding(
      .quantityTarget, severity: .warning, columns: [column.name],
      message:
        "\"\(column.name)\" has \(rows.count.counted("row")) without a whole count, the first row "
        + "\(column.place(first) + 1) (\(value)\(counts[first] == column.values[first] ? "" : ", a count of \(count)")); errors and tests "
        + "suppose whole counts.",
      evidence: ["rows": .integer(rows.count), "row": .integer(column.place(first) + 1)])
  }

  private static func requireNoClasses(_ options: TableRegressionOptions) throws {
    for (name, value) in [("positive class", options.positiveClass), ("base class", options.baseClass)] {
      guard let value else { continue }
      throw LogitError.invalidOption(
        name: name, value: "\"\(value)\"", expected: "left out, since the outcome is counted in successes")
    }
  }
}
