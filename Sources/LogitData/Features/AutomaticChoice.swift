import Logit

/// What is done with a column unless the caller chooses.
public struct AutomaticChoice: Sendable {
  /// Up to this many different texts, each is a category.
  public static let mostCategories = 64
  /// In columns with more different texts, those in at least this many rows are categories.
  public static let leastRowsOfCategory = 10

  /// What makes the features; `nil` if the column is left out.
  public private(set) var transform: (any FeatureTransform)?
  /// Why.
  public private(set) var reason: String
  /// What it is left out for; `nil` if it is used.
  private(set) var cause: ColumnDecision.Cause?
  /// Whether it is left out because its whole numbers number the rows.
  var numbersRows = false
  /// What is worth knowing about the choice.
  private(set) var findings: [Finding] = []

  static let excluded = AutomaticChoice(leftOut: "excluded as asked for", .request)

  private init(_ transform: any FeatureTransform, _ reason: String) {
    self.transform = transform
    self.reason = reason
  }

  private init(leftOut reason: String, _ cause: ColumnDecision.Cause) {
    (self.reason, self.cause) = (reason, cause)
  }

  static func number(_ column: String, reason: String) throws -> AutomaticChoice {
    AutomaticChoice(try .floatNormalized(column), reason)
  }

  /// Chooses by what a column holds.
  ///
  /// - Parameters:
  ///   - column: All its rows count.
  ///   - categoryLimit: The most categories; ``ColumnOptions/usualCategoryLimit`` by default.
  /// - Throws: As the transforms do for options out of their range, which none is that is chosen here.
  public init(for column: Column, categoryLimit: Int = ColumnOptions.usualCategoryLimit) throws {
    try self.init(ColumnPlan(column), categoryLimit: categoryLimit)
  }

  /// Chooses by what a column holds, and by what it was asked to be used as.
  init(_ plan: ColumnPlan, categoryLimit: Int, hashBinCount: Int = ColumnOptions.usualHashBinCount) throws {
    let column = plan.column
    let missingCount = column.missingCount
    let count = column.count - missingCount
    guard count > 0 else {
      self.init(leftOut: "it has no values", .empty)
      return
    }
    switch (plan.use, column.kind) {
    case (.number?, .integer), (.number?, .numeric):
      self.init(try .floatNormalized(column.name), "numbers, as asked for")
    case (.text?, _):
      self.init(try .textHashed(column.name, binCount: hashBinCount), "texts, as asked for")
    case (.category?, _):
      try self.init(
        categories: plan.texts?.texts.count ?? 0, of: column.name, "categories, as asked for", categoryLimit)
    case (_, .boolean): try self.init(boolean: column, missingCount: missingCount)
    case (_, .integer), (_, .numeric):
      try self.init(number: column, count: count, missingCount: missingCount)
    case (_, .string):
      try self.init(
        texts: plan, count: count, missingCount: missingCount, categoryLimit: categoryLimit,
        hashBinCount: hashBinCount)
    }
    if let diagnosis = plan.diagnosis, diagnosis.isRead, !diagnosis.isOpen, transform != nil {
      reason = "texts that are \(diagnosis.readsAs)"
    }
  }
}

// MARK: - By kind

extension AutomaticChoice {
  private init(boolean column: Column, missingCount: Int) throws {
    let values = NumberProfile(column)
    if values.isConstant && missingCount == 0 {
      self.init(leftOut: "it is \(values.least == 0 ? "false" : "true") in every row", .constant)
    } else if values.isConstant {
      self.init(
        try .floatRescaled(column.name, missing: .constant(1 - values.least)),
        "only whether it is missing tells rows apart")
    } else {
      self.init(try .boolean(column.name), "true is 1, false is 0")
    }
  }

  private init(number column: Column, count: Int, missingCount: Int) throws {
    let values = NumberProfile(column)
    guard values.finiteCount > 0 else {
      self.init(leftOut: "it has no finite values", .empty)
      return
    }
    if values.isConstant && missingCount == 0 {
      self.init(leftOut: "it is \(values.leastText) in every row", .constant)
    } else if column.kind == .integer && missingCount == 0 && values.isConsecutive
      && count >= IdentifierEvidence.leastRowCount
    {
      self.init(
        leftOut: "it numbers the rows from \(values.leastText) to \(values.greatestText)",
        .identifier)
      numbersRows = true
    } else if column.kind == .integer, let reason = IdentifierEvidence.reason(column) {
      self.init(leftOut: reason, .identifier)
      numbersRows = true
    } else {
      self.init(try .floatNormalized(column.name), column.kind == .integer ? "whole numbers" : "numbers")
    }
  }

