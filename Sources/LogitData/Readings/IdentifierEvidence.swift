/// Whether values name rows rather than measure something.
enum IdentifierEvidence {
  /// Columns are only believed to number or name the rows of tables with at least this many.
  static let leastRowCount = 20
  /// The share of values that are different in a column whose name says that it is one of names.
  private static let leastDistinctShare = 0.9

  /// Words that say so at the beginning or the end of a column's name.
  private static let words: Set<String> = [
    "id", "ids", "uid", "guid", "uuid", "identifier", "key", "pk", "rowid", "rownum", "rowname",
    "rownames", "nr", "no", "number", "serial", "code", "ref", "reference", "ssn", "isbn", "ean", "iban",
    "account", "passport", "phone", "email", "mail", "url", "hash", "token", "sim", "imei", "vin",
  ]

  /// Whether the name of a column says that it names rows: `id`, `customer_id`, `CustomerID`, `Order No.`.
  static func isSaid(by name: String) -> Bool {
    let parts = parts(of: name)
    guard let first = parts.first, let last = parts.last else { return name.isEmpty }
    // An index among other words is rather a measure, such as that of prices.
    return words.contains(last) || first == "id" || first == "unnamed"
      || parts.count == 1 && ["index", "idx", "row"].contains(first)
  }

  /// The words of a name, in lower case.
  private static func parts(of name: String) -> [String] {
    var (parts, part): ([String], String) = ([], "")
    var isAfterLower = false
    for character in name {
      guard character.isLetter else {
        if !part.isEmpty { parts.append(part.lowercased()) }
        (part, isAfterLower) = ("", false)
        continue
      }
      if character.isUppercase && isAfterLower {
        parts.append(part.lowercased())
        part = ""
      }
      part.append(character)
      isAfterLower = character.isLowercase
    }
    return part.isEmpty ? parts : parts + [part.lowercased()]
  }

  /// Why whole numbers name rows; `nil` if they may be measurements.
  ///
  /// Numbers drawn at random from a range of R come twice in about n²/2R pairs of n rows. If that is several,
  /// and none does, they were given out, as row numbers are, also those of a part of a table.
  ///
  /// - Parameter column: A column of whole numbers.
  static func reason(_ column: Column) -> String? {
    let count = column.count - column.missingCount
    guard count >= leastRowCount, let (least, greatest) = column.wholeRange else { return nil }
    let range = Double(greatest) - Double(least) + 1
    let pairs = Double(count) * Double(count - 1) / 2 / range
    if column.missingCount == 0 && pairs >= 3 {
      let profile = DistinctWholeNumbers(column, mostRepeats: 0)
      // Every k-th number is the step of a grid, such as minutes in seconds.
      if profile.isComplete && profile.divisor == 1 && (pairs >= 6 || profile.isSorted) {
        return "its whole numbers from \(least) to \(greatest) are all different, as only numbers of rows are"
      }
    }
    guard isSaid(by: column.name) else { return nil }
    let profile = DistinctWholeNumbers(column, mostRepeats: Int(Double(count) * (1 - leastDistinctShare)))
    guard profile.isComplete else { return nil }
    return reasonOfWholeNumbers
  }

  /// Why texts name rows; `nil` if they may be categories.
  static func reason(name: String, distinctCount: Int, count: Int) -> String? {
    guard count >= leastRowCount else { return nil }
    if distinctCount == count {
      return "it is different in every row, so as a category it tells nothing of others"
    }
    return areSaid(by: name, distinctCount, of: count)
      ? "by its name and its different texts it names rows" : nil
  }

  /// Why whole numbers of more than 64 bits name rows; `nil` if they may be measurements.
  static func reason(name: String, distinctLargeCount: Int, count: Int) -> String? {
    areSaid(by: name, distinctLargeCount, of: count) ? reasonOfWholeNumbers : nil
  }

  /// Whether a column's name says so of its values, and hardly any is there twice.
  private static func areSaid(by name: String, _ distinctCount: Int, of count: Int) -> Bool {
    count >= leastRowCount && isSaid(by: name) && Double(distinctCount) >= leastDistinctShare * Double(count)
  }

  private static let reasonOfWholeNumbers = "by its name and its different whole numbers it names rows"
}

extension Column {
  /// The smallest and the largest of a column's whole numbers.
  fileprivate var wholeRange: (least: Int64, greatest: Int64)? {
    var (least, greatest) = (Int64.max, Int64.min)
    for case .integer(let values) in chunks {
      for value in values where value != ColumnChunk.missingInteger {
        least = min(least, value)
        greatest = max(greatest, value)
      }
    }
    return least <= greatest ? (least, greatest) : nil
  }
}

/// The whole numbers of a column, as far as they are different.
///
/// Of many numbers those of a share of all hashes are looked at in a pass, and those of another in the next,
/// so that the numbers that are remembered at a time are few.
private struct DistinctWholeNumbers {
  /// About so many numbers are remembered at a time, of up to ``mostPasses`` times as many.
  private static let usualCount = 1 << 20
  private static let mostPasses = 64

  /// Whether no more repeat than may.
  private(set) var isComplete = true
  /// Whether they ascend or descend from row to row.
  private(set) var isSorted = true
  /// What all differences are multiples of.
  private(set) var divisor: UInt64 = 0
  private var repeats = 0

  /// Reads numbers until too many repeat.
  init(_ column: Column, mostRepeats: Int) {
    let passCount = UInt64(min(max(column.count / Self.usualCount, 1), Self.mostPasses))
    for pass in 0..<passCount {
      look(column, at: pass, of: passCount, mostRepeats: mostRepeats)
      // Of numbers that ascend or descend none is there twice.
      if !isComplete || isSorted { return }
    }
  }

  private mutating func look(_ column: Column, at pass: UInt64, of passCount: UInt64, mostRepeats: Int) {
    var seen: Set<Int64> = []
    var (last, isAscending, isDescending): (Int64?, Bool, Bool) = (nil, true, true)
    for case .integer(let values) in column.chunks {
      for value in values where value != ColumnChunk.missingInteger {
        if passCount == 1 || Self.hash(value) % passCount == pass, !seen.insert(value).inserted {
          repeats += 1
          if repeats > mostRepeats {
            isComplete = false
            return
          }
        }
        guard pass == 0 else { continue }
        if let last {
          if value <= last { isAscending = false }
          if value >= last { isDescending = false }
          let step = value.subtractingReportingOverflow(last).partialValue.magnitude
          divisor = Self.greatestCommonDivisor(divisor, step)
        }
        last = value
      }
    }
    if pass == 0 { isSorted = isAscending || isDescending }
  }

  /// Spreads numbers evenly, whatever they are multiples of: the upper bits of a product with 2⁶⁴ divided by the
  /// golden ratio.
  private static func hash(_ value: Int64) -> UInt64 {
    (UInt64(bitPattern: value) &* 0x9E37_79B9_7F4A_7C15) >> 40
  }

  private static func greatestCommonDivisor(_ a: UInt64, _ b: UInt64) -> UInt64 {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }
}
