import Logit
public import LogitData
public import LogitStatistics

extension Provenance.Options {
  /// What a regression without a penalty was asked for, enough to fit it again to other rows.
  public struct Regression: Sendable, Equatable {
    /// What explains what.
    public var formula: String
    /// The category that others are compared with, by column.
    public var references: [String: String] = [:]
    /// The class that others are compared with; `nil` for the first.
    public var baseClass: String?
    /// The column of prior weights.
    public var weights: String?
    /// The column of frequency weights.
    public var frequencyWeights: String?
    /// The column of offsets.
    public var offset: String?
    /// The column of trials.
    public var trials: String?
    /// How numbers were written in the columns. Features remember it of each of theirs; what weighs or
    /// divides the rows is none.
    public var numbers = NumberSpelling()
    /// The column of clusters.
    public var cluster: String?
    /// How robust errors are corrected; `nil` without them.
    public var robust: RegressionOptions.HeteroskedasticityCorrection?
    /// The level of intervals.
    public var level = 0.95
    /// Whether intervals are those of the profile likelihood.
    public var profiles = false
    /// Whether the likelihood is penalized as Firth does.
    public var usesFirthPenalty = false
    /// The number of observations of each class.
    public var classCounts: [Double] = []

    init(formula: String) { self.formula = formula }
  }
}

// MARK: - In a model file

extension Provenance.Options.Regression {
  /// Adds names and texts, as they are typed.
  func addWords(_ add: (String, String) -> Void) {
    add("formula", formula)
    if !references.isEmpty {
      let pairs = references.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)".quotedInList }
      add("reference", pairs.joined(separator: ","))
    }
    for (name, value) in [
      ("base-class", baseClass), ("weights", weights), ("frequency-weights", frequencyWeights),
      ("offset", offset), ("trials", trials), ("cluster", cluster), ("robust", robust?.rawValue),
    ] {
      if let value { add(name, value) }
    }
    addNumbers(add)
    if level != 0.95 { add("level", level.shortText) }
    if profiles { add("profile", "yes") }
    if usesFirthPenalty { add("firth", "yes") }
    add("class-counts", classCounts.map(\.shortText).joined(separator: ","))
  }

  /// Reads what ``addWords(_:)`` adds; `nil` if there is no formula.
  ///
  /// - Throws: `LogitError.invalidConfiguration(object:reason:)`.
  init?(_ fields: inout JSONFields) throws {
    guard let formula = try fields.optionalString("formula") else { return nil }
    self.init(formula: formula)
    references =
      try fields.optionalWord("reference", "columns with their references") { text in
        var found: [String: String] = [:]
        for item in text.splitList() ?? [] {
          guard let mark = item.firstIndex(of: "=") else { return nil }
          found[String(item[..<mark])] = String(item[item.index(after: mark)...])
        }
        return found
      } ?? [:]
    baseClass = try fields.optionalString("base-class")
    weights = try fields.optionalString("weights")
    frequencyWeights = try fields.optionalString("frequency-weights")
    offset = try fields.optionalString("offset")
    trials = try fields.optionalString("trials")
    cluster = try fields.optionalString("cluster")
    robust = try fields.optionalWord("robust", "hc0, hc1, hc2 or hc3") {
      RegressionOptions.HeteroskedasticityCorrection(rawValue: $0)
    }
    numbers = try Self.numbers(&fields)
    level =
      try fields.optionalWord("level", "a number above 0 and below 1 as text") {
        Double($0).flatMap { $0 > 0 && $0 < 1 ? $0 : nil }
      } ?? 0.95
    profiles = try fields.optionalString("profile") == "yes"
    usesFirthPenalty = try fields.optionalString("firth") == "yes"
    classCounts =
      try fields.optionalWord("class-counts", "numbers with commas between") { text in
        let numbers = text.split(separator: ",").map { Double($0) }
        return numbers.contains(nil) ? nil : numbers.compactMap(\.self)
      } ?? []
  }

  private func addNumbers(_ add: (String, String) -> Void) {
    if numbers.usesDecimalComma { add("decimal-comma", "yes") }
    if let thousands = numbers.thousands { add("thousands", String(thousands)) }
    if !numbers.stripped.isEmpty {
      add("strip", numbers.stripped.map(\.quotedInList).joined(separator: ","))
    }
    if let rule = numbers.belowLimit { add("below-limit", rule.rawValue) }
  }

  private static func numbers(_ fields: inout JSONFields) throws -> NumberSpelling {
    try NumberSpelling(
      usesDecimalComma: fields.optionalString("decimal-comma") == "yes",
      thousands: fields.optionalWord("thousands", "one character") { $0.count == 1 ? $0.first : nil },
      stripped: fields.optionalWord("strip", "texts with commas between") { $0.splitList() } ?? [],
      belowLimit: fields.optionalWord("below-limit", "missing, limit or half") { BelowLimit(rawValue: $0) }
    ).validated()
  }
}
