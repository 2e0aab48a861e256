/// How often each whole number of a column occurs. Merges exactly.
struct WholeNumberCounts: Sendable, Codable {
  /// The number of missing values and infinities.
  private(set) var missingCount = 0
  /// How often each whole number occurs; empty if they are only checked.
  private(set) var counts: [Int: Int] = [:]
  /// The last number that is not whole.
  private var fraction: Double?
  private let isCounting: Bool
  /// What the column holds; of numbers that may have a fraction, only whole ones are accepted.
  let kind: ColumnKind

  /// The counts of no numbers.
  ///
  /// - Parameters:
  ///   - kind: What the column holds.
  ///   - isCounting: Whether numbers are counted, or only checked for being whole.
  init(kind: ColumnKind, isCounting: Bool) {
    self.kind = kind == .numeric ? .integer : kind
    self.isCounting = isCounting
  }

  mutating func observe(_ rows: ObservedRows) {
    rows.forEachWholeNumber { value in
      switch value {
      case .number(let whole): if isCounting { counts[whole, default: 0] += 1 }
      case .fraction(let number): fraction = number
      case .missing: missingCount += 1
      }
    }
  }

  mutating func merge(_ following: WholeNumberCounts) {
    missingCount += following.missingCount
    counts.merge(following.counts, uniquingKeysWith: +)
    fraction = following.fraction ?? fraction
  }

  /// Checks that all numbers are whole.
  ///
  /// - Parameter column: The column's name, for the message.
  /// - Throws: ``DataError/wrongKind(column:expected:found:remedy:)`` if one is not.
  func requireWhole(column: String) throws {
    guard let fraction else { return }
    throw DataError.wrongKind(
      column: column, expected: "whole numbers for categories", found: "\(fraction)",
      remedy: "use it as a number, or discretize it")
  }
}