  private init(
    texts plan: ColumnPlan, count: Int, missingCount: Int, categoryLimit: Int, hashBinCount: Int
  ) throws {
    let column = plan.column
    let texts = plan.texts ?? DistinctTexts(column)
    let used = texts.texts.count
    if used > 1, column.largeWholeNumbers != nil {
      if let reason = IdentifierEvidence.reason(name: column.name, distinctLargeCount: used, count: count) {
        self.init(leftOut: reason, .identifier)
        numbersRows = true
      } else {
        self.init(try .floatNormalized(column.name), "whole numbers of more than 64 bits")
      }
      return
    }
    // What most texts are, although the column is not read so: then it measures, and does not name rows.
    let unread = plan.diagnosis.flatMap { $0.isRead || !$0.isOfMost ? nil : $0 }
    if used == 1 && missingCount == 0 {
      self.init(leftOut: "it is \"\(texts.texts[0])\" in every row", .constant)
    } else if case .date? = plan.reading {
      // Of dates that were not asked for, the diagnosis tells how they are written.
      let haveTimes = texts.texts.contains { DateParts($0)?.hasTime ?? false }
      self.init(try .dateParts(column.name, includesTime: haveTimes), "dates, as asked for")
    } else if 2 * used > count && TextLengths(texts.texts).areLong {
      self.init(
        try .textHashed(column.name, binCount: hashBinCount), "long texts that are mostly different")
    } else if unread == nil,
      let reason = IdentifierEvidence.reason(name: column.name, distinctCount: used, count: count)
    {
      self.init(leftOut: reason, .identifier)
    } else if used <= Self.mostCategories && (used < count || count < IdentifierEvidence.leastRowCount) {
      try self.init(categories: used, of: column.name, "\(used) different texts", categoryLimit)
    } else {
      try self.init(manyTexts: texts, unread: unread, of: column.name, categoryLimit: categoryLimit)
    }
  }

  /// So many categories: all, or the most frequent if there are more than a limit.
  private init(categories used: Int, of column: String, _ reason: String, _ limit: Int) throws {
    let isAll = used <= limit
    let feature = try CategoryFeature(
      column, isInteger: false, maxTokens: isAll ? nil : limit + 1, unknown: isAll ? .ignore : .ownCategory)
    self.init(feature, reason)
    if !isAll { noteTruncation(of: column, "\(used.grouped) categories", used, limit) }
  }

  /// More texts than are categories without further ado: only the frequent ones are.
  private init(
    manyTexts texts: DistinctTexts, unread: ColumnDiagnosis?, of column: String, categoryLimit: Int
  ) throws {
    let (used, least) = (texts.texts.count, Self.leastRowsOfCategory)
    let frequent = texts.counts.count { $0 >= least }
    guard frequent > 0 else {
      self.init(
        leftOut: unread?.reason ?? "it has \(used) different texts, each in fewer than \(least) rows",
        unread == nil ? .rareTexts : .unread)
      return
    }
    self.init(
      try CategoryFeature(column, isInteger: false, maxTokens: categoryLimit + 1, leastRowCount: least),
      "\(used) different texts, \(frequent) of them in \(least) rows or more")
    if frequent > categoryLimit {
      noteTruncation(
        of: column, "\(frequent.grouped) categories in \(least) rows or more each", frequent, categoryLimit)
    }
  }

  /// Notes that only the most frequent categories are used.
  private mutating func noteTruncation(
    of column: String, _ categories: String, _ count: Int, _ limit: Int
  ) {
    let used = limit == 1 ? "the most frequent is" : "the \(limit.grouped) most frequent are"
    findings.append(
      Finding(
        .truncatedCategories, columns: [column],
        message: "Column \"\(column)\" has \(categories), of which \(used) used.",
        evidence: ["categories": .integer(count), "used": .integer(limit)],
        option: .reading("Use all with", [.categoryLimit(count)])))
  }
}

/// What the numbers of a column are like; read until it is clear that they are neither all the same nor
/// consecutive.
private struct NumberProfile {
  private static let blockLength = 1024

  private(set) var least = Double.infinity
  private(set) var greatest = -Double.infinity
  private(set) var finiteCount = 0
  /// Whether each number is one more than the one before, or each one less.
  private(set) var isConsecutive = true
  private var step = 0.0
  private var last = Double.nan
  /// The first of whole numbers, from which the others are counted, so that none of their digits is lost.
  private var origin: Int64?

  /// The least number as text.
  var leastText: String { text(least) }
  /// The greatest number as text.
  var greatestText: String { text(greatest) }

  private func text(_ number: Double) -> String {
    guard let origin, let difference = Int64(exactly: number) else { return number.shortText }
    return "\(origin &+ difference)"
  }

  var isConstant: Bool { finiteCount > 0 && least == greatest }

  init(_ column: Column) {
    for chunk in column.chunks {
      for start in stride(from: 0, to: chunk.count, by: Self.blockLength) {
        let rows = start..<min(start + Self.blockLength, chunk.count)
        if case .integer(let values) = chunk {
          for row in rows where values[row] != ColumnChunk.missingInteger { note(values[row]) }
        } else {
          chunk.forEachNumber(rows) { _, number in note(number) }
        }
        // Nothing that comes can change what is asked.
        if least < greatest && !isConsecutive { return }
      }
    }
  }

  private mutating func note(_ number: Int64) {
    let first = origin ?? number
    origin = first
    note(number.distance(from: first))
  }

  private mutating func note(_ number: Double) {
    guard number.isFinite else { return }
    finiteCount += 1
    least = min(least, number)
    greatest = max(greatest, number)
    if finiteCount == 2 { step = number - last }
    if finiteCount > 1 && (number - last != step || abs(step) != 1) { isConsecutive = false }
    last = number
  }
}

/// How long the texts of a column are.
private struct TextLengths {
  /// Texts are long from this many characters and words on, on average.
  private static let longLength = 25
  private static let longWordCount = 4

  let areLong: Bool

  init(_ texts: some Sequence<String>) {
    var (count, length, words) = (0, 0, 0)
    for text in texts {
      count += 1
      length += text.utf8.count
      words += text.utf8.count { $0 == UInt8(ascii: " ") } + 1
    }
    areLong = count > 0 && length >= Self.longLength * count && words >= Self.longWordCount * count
  }
}
