import CLogitData

/// What speaks for a first row that names the columns.
///
/// Names are texts above other values, or differ from all that is below. A year, an infinity, a truth value
/// and one of consecutive whole numbers may be a name, too, where nothing below is of its sort: in
/// `country,2019,2020`, `year,inf,rate` and `id,1,2,3`. Other numbers are names if all that is below, taken
/// together, speaks for it (``favorsNames``).
struct CSVHeaderEvidence {
  /// What a field looks like.
  enum Look: Equatable {
    case missing, text, boolean, infinity
    case year(Int)
    case whole(Int)
    case number

    var isNumberLike: Bool { self != .missing && self != .text }

    var whole: Int? {
      switch self {
      case .year(let number), .whole(let number): number
      default: nil
      }
    }

    /// Whether another value is of the same sort.
    func isLike(_ other: Look) -> Bool {
      switch (self, other) {
      case (.year, .year), (.boolean, .boolean), (.infinity, .infinity): true
      default: false
      }
    }
  }

  private static let years = 1500...2199

  let first: [CSVText.Field]
  let looks: [Look]
  /// The rows below, with as many fields as there are names.
  let below: [[CSVText.Field]]
  let looksBelow: [[Look]]
  /// What stands before the fraction of a number.
  let decimal: UInt8

  /// - Parameters:
  ///   - first: The row that may name the columns.
  ///   - below: The rows below it, each field below its name.
  init(
    _ first: [CSVText.Field], above below: [[CSVText.Field]], words: CSVWords, decimal: UInt8
  ) {
    func look(_ field: CSVText.Field) -> Look { Self.look(field.text, words, decimal) }
    (self.first, self.decimal) = (first, decimal)
    self.below = below.map { Array($0.prefix(first.count)) }
    looks = first.map(look)
    looksBelow = self.below.map { $0.map(look) }
  }

  /// Whether the first row names the columns.
  var isHeader: Bool {
    // `""` says that a column has no name. A value that is missing is rarely quoted.
    if first.allSatisfy({ $0.text.isEmpty && $0.isQuoted }) { return true }
    let names = looks.indices.filter { looks[$0].isNumberLike }
    if names.isEmpty { return looks.contains(.text) && (hasTextAboveOthers || isDistinct) }
    if !looks.contains(.text) { return areYears(names) || isIndexHeader(names) }
    if names.allSatisfy(isAlone) { return true }
    return names.count >= (hasTextAboveOthers ? 2 : 3) && isOnlyRun(names) || favorsNames
  }

  func column(_ index: Int) -> [Look] {
    looksBelow.compactMap { index < $0.count && $0[index] != .missing ? $0[index] : nil }
  }

  /// Whether all names are texts.
  var areTexts: Bool { looks.allSatisfy { $0 == .text } }

  /// Whether no name is missing.
  var namesAll: Bool { !first.contains { $0.text.isEmpty } }

  /// Whether a column has a text in the first row and something else below.
  var hasTextAboveOthers: Bool {
    looks.indices.contains { looks[$0] == .text && column($0).contains { $0 != .text } }
  }

  /// Whether at least two columns, and at least half of them, are of numbers, either without a header or
  /// below texts; three without a header.
  var isMostlyNumbers: Bool {
    let numbers = looks.indices.filter { index in
      let values = column(index)
      return !values.isEmpty && values.allSatisfy { $0.isNumberLike && $0 != .boolean }
    }
    let isHeadless = looks.allSatisfy { $0.isNumberLike }
    return numbers.count >= (isHeadless ? 3 : 2) && numbers.count * 2 >= looks.count
      && (isHeadless || numbers.allSatisfy { looks[$0] == .text })
  }

  /// Whether every name is there, and neither another name nor a value of its column.
  private var isDistinct: Bool {
    Set(first.map(\.text)).count == first.count && !first.contains { $0.text.isEmpty }
      && !below.contains { zip($0, first).contains { $0 == $1 } }
  }

  /// Whether a value of a special sort stands above none of that sort.
  private func isAlone(_ index: Int) -> Bool {
    switch looks[index] {
    case .year, .boolean, .infinity: !column(index).contains { looks[index].isLike($0) }
    default: false
    }
  }

  private func areYears(_ names: [Int]) -> Bool {
    names.count > 1 && !below.isEmpty
      && names.allSatisfy { if case .year = looks[$0] { isAlone($0) } else { false } }
  }

  /// Whether the names are consecutive whole numbers, and no row below has such.
  private func isOnlyRun(_ names: [Int]) -> Bool {
    Self.isRun(names.map { looks[$0] })
      && !looksBelow.contains { row in
        Self.isRun(names.compactMap { $0 < row.count ? row[$0] : nil })
      }
  }

  private static func isRun(_ looks: [Look]) -> Bool {
    let numbers = looks.compactMap(\.whole)
    // Behind the largest number comes the smallest, which is never one of these: it marks a missing value.
    return numbers.count == looks.count && zip(numbers, numbers.dropFirst()).allSatisfy { $0 &+ 1 == $1 }
  }

  /// Whether the first row is 0, 1, 2 and so on, as pandas writes the header of a table without names.
  private func isIndexHeader(_ names: [Int]) -> Bool {
    guard !below.isEmpty else { return false }
    if names == Array(1..<first.count), looks[0] == .missing {
      // Its rows have their numbers in front.
      let index = column(0)
      return names.count > 1 && Self.isRun(names.map { looks[$0] }) && index.count == below.count
        && Self.isRun(index)
    }
    return isOnlyRun(names) && names.count == first.count && names.count > 2 && looks[0] == .whole(0)
      && names.contains { index in
        let values = column(index)
        return !values.isEmpty && values.allSatisfy { $0 == .number }
      }
  }

  private static func look(_ text: [UInt8], _ words: CSVWords, _ decimal: UInt8) -> Look {
    switch kind(of: text, words, decimal) {
    case LOGIT_FIELD_MISSING: return .missing
    case LOGIT_FIELD_BOOLEAN: return .boolean
    case LOGIT_FIELD_INTEGER:
      guard let number = Int(String(decoding: text, as: UTF8.self)) else { return .number }
      return text.count == 4 && years.contains(number) ? .year(number) : .whole(number)
    case LOGIT_FIELD_WHOLE: return .number
    case LOGIT_FIELD_NUMBER:
      return text.contains { $0 | 0x20 == UInt8(ascii: "i") } ? .infinity : .number
    default: return .text
    }
  }

  private static func kind(of text: [UInt8], _ words: CSVWords, _ decimal: UInt8) -> logit_field_kind {
    let bytes = text + [UInt8](repeating: 0, count: Int(LOGIT_DATA_PADDING))
    return bytes.withUnsafeBufferPointer { bytes in
      var (before, end) = (UInt32.max, UInt32(text.count))
      return withUnsafePointer(to: &before) { before in
        withUnsafePointer(to: &end) { end in
          var fields = logit_csv_fields(
            bytes: bytes.baseAddress, befores: before, ends: end, before_stride: 1, end_stride: 1,
            drops_return: 0, decimal: decimal, allows_zeros: 0, escape: 0, words: words.pointer)
          return logit_csv_classify(&fields, 0)
        }
      }
    }
  }
}
