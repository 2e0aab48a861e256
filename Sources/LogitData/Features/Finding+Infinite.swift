import Logit

extension Finding {
  /// Infinite numbers in columns, which are no measurements and count as missing.
  ///
  /// - Parameters:
  ///   - table: The columns as they were read.
  ///   - names: Those to look at; others, and names without a column, are not.
  /// - Returns: A finding for each column with some.
  package static func infinite(in table: Table, columns names: [String]) -> [Finding] {
    let names = Set(names)
    return table.columns.filter { names.contains($0.name) }.compactMap { infinite($0) }
  }

  private static func infinite(_ column: Column) -> Finding? {
    var (count, first, start): (Int, Int?, Int) = (0, nil, 0)
    for chunk in column.chunks {
      let found = chunk.infiniteCount
      if found > 0, first == nil {
        chunk.forEachNumber(0..<chunk.count) { if $1.isInfinite, first == nil { first = start + $0 } }
      }
      count += found
      start += chunk.count
    }
    guard let first else { return nil }
    let isOne = count == 1
    return Finding(
      .replacedValues, severity: .warning, columns: [column.name],
      message:
        "Column \"\(column.name)\" has \(count.counted("infinite number")), \(isOne ? "" : "the first ")in row "
        + "\(first + 1), which \(isOne ? "counts" : "count") as missing.",
      evidence: ["infinite": .integer(count), "row": .integer(first + 1)])
  }
}

extension ColumnChunk {
  /// The number of infinite numbers.
  fileprivate var infiniteCount: Int {
    // Compared as whole numbers, which is done for several at once.
    switch self {
    case .numeric(let values):
      let infinity = Double.infinity.bitPattern << 1
      var count: UInt64 = 0
      for value in values { count &+= value.bitPattern &<< 1 == infinity ? 1 : 0 }
      return Int(count)
    case .single(let values):
      let infinity = Float.infinity.bitPattern << 1
      var count: UInt32 = 0
      for value in values { count &+= value.bitPattern &<< 1 == infinity ? 1 : 0 }
      return Int(count)
    case .integer, .boolean, .string: return 0
    }
  }
}
