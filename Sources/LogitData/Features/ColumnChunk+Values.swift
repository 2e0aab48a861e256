/// A number that should be whole.
enum WholeNumber {
  case missing
  case number(Int)
  case fraction(Double)

  /// What a number in double precision is.
  @inline(__always)
  init(_ number: Double) {
    self = number.isFinite ? Int(exactly: number).map { .number($0) } ?? .fraction(number) : .missing
  }
}

extension ColumnChunk {
  /// Calls a closure with each value of some rows as a whole number.
  @inline(__always)
  func forEachWholeNumber(_ rows: Range<Int>, _ body: (Int, WholeNumber) -> Void) {
    switch self {
    case .integer(let values):
      for row in rows { body(row, values[row] == Self.missingInteger ? .missing : .number(Int(values[row]))) }
    case .boolean(let values):
      for row in rows { body(row, values[row] == Self.missingBoolean ? .missing : .number(Int(values[row]))) }
    case .numeric(let values): for row in rows { body(row, WholeNumber(values[row])) }
    case .single(let values): for row in rows { body(row, WholeNumber(Double(values[row]))) }
    case .string: for row in rows { body(row, .missing) }
    }
  }

  /// Calls a closure with each value of some rows as a number; NaN where one is missing.
  ///
  /// - Parameter textNumbers: The number of each text; empty if texts are none.
  @inline(__always)
  func forEachNumber(_ rows: Range<Int>, textNumbers: [Double] = [], _ body: (Int, Double) -> Void) {
    switch self {
    case .integer(let values):
      for row in rows { body(row, values[row] == Self.missingInteger ? .nan : Double(values[row])) }
    case .boolean(let values):
      for row in rows { body(row, values[row] == Self.missingBoolean ? .nan : Double(values[row])) }
    case .numeric(let values): for row in rows { body(row, values[row]) }
    case .single(let values): for row in rows { body(row, Double(values[row])) }
    case .string(let codes):
      for row in rows {
        body(row, codes[row] < 0 || textNumbers.isEmpty ? .nan : textNumbers[Int(codes[row])])
      }
    }
  }
}
