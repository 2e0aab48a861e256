import Logit
import LogitFiles

/// How often each category of a column occurs.
struct CategoryCounts {
  enum Storage {
    case text(TokenCounts<String>)
    case integer(TokenCounts<Int>)
  }

  /// What the categories are.
  let kind: ColumnKind
  private(set) var storage: Storage
  let missingCount: Int

  /// Takes the counts that were gathered from a column.
  ///
  /// - Throws: ``DataError/wrongKind(column:expected:found:remedy:)`` for numbers that are not whole.
  init(_ sums: CodedSums, column: String) throws {
    switch sums.storage {
    case .texts(let counts):
      kind = .string
      missingCount = counts.missingCount
      storage = .text(counts.counts)
    case .wholeNumbers(let numbers):
      try numbers.requireWhole(column: column)
      kind = numbers.kind
      missingCount = numbers.missingCount
      var counts = TokenCounts<Int>()
      for (number, count) in numbers.counts.sorted(by: { $0.key < $1.key }) { counts.add(number, count) }
      storage = .integer(counts)
    case .numbers, .nothing: programmingError("sums of another feature")
    }
  }

  /// The categories that are texts.
  var texts: [String] {
    if case .text(let counts) = storage { counts.entries.map(\.token) } else { [] }
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
