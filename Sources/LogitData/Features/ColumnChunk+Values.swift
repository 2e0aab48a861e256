/// A number that should be whole.
enum WholeNumber {
  case missing
  case number(Int)
  case fraction(Double)
}

extension ColumnChunk {
  /// Calls a closure with each value of some rows as a whole number.
  @inline(__always)
  func forEachWholeNumber(_ rows: Range<Int>, _ body: (Int, WholeNumber) -> Void) {
    func whole(_ number: Double) -> WholeNumber {
      number.isFinite ? Int(exactly: number).map { .number($0) } ?? .fraction(number) : .missing
    }
    switch self {
    case .integer(let values):
      for row in rows { body(row, values[row] == Self.missingInteger ? .missing : .number(Int(values[row]))) }
    case .boolean(let values):
      for row in rows { body(row, values[row] == Self.missingBoolean ? .missing : .number(Int(values[row]))) }
    case .numeric(let values): for row in rows { body(row, whole(values[row])) }
    case .single(let values): for row in rows { body(row, whole(Double(values[row]))) }
    case .string: for row in rows { body(row, .missing) }
    }
  }

  /// Calls a closure with each value of some rows as a number; NaN where one is missing.
  @inline(__always)
  func forEachNumber(_ rows: Range<Int>, _ body: (Int, Double) -> Void) {
    switch self {
    case .integer(let values):
      for row in rows { body(row, values[row] == Self.missingInteger ? .nan : Double(values[row])) }
    case .boolean(let values):
      for row in rows { body(row, values[row] == Self.missingBoolean ? .nan : Double(values[row])) }
    case .numeric(let values): for row in rows { body(row, values[row]) }
    case .single(let values): for row in rows { body(row, Double(values[row])) }
    case .string: for row in rows { body(row, .nan) }
    }
  }
}
