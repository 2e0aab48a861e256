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
    case integer
    /// Whole numbers, some of more than 64 bits. Their doubles are kept in case that a number with a fraction
    /// follows; if none does, the part is read again as strings.
    case whole
    case numeric, boolean, string
    /// A column of strings that has not been kept.
    case unread
  }

  private(set) var state: State
  private(set) var count = 0
  /// The requested kind, which is never widened, except as ``widens`` says.
  let required: ColumnKind?
  /// Whether a requested column of whole numbers becomes one of numbers where a value needs it.
  let widens: Bool
  /// Whether 007 is a number.
  let allowsZeros: Bool
  let isUTF8: Bool
  let expectedCount: Int

  private var integers: [Int64] = []
  private var doubles: [Double] = []
  private var singles: [Float] = []
  private var booleans: [UInt8] = []
  private(set) var codes: [Int32] = []
  private(set) var texts: CSVTexts?
  /// Whether numbers are stored in single precision: as requested, until one is beyond its range.
  private var isSingle: Bool

  /// - Parameter expectedCount: The number of rows to reserve memory for.
  init(
    required: ColumnKind?, precision: NumberPrecision, isUTF8: Bool, expectedCount: Int,
    allowsZeros: Bool? = nil, widens: Bool = false
  ) {
    self.allowsZeros = allowsZeros ?? (required != nil)
    self.required = required
    self.widens = widens && required == .integer
    self.isUTF8 = isUTF8
    self.expectedCount = expectedCount
    isSingle = precision == .single
    state = .unknown
    if let required { begin(CSVKind(required)) }
  }

  /// The kind of the values, or `nil` if all are missing.
  var kind: CSVKind? {
    switch state {
    case .unknown: nil
    case .integer: .integer
    case .whole: .whole
    case .numeric: .numeric
    case .boolean: .boolean
    case .string, .unread: .string
    }
  }

  /// What a value that is refused should have been.
  var expected: ColumnKind { widens ? .numeric : required ?? .string }

  /// Whether the values have to be read again to become a column of a kind.
  func isStale(for kind: ColumnKind) -> Bool {
    kind == .string && state != .string && state != .unknown
  }

  /// The kind of column for the values of this part, if one was agreed on for all.
  func settledKind(_ agreed: ColumnKind) -> ColumnKind { widens && state == .numeric ? .numeric : agreed }

  /// Adds the values of some rows.
  ///
  /// - Parameters:
  ///   - start: The first of them; 0 by default.
  ///   - rows: The position after the last of them.
  /// - Returns: The row whose value is refused, which ends the rows that were added; `nil` if none is.
  func append(
    _ fields: UnsafePointer<logit_csv_fields>, from start: Int = 0, rows: Int,
    scratch: UnsafeMutableRawPointer, _ kernels: logit_data_kernels
  ) -> Int? {
    let refused = appendUntilRefused(fields, from: start, rows: rows, scratch, kernels)
    count += (refused ?? rows) - start
    return refused
  }

  private func appendUntilRefused(
    _ fields: UnsafePointer<logit_csv_fields>, from start: Int, rows: Int,
    _ scratch: UnsafeMutableRawPointer, _ kernels: logit_data_kernels
  ) -> Int? {
    var row = start
    while row < rows {
      switch state {
      case .unread: return nil
      case .unknown:
        row = logit_csv_skip_missing(fields, row, rows)
        if row == rows { return nil }
        begin(CSVKind(logit_csv_classify(fields, row)), missing: count + row - start)
        continue
      case .string:
        guard texts != nil else { return nil }
        row = appendTexts(fields, row..<rows, scratch)
        if row < rows { return row }
      default:
        row = appendValues(fields, row..<rows, scratch, kernels)
      }
      if row < rows {
        let next = CSVKind(logit_csv_classify(fields, row))
        let isWider = widens && state == .integer && (next == .numeric || next == .whole)
        if required != nil && !isWider { return row }
        giveWay(to: next)
      }
    }
    return nil
  }

  /// Adds values until one is of another kind.
  ///
  /// - Returns: The row of that one, or the end.
  private func appendValues(
    _ fields: UnsafePointer<logit_csv_fields>, _ rows: Range<Int>, _ scratch: UnsafeMutableRawPointer,
    _ kernels: logit_data_kernels
  ) -> Int {
    let (first, end) = (rows.lowerBound, rows.upperBound)
    switch state {
    case .integer:
      let values = scratch.assumingMemoryBound(to: Int64.self)
      let row = kernels.integers(fields, first, end, values)
      integers.append(contentsOf: UnsafeBufferPointer(start: values + first, count: row - first))
      return row
    case .whole, .numeric:
      let values = scratch.assumingMemoryBound(to: Double.self)
      let last = state == .whole ? logit_csv_skip_whole(fields, first, end) : end
      let read = kernels.numbers(fields, first, last, values)
      let row = logit_csv_skip_representable(fields, first, read, values)
      append(UnsafeBufferPointer(start: values + first, count: row - first))
      return row
    case .boolean:
      let values = scratch.assumingMemoryBound(to: UInt8.self)
      let row = logit_csv_booleans(fields, first, end, values)
      booleans.append(contentsOf: UnsafeBufferPointer(start: values + first, count: row - first))
      return row
    case .unknown, .string, .unread: return end
    }
  }

  private func appendTexts(
    _ fields: UnsafePointer<logit_csv_fields>, _ rows: Range<Int>, _ scratch: UnsafeMutableRawPointer
  ) -> Int {
    let first = rows.lowerBound
    let values = scratch.assumingMemoryBound(to: Int32.self)
    let row = logit_csv_texts(fields, first, rows.upperBound, texts?.pointer, isUTF8 ? 1 : 0, values)
    codes.append(contentsOf: UnsafeBufferPointer(start: values + first, count: row - first))
    return row
  }

  /// Adds a missing value.
  func appendMissing() {
    count += 1
    switch state {
    case .unknown, .unread: break
    case .integer: integers.append(ColumnChunk.missingInteger)
    case .whole, .numeric: if isSingle { singles.append(.nan) } else { doubles.append(.nan) }
    case .boolean: booleans.append(ColumnChunk.missingBoolean)
    case .string: codes.append(ColumnChunk.missingCode)
    }
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
      return isSingle ? .single(singles) : .numeric(doubles)
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
    guard isSingle else { return doubles.append(contentsOf: values) }
    withUnsafeTemporaryAllocation(of: Float.self, capacity: values.count) { floats in
      if logit_data_narrow(values.baseAddress, values.count, floats.baseAddress) != 0 {
        singles.append(contentsOf: UnsafeBufferPointer(rebasing: floats[..<values.count]))
      } else {
        // Rather twice the memory than an infinity, or 0, for a number.
        isSingle = false
        doubles = singles.map { Double($0) } + values
        singles = []
      }
    }
  }

  /// Adopts a kind, after some missing values.
  private func begin(_ kind: CSVKind, missing: Int = 0) {
    let room = max(expectedCount, missing)
    switch kind {
    case .integer:
      state = .integer
      integers.reserveCapacity(room)
      integers.append(contentsOf: repeatElement(ColumnChunk.missingInteger, count: missing))
    case .whole, .numeric:
      state = kind == .whole ? .whole : .numeric
      if isSingle {
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

  private func giveWay(to kind: CSVKind) {
    switch (state, kind) {
    case (.integer, .whole), (.integer, .numeric):
      // Converting the whole number gives the same result as parsing its text.
      let numbers = integers.map { $0 == ColumnChunk.missingInteger ? .nan : Double($0) }
      integers = []
      begin(widens ? .numeric : kind)
      numbers.withUnsafeBufferPointer { append($0) }
    case (.whole, .numeric): state = .numeric
    default:
      state = .unread
      (integers, doubles, singles, booleans) = ([], [], [], [])
    }
  }
}
