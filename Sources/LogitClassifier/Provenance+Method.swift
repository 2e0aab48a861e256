import Logit
import LogitData

// How a classifier was trained and measured, as the names and texts in a model file.

extension Provenance.Options.Training {
  /// Adds names and texts, as they are typed.
  func addWords(_ add: (String, String) -> Void) {
    switch self {
    case .optimum(let optimum):
      add("penalty", optimum.penalty.name)
      if let lambda = optimum.penalty.lambda, optimum.penalty != .none { add("lambda", "\(lambda)") }
      if case .elasticNet(_, let ratio) = optimum.penalty { add("l1-ratio", "\(ratio)") }
      if let rule = optimum.lambdaRule { add("lambda-rule", rule.rawValue) }
      add("solver", optimum.solver.rawValue)
      optimum.addColumnWords(add)
    case .steps(let steps):
      add("optimizer", steps.optimizer)
      add("learning-rate", "\(steps.learningRate)")
      add("epochs", "\(steps.epochs)")
      add("batch-size", "\(steps.batchSize)")
      if let l2 = steps.l2 { add("l2", "\(l2)") }
      if steps.keepsLearningRate { add("learning-rate-decay", "none") }
    }
  }

  /// Reads what ``addWords(_:)`` adds.
  ///
  /// - Throws: `LogitError.invalidConfiguration(object:reason:)`.
  init(_ fields: inout JSONFields) throws {
    guard let penalty = try fields.optionalString("penalty") else {
      self = .steps(try Provenance.Options.Steps(&fields))
      return
    }
    let lambda = try fields.optionalWord("lambda", "a number as text, at least 0") {
      Double($0).flatMap { $0 >= 0 && $0.isFinite ? $0 : nil }
    }
    let ratio = try fields.optionalWord("l1-ratio", "a share as text") {
      Double($0).flatMap { (0...1).contains($0) ? $0 : nil }
    }
    let rule = try fields.optionalWord("lambda-rule", "min or 1se") {
      OptimumOptions.LambdaRule(rawValue: $0)
    }
    let solver = try fields.word("solver", "the name of a solver") { LogisticRegression.Solver(rawValue: $0) }
    let known: LogisticRegression.Penalty
    switch (penalty, lambda, ratio) {
    case ("none", nil, nil): known = .none
    case ("ridge", let lambda?, nil): known = .ridge(lambda)
    case ("lasso", let lambda?, nil): known = .lasso(lambda)
    case ("elastic-net", let lambda?, let ratio?): known = .elasticNet(lambda, l1Ratio: ratio)
    default:
      throw fields.wrong(
        "penalty", expected: "none, or ridge, lasso or elastic-net with its numbers", found: .string(penalty))
    }
    var optimum = OptimumOptions(penalty: known, solver: solver, lambdaRule: rule)
    try optimum.takeColumnWords(&fields)
    self = .optimum(optimum)
  }
}

extension OptimumOptions {
  /// Adds what says how columns are coded, scaled and penalized.
  fileprivate func addColumnWords(_ add: (String, String) -> Void) {
    if let like { add("like", like.rawValue) }
    if let standardizes { add("standardize", standardizes ? "yes" : "no") }
    func list(_ pairs: [String]) -> String { pairs.map(\.quotedInList).joined(separator: ",") }
    if !penaltyFactors.isEmpty {
      add("penalty-factor", list(penaltyFactors.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }))
    }
    if !bounds.isEmpty {
      let pairs = bounds.sorted { $0.key < $1.key }
      add("bounds", list(pairs.map { "\($0.key)=\($0.value.lowerBound):\($0.value.upperBound)" }))
    }
  }

  /// Reads what ``addColumnWords(_:)`` adds.
  fileprivate mutating func takeColumnWords(_ fields: inout JSONFields) throws {
    like = try fields.optionalWord("like", "the name of a program") { ReferenceTool(rawValue: $0) }
    standardizes = try fields.optionalWord("standardize", "yes or no") {
      $0 == "yes" ? true : $0 == "no" ? false : nil
    }
    penaltyFactors =
      try fields.optionalWord("penalty-factor", "columns with their factors") { text in
        Self.pairs(text) { Double($0).flatMap { $0 >= 0 ? $0 : nil } }
      } ?? [:]
    bounds =
      try fields.optionalWord("bounds", "columns with their ranges") { text in
        Self.pairs(text) { range in
          let ends = range.split(separator: ":").compactMap { Double($0) }
          guard ends.count == 2, ends[0] <= 0, ends[1] >= 0 else { return nil }
          return ends[0]...ends[1]
        }
      } ?? [:]
  }

  private static func pairs<Value>(_ text: String, _ read: (Substring) -> Value?) -> [String: Value]? {
    guard let items = text.splitList() else { return nil }
    var result: [String: Value] = [:]
    for item in items {
      guard let mark = item.lastIndex(of: "="), let value = read(item[item.index(after: mark)...]) else {
        return nil
      }
      result[String(item[..<mark])] = value
    }
    return result
  }
}

