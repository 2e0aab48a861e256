import Logit

extension Column {
  /// The rows in ascending order of their values, keeping the order of equal ones; `nil` if they are in that
  /// order already.
  ///
  /// Texts are dates (see ``DateSpelling``), or begin with the year and are all alike, such as `2023-W05`.
  ///
  /// - Parameters:
  ///   - role: What the values are, as a plural noun; used in messages.
  ///   - dateOrder: The order of day and month in dates; `nil` to settle it from all values.
  /// - Throws: ``DataError/missingKeys(column:role:count:firstRow:)``;
  ///   ``DataError/ambiguousDates(column:row:value:)`` if no value settles the order of day and month; or
  ///   ``DataError/wrongKind(column:expected:found:remedy:)`` for texts without an order of time.
  func ascendingOrder(role: String, dateOrder: DateOrder? = nil) throws -> [Int]? {
    try requireNoGaps(role: role)
    switch kind {
    case .numeric: return Self.order(try numbers())
    case .integer, .boolean: return Self.order(integers)
    case .string:
      let times = try times(dateOrder)
      return Self.order(codes.map { times[Int($0)] })
    }
  }

  /// A number for each text of the dictionary that grows with time.
  private func times(_ order: DateOrder?) throws -> [Double] {
    let texts = DistinctTexts(self)
    let evidence = DateEvidence(texts, order: order)
    if evidence.cellCount == texts.valueCount {
      guard let spelling = evidence.spelling else { throw ambiguousDates }
      return dictionary.map { spelling.date(of: $0)?.secondsSince1970 ?? 0 }
    }
    guard texts.areAlikeFromYearOn || dictionary.areLargeWholeNumbers else {
      let row = codes.firstIndex { !evidence.isDate(dictionary[Int($0)]) } ?? 0
      throw DataError.wrongKind(
        column: name, expected: "dates or numbers for an order of time",
        found: "texts such as \"\(dictionary[Int(codes[row])].shortened)\" in row \(row + 1)",
        remedy: "write dates as 2023-08-04, or add a column of numbers")
    }
    let precedes = dictionary.order
    let sorted = dictionary.indices.sorted { precedes(dictionary[$0], dictionary[$1]) }
    var ranks = [Double](repeating: 0, count: dictionary.count)
    for (place, code) in sorted.enumerated() { ranks[code] = Double(place) }
    return ranks
  }

  private static func order<Value: Comparable>(_ values: [Value]) -> [Int]? {
    guard !values.indices.dropFirst().allSatisfy({ values[$0 - 1] <= values[$0] }) else { return nil }
    // In typed steps, because the type checker takes seconds for a single expression.
    let keyed: [(value: Value, row: Int)] = values.enumerated().map { (value: $1, row: $0) }
    let sorted = keyed.sorted { one, other in
      if one.value != other.value { return one.value < other.value }
      return one.row < other.row
    }
    return sorted.map(\.row)
  }

  /// Checks that no value is missing.
  ///
  /// - Throws: ``DataError/missingKeys(column:role:count:firstRow:)``.
  func requireNoGaps(role: String) throws(DataError) {
    let missing = missingCount
    guard missing > 0 else { return }
    var start = 0
    for chunk in chunks {
      if let row = chunk.firstMissing {
        throw .missingKeys(column: name, role: role, count: missing, firstRow: start + row)
      }
      start += chunk.count
    }
  }

  /// The values of a column of whole numbers or Boolean values.
  var integers: [Int64] {
    chunks.flatMap { chunk -> [Int64] in
      switch chunk {
      case .integer(let values): values
      case .boolean(let values): values.map { Int64($0) }
      default: []
      }
    }
  }

  /// The codes of a column of texts.
  var codes: [Int32] {
    if chunks.count == 1, case .string(let codes) = chunks[0] { return codes }
    return chunks.flatMap { chunk -> [Int32] in
      if case .string(let codes) = chunk { codes } else { [] }
    }
  }
}

extension DistinctTexts {
  /// Whether all texts begin with a year of four digits and differ in nothing but digits, so that their order
  /// is that of time.
  fileprivate var areAlikeFromYearOn: Bool {
    func pattern(_ text: String) -> [Unicode.Scalar] { text.unicodeScalars.map { $0.isDigit ? "0" : $0 } }
    guard let first = texts.first.map(pattern), first.count >= 4, first.prefix(4).allSatisfy({ $0 == "0" })
    else { return false }
    return texts.allSatisfy { pattern($0) == first }
  }
}

extension ColumnChunk {
  /// The first row whose value is missing.
  fileprivate var firstMissing: Int? {
    switch self {
    case .integer(let values): values.firstIndex(of: Self.missingInteger)
    case .numeric(let values): values.firstIndex { $0.isNaN }
    case .single(let values): values.firstIndex { $0.isNaN }
    case .boolean(let values): values.firstIndex(of: Self.missingBoolean)
    case .string(let values): values.firstIndex(of: Self.missingCode)
    }
  }
}
