extension Column {
  /// The rows in ascending order of their values, keeping the order of equal ones; `nil` if they are in that
  /// order already.
  ///
  /// - Parameter role: What the values are, as a plural noun; used in messages.
  /// - Throws: ``DataError/missingKeys(column:role:count:firstRow:)``.
  func ascendingOrder(role: String) throws -> [Int]? {
    try requireNoGaps(role: role)
    switch kind {
    case .numeric: return Self.order(try numbers())
    case .integer, .boolean: return Self.order(integers)
    case .string:
      let precedes = dictionary.order
      let sorted = dictionary.indices.sorted { precedes(dictionary[$0], dictionary[$1]) }
      var rank = [Int32](repeating: 0, count: dictionary.count)
      for (place, code) in sorted.enumerated() { rank[code] = Int32(place) }
      return Self.order(codes.map { rank[Int($0)] })
    }
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
