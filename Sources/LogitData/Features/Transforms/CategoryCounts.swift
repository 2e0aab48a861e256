import Logit

/// How often each category of a column occurs.
struct CategoryCounts {
  enum Storage {
    case text(TokenCounts<String>)
    case integer(TokenCounts<Int>)
  }

  private(set) var storage: Storage
  private(set) var missingCount = 0

  /// Counts the chosen rows of a column.
  ///
  /// - Throws: ``DataError/wrongKind(column:expected:found:remedy:)`` for numbers that are not whole.
  init(_ column: Column, rows: RowSelection, requiringInteger: Bool = false) throws {
    if requiringInteger {
      try column.require(
        [.integer, .boolean, .numeric], for: "categories that are whole numbers", remedy: "use texts as texts"
      )
    }
    if column.kind == .string {
      var counts = TokenCounts<String>()
      let codeCounts = column.codeCounts(in: rows)
      for (text, count) in zip(column.dictionary, codeCounts) where count > 0 { counts.add(text, count) }
      missingCount = codeCounts.last ?? 0
      storage = .text(counts)
      return
    }
    var occurrences: [Int: Int] = [:]
    var missingCount = 0
    var fraction: Double?
    column.forEachNumber(in: rows) { number in
      if let whole = Int(exactly: number) {
        occurrences[whole, default: 0] += 1
      } else if number.isFinite {
        fraction = number
      } else {
        missingCount += 1
      }
    }
    if let fraction {
      throw DataError.wrongKind(
        column: column.name, expected: "whole numbers for categories", found: "\(fraction)",
        remedy: "use it as a number, or discretize it")
    }
    self.missingCount = missingCount
    var counts = TokenCounts<Int>()
    for (number, count) in occurrences.sorted(by: { $0.key < $1.key }) { counts.add(number, count) }
    storage = .integer(counts)
  }

  /// Counts missing values as a category.
  mutating func addMissing(as text: String, column: String) throws {
    guard missingCount > 0 else { return }
    switch storage {
    case .text(var counts):
      counts.add(text, missingCount)
      storage = .text(counts)
    case .integer(var counts):
      guard let number = Int(text) else {
        throw LogitError.invalidOption(
          name: "missing values of \(column)", value: "\"\(text)\"", expected: "a whole number")
      }
      counts.add(number, missingCount)
      storage = .integer(counts)
    }
  }

  /// Forgets categories with fewer rows.
  mutating func drop(rarerThan least: Int) {
    guard least > 1 else { return }
    switch storage {
    case .text(let counts): storage = .text(counts.filtered { $0 >= least })
    case .integer(let counts): storage = .integer(counts.filtered { $0 >= least })
    }
  }

  /// The most frequent category; of several, the first.
  var mostFrequent: String? {
    switch storage {
    case .text(let counts): counts.mostFrequent
    case .integer(let counts): counts.mostFrequent.map { "\($0)" }
    }
  }
}

extension TokenCounts {
  fileprivate func filtered(_ keeps: (Int) -> Bool) -> TokenCounts {
    var kept = TokenCounts()
    for entry in entries where keeps(entry.count) { kept.add(entry.token, entry.count) }
    return kept
  }

  fileprivate var mostFrequent: Token? {
    entries.max { $0.count != $1.count ? $0.count < $1.count : $1.token.precedes($0.token) }?.token
  }
}
