/// Values as a file stores them, without the missing ones.
enum ColumnarValues {
  /// 0 or 1.
  case booleans([UInt8])
  case integers([Int64])
  case singles([Float])
  case doubles([Double])
  case bytes(ByteStrings)

  /// How many there are.
  var count: Int {
    switch self {
    case .booleans(let values): values.count
    case .integers(let values): values.count
    case .singles(let values): values.count
    case .doubles(let values): values.count
    case .bytes(let values): values.ranges.count
    }
  }
}

/// Strings of bytes within a larger one.
struct ByteStrings {
  var bytes: [UInt8] = []
  /// Where each is; all lie within the bytes.
  var ranges: [Range<Int>] = []

  init(_ bytes: [UInt8], _ ranges: [Range<Int>]) { (self.bytes, self.ranges) = (bytes, ranges) }

  /// Strings of one length, one after the other.
  init(_ bytes: [UInt8], length: Int, count: Int) {
    self.bytes = bytes
    ranges = (0..<count).map { $0 * length..<($0 + 1) * length }
  }

  func withEach(_ body: (UnsafeRawBufferPointer) throws -> Void) rethrows {
    try bytes.withUnsafeBytes { bytes in
      for range in ranges { try body(UnsafeRawBufferPointer(rebasing: bytes[range])) }
    }
  }
}

/// Values as a column of a table holds them, without the missing ones.
enum ColumnValues {
  case booleans([UInt8])
  case integers([Int64])
  /// Whole numbers, some of which have more than 64 bits.
  case digits([String])
  case singles([Float])
  case doubles([Double])
  /// Positions in the column's dictionary.
  case codes([Int32])

  /// How many there are.
  var count: Int {
    switch self {
    case .booleans(let values): values.count
    case .integers(let values): values.count
    case .digits(let values): values.count
    case .singles(let values): values.count
    case .doubles(let values): values.count
    case .codes(let values): values.count
    }
  }

  /// Some of the values.
  ///
  /// - Parameter indices: Their positions, all of which the caller has compared with ``count``.
  func gathering(_ indices: [Int32]) -> ColumnValues {
    switch self {
    case .booleans(let values): .booleans(indices.map { values[Int($0)] })
    case .integers(let values): .integers(indices.map { values[Int($0)] })
    case .digits(let values): .digits(indices.map { values[Int($0)] })
    case .singles(let values): .singles(indices.map { values[Int($0)] })
    case .doubles(let values): .doubles(indices.map { values[Int($0)] })
    case .codes(let values): .codes(indices.map { values[Int($0)] })
    }
  }

  /// These values and others of the same kind behind them.
  mutating func append(_ more: ColumnValues) {
    switch (self, more) {
    case (.booleans(let a), .booleans(let b)): self = .booleans(a + b)
    case (.integers(let a), .integers(let b)): self = .integers(a + b)
    case (.singles(let a), .singles(let b)): self = .singles(a + b)
    case (.doubles(let a), .doubles(let b)): self = .doubles(a + b)
    case (.codes(let a), .codes(let b)): self = .codes(a + b)
    default: self = .digits(digits + more.digits)
    }
  }

  /// Whole numbers as texts; none for other values.
  var digits: [String] {
    switch self {
    case .integers(let values): values.map { "\($0)" }
    case .digits(let values): values
    default: []
    }
  }
}