extension Provenance.Options.Steps {
  fileprivate init(_ fields: inout JSONFields) throws {
    optimizer = try fields.word("optimizer", "a text") { $0 }
    learningRate = try fields.word("learning-rate", "a number as text") { Double($0) }
    epochs = try fields.word("epochs", "a whole number as text") { Int($0) }
    batchSize = try fields.word("batch-size", "a whole number as text") { Int($0) }
    l2 = try fields.optionalWord("l2", "a number as text") { Double($0) }
    keepsLearningRate =
      try fields.optionalWord("learning-rate-decay", "none") { $0 == "none" ? true : nil } ?? false
  }
}

extension Measuring {
  /// Adds names and texts, as they are typed.
  func addWords(_ add: (String, String) -> Void) {
    switch self {
    case .holdout(let share): add("validation", "\(share)")
    case .crossValidation(.stratified(let count)): add("folds", "\(count)")
    case .crossValidation(.groups(let count, let column)):
      add("folds", "\(count)")
      add("group", column)
    case .crossValidation(.times(let count, let column, let dateOrder)):
      add("folds", "\(count)")
      add("time", column)
      if let dateOrder { add("date-order", dateOrder.rawValue) }
    case .crossValidation(.column(let column)): add("fold-column", column)
    }
  }

  /// Reads what ``addWords(_:)`` adds.
  ///
  /// - Throws: `LogitError.invalidConfiguration(object:reason:)`.
  init(_ fields: inout JSONFields) throws {
    if let column = try fields.optionalString("fold-column") {
      self = .crossValidation(.column(column))
      return
    }
    let count = try fields.optionalWord("folds", "a number of folds as text") {
      Int($0).flatMap { (1...Int(Int32.max)).contains($0) ? $0 : nil }
    }
    guard let count else {
      self = .holdout(
        try fields.word("validation", "a share below 1 as text") {
          Double($0).flatMap { (0..<1).contains($0) ? $0 : nil }
        })
      return
    }
    let dateOrder = try fields.optionalWord("date-order", "dmy, mdy or ymd") { DateOrder(rawValue: $0) }
    if let column = try fields.optionalString("group") {
      self = .crossValidation(.groups(count, column: column))
    } else if let column = try fields.optionalString("time") {
      self = .crossValidation(.times(count, column: column, dateOrder: dateOrder))
    } else {
      self = .crossValidation(.stratified(count))
    }
  }
}

extension JSONFields {
  /// A value that a text stands for.
  mutating func word<Value>(_ name: String, _ expected: String, _ read: (String) -> Value?) throws -> Value {
    guard let found = value(name) else { throw wrong(name, expected: expected, found: .null) }
    guard case .string(let text) = found, let value = read(text) else {
      throw wrong(name, expected: expected, found: found)
    }
    return value
  }

  /// A value that a text stands for; `nil` if there is none.
  mutating func optionalWord<Value>(
    _ name: String, _ expected: String, _ read: (String) -> Value?
  ) throws -> Value? {
    guard value(name) != nil else { return nil }
    return try word(name, expected, read)
  }
}
