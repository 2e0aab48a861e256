import CLogitData

/// The values of one column in one part of a file.
///
/// Begins with no kind, takes that of the first value, and widens it when a value does not fit: from integer
/// to numeric, and from anything to string. If the text of values that were already converted would be
/// needed, it stops (`State.unread`), and the part is read again for this column.
final class CSVColumnBuilder {
  enum State {
    /// Only missing values so far.
    case unknown
    case integer, numeric, boolean, string
    /// A column of strings that has not been kept.
    case unread
  }

  private(set) var state: State
  private(set) var count = 0
  /// The requested kind, which is never widened.
  let required: ColumnKind?
  /// Whether 007 is a number.
  let allowsZeros: Bool
  let isUTF8: Bool
  let precision: NumberPrecision
  let expectedCount: Int

  private var integers: [Int64] = []
  private var doubles: [Double] = []
  private var singles: [Float] = []
  private var booleans: [UInt8] = []
  private(set) var codes: [Int32] = []
  private(set) var texts: CSVTexts?

  /// - Parameter expectedCount: The number of rows to reserve memory for.
  init(
    required: ColumnKind?, precision: NumberPrecision, isUTF8: Bool, expectedCount: Int,
    allowsZeros: Bool? = nil
  ) {
    self.allowsZeros = allowsZeros ?? (required != nil)
    self.required = required
    self.precision = precision
    self.isUTF8 = isUTF8
    self.expectedCount = expectedCount
    state = .unknown
    if let required { begin(required) }
  }

  /// The kind of the values, or `nil` if all are missing.
  var kind: ColumnKind? {
    switch state {
    case .unknown: nil
    case .integer: .integer
    case .numeric: .numeric
    case .boolean: .boolean
    case .string, .unread: .string
    }
  }

  /// Adds the values of some rows.
  ///
  /// - Returns: The row whose value is refused, or `nil`.
  func append(
    _ fields: UnsafePointer<logit_csv_fields>, rows: Int, scratch: UnsafeMutableRawPointer,
    _ kernels: logit_data_kernels
  ) -> Int? {
    defer { count += rows }
    var row = 0
    while row < rows {
      let first = row
      switch state {
      case .unread: return nil
      case .unknown:
        row = logit_csv_skip_missing(fields, row, rows)
        if row == rows { return nil }
        begin(Self.kind(of: logit_csv_classify(fields, row)), missing: count + row)
        continue
      case .integer:
        let values = scratch.assumingMemoryBound(to: Int64.self)
        row = kernels.integers(fields, row, rows, values)
        integers.append(contentsOf: UnsafeBufferPointer(start: values + first, count: row - first))
      case .numeric:
        let values = scratch.assumingMemoryBound(to: Double.self)
        row = kernels.numbers(fields, row, rows, values)
        append(UnsafeBufferPointer(start: values + first, count: row - first))
      case .boolean:
        let values = scratch.assumingMemoryBound(to: UInt8.self)
        row = logit_csv_booleans(fields, row, rows, values)
        booleans.append(contentsOf: UnsafeBufferPointer(start: values + first, count: row - first))
      case .string:
        guard let texts else { return nil }
        let values = scratch.assumingMemoryBound(to: Int32.self)
        row = logit_csv_texts(fields, row, rows, texts.pointer, isUTF8 ? 1 : 0, values)
        codes.append(contentsOf: UnsafeBufferPointer(start: values + first, count: row - first))
        if row < rows { return row }
      }
      if row < rows {
        if required != nil { return row }
        giveWay(to: Self.kind(of: logit_csv_classify(fields, row)))
      }
    }
    return nil
  }

  /// Moves the values out as a chunk of the kind that all parts agree on.
  func takeChunk(_ agreed: ColumnKind) -> ColumnChunk {
    switch agreed {
    case .integer:
      if state == .unknown { begin(.integer, missing: count) }
      defer { integers = [] }
      return .integer(integers)
    case .numeric:
      if state == .integer { giveWay(to: .numeric) }
      if state == .unknown { begin(.numeric, missing: count) }
      defer { (doubles, singles) = ([], []) }
      return precision == .single ? .single(singles) : .numeric(doubles)
    case .boolean:
      if state == .unknown { begin(.boolean, missing: count) }
      defer { booleans = [] }
      return .boolean(booleans)
    case .string:
      if state == .unknown { begin(.string, missing: count) }
      defer { (codes, texts) = ([], nil) }
      return .string(codes)
    }
  }

  /// Makes the codes refer to a dictionary shared by all chunks.
  func recode(_ map: [Int32]) {
    let count = codes.count
    codes.withUnsafeMutableBufferPointer { codes in
      map.withUnsafeBufferPointer { logit_texts_recode(codes.baseAddress, count, $0.baseAddress) }
    }
  }

  private func append(_ values: UnsafeBufferPointer<Double>) {
    guard precision == .single else { return doubles.append(contentsOf: values) }
    withUnsafeTemporaryAllocation(of: Float.self, capacity: values.count) { floats in
      logit_data_narrow(values.baseAddress, values.count, floats.baseAddress)
      singles.append(contentsOf: UnsafeBufferPointer(rebasing: floats[..<values.count]))
    }
  }

  /// Adopts a kind, after some missing values.
  private func begin(_ kind: ColumnKind, missing: Int = 0) {
    let room = max(expectedCount, missing)
    switch kind {
    case .integer:
      state = .integer
      integers.reserveCapacity(room)
      integers.append(contentsOf: repeatElement(ColumnChunk.missingInteger, count: missing))
    case .numeric:
      state = .numeric
      if precision == .single {
        singles.reserveCapacity(room)
        singles.append(contentsOf: repeatElement(.nan, count: missing))
      } else {
        doubles.reserveCapacity(room)
        doubles.append(contentsOf: repeatElement(.nan, count: missing))
      }
    case .boolean:
      state = .boolean
      booleans.reserveCapacity(room)
      booleans.append(contentsOf: repeatElement(ColumnChunk.missingBoolean, count: missing))
    case .string:
      state = .string
      texts = texts ?? CSVTexts()
      codes.reserveCapacity(room)
      codes.append(contentsOf: repeatElement(ColumnChunk.missingCode, count: missing))
    }
  }

  private func giveWay(to kind: ColumnKind) {
    switch (state, kind) {
    case (.integer, .numeric):
      // Converting the whole number gives the same result as parsing its text.
      state = .numeric
      if precision == .single {
        singles.reserveCapacity(max(expectedCount, integers.count))
        singles.append(
          contentsOf: integers.lazy.map { $0 == ColumnChunk.missingInteger ? .nan : Float(Double($0)) })
      } else {
        doubles.reserveCapacity(max(expectedCount, integers.count))
        doubles.append(
          contentsOf: integers.lazy.map { $0 == ColumnChunk.missingInteger ? .nan : Double($0) })
      }
      integers = []
    default:
      state = .unread
      (integers, doubles, singles, booleans) = ([], [], [], [])
    }
  }

  private static func kind(of field: logit_field_kind) -> ColumnKind {
    switch field {
    case LOGIT_FIELD_INTEGER: .integer
    case LOGIT_FIELD_NUMBER: .numeric
    case LOGIT_FIELD_BOOLEAN: .boolean
    default: .string
    }
  }
}
