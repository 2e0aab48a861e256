import Logit
import LogitData

/// The text of predictions: a line of separated values for each row, or the elements of a JSON array.
struct PredictionText {
  /// How rows are written.
  enum Form {
    /// Values separated by a byte, after the row's own text if it is passed through.
    case separated(UInt8, decimal: UInt8)
    /// JSON objects separated by commas.
    case json
  }

  /// Rows with what has been found about them.
  struct Rows {
    /// The rows' text and number.
    var batch: RowBatch
    /// How many of them are written.
    var count: Int
    /// The rows that could not be predicted.
    var faults: [RowFault]
  }

  private let form: Form
  private let head: ClassHead
  private let hasProbabilities: Bool
  private let policy: RowErrorPolicy
  /// What is written for each class before its probabilities.
  private let openings: [UInt8]
  /// Where the opening of each class ends.
  private let openingEnds: [Int]
  private let closing: [UInt8]
  /// Whether probabilities need quotes, since their characters separate values.
  private let quotesNumbers: Bool
  private let longestOpening: Int
  private var hasRows = false
  private var buffer: UnsafeMutableBufferPointer<UInt8>

  /// - Parameters:
  ///   - hasProbabilities: Whether to write them.
  ///   - policy: What becomes of rows that could not be predicted.
  init(_ form: Form, classNames: [String], hasProbabilities: Bool, onError policy: RowErrorPolicy) {
    (self.form, self.hasProbabilities, self.policy) = (form, hasProbabilities, policy)
    head = ClassHead(classCount: classNames.count)
    let texts: [[UInt8]]
    switch form {
    case .separated(let separator, let decimal):
      quotesNumbers = separator == decimal || CSVWriter.mayOccurInNumbers(separator)
      texts = classNames.map { CSVWriter.field($0, separator: separator) }
      closing = policy == .mark ? [separator] : []
    case .json:
      quotesNumbers = false
      texts = classNames.map {
        Array("{\"predicted\":\(JSON.string($0)),\"probabilities\":[".utf8)
      }
      closing = Array((policy == .mark ? "],\"error\":null}" : "]}").utf8)
    }
    openings = Array(texts.joined())
    openingEnds = texts.indices.map { texts[...$0].reduce(0) { $0 + $1.count } }
    longestOpening = texts.map(\.count).max() ?? 0
    buffer = UnsafeMutableBufferPointer(start: nil, count: 0)
  }

  /// Frees the memory.
  mutating func free() {
    buffer.deallocate()
    buffer = UnsafeMutableBufferPointer(start: nil, count: 0)
  }

  /// The text of some rows, valid until the next call.
  ///
  /// - Parameters:
  ///   - outputs: The model's outputs for the rows that could be predicted: `[rows, 1]` for two classes,
  ///     `[rows, classes]` for more.
  ///   - rows: All rows.
  mutating func rows(_ outputs: Tensor<Float>, _ rows: Rows) -> UnsafeRawBufferPointer {
    let errors = policy == .mark ? rows.faults.map { error($0) } : []
    makeRoom(rows, errors)
    guard let start = buffer.baseAddress else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    var end = start
    outputs.withUnsafeBufferPointer { write(rows, $0, errors, to: &end) }
    return UnsafeRawBufferPointer(start: start, count: end - start)
  }

  private mutating func makeRoom(_ rows: Rows, _ errors: [[UInt8]]) {
    let longest =
      longestOpening + closing.count + 4 + head.classCount * (ProbabilityText.maximumLength + 3)
    let room =
      rows.count * longest + (rows.batch.rows?.bytes.count ?? 0) + errors.reduce(0) { $0 + $1.count }
    if room > buffer.count {
      buffer.deallocate()
      buffer = .allocate(capacity: room + room / 4)
    }
  }

  /// What stands in the place of a prediction.
  private func error(_ fault: RowFault) -> [UInt8] {
    let text = fault.finding
    switch form {
    case .separated(let separator, _):
      return Array(repeating: separator, count: hasProbabilities ? head.classCount + 1 : 1)
        + CSVWriter.field(text, separator: separator)
    case .json:
      return Array("{\"predicted\":null,\"probabilities\":null,\"error\":\(JSON.string(text))}".utf8)
    }
  }

  private mutating func write(
    _ rows: Rows, _ outputs: UnsafeBufferPointer<Float>, _ errors: [[UInt8]],
    to end: inout UnsafeMutablePointer<UInt8>
  ) {
    var (fault, output) = (0, 0)
    rows.batch.rows.withPointers { passed in
      for row in 0..<rows.count {
        let isFaulty = fault < rows.faults.count && rows.faults[fault].row == row
        if isFaulty && policy != .mark {
          fault += 1
          continue
        }
        begin(row, passed, to: &end)
        if isFaulty {
          Self.append(errors[fault], to: &end)
          fault += 1
        } else {
          appendPrediction(outputs, output, to: &end)
          output += 1
        }
        finish(row, passed, to: &end)
      }
    }
  }

  /// Writes what stands before a row's prediction.
  @inline(__always)
  private mutating func begin(
    _ row: Int, _ passed: PassedRows.Pointers?, to end: inout UnsafeMutablePointer<UInt8>
  ) {
    switch form {
    case .separated(let separator, _):
      guard let passed else { return }
      let count = Int(passed.ends[row] - passed.starts[row])
      end.update(from: passed.bytes + Int(passed.starts[row]), count: count)
      end += count
      Self.append(separator, to: &end)
    case .json:
      if hasRows { Self.append(UInt8(ascii: ","), to: &end) }
      hasRows = true
      Self.append(UInt8(ascii: "\n"), to: &end)
    }
  }

  /// Writes a row's end of line, as it is in the row's text.
  @inline(__always)
  private func finish(
    _ row: Int, _ passed: PassedRows.Pointers?, to end: inout UnsafeMutablePointer<UInt8>
  ) {
    guard case .separated = form else { return }
    guard let passed else { return Self.append(UInt8(ascii: "\n"), to: &end) }
    let lineEnd = passed.bytes + Int(passed.ends[row])
    Self.append(lineEnd[0], to: &end)
    if lineEnd[0] == 0x0D && lineEnd[1] == 0x0A { Self.append(lineEnd[1], to: &end) }
  }

  @inline(__always)
  private func appendPrediction(
    _ outputs: UnsafeBufferPointer<Float>, _ row: Int, to end: inout UnsafeMutablePointer<UInt8>
  ) {
    appendOpening(head.mostProbable(outputs, row: row), to: &end)
    switch form {
    case .separated(let separator, let decimal):
      guard hasProbabilities else { break }
      Self.append(separator, to: &end)
      appendProbabilities(outputs, row, separator: separator, decimal: decimal, to: &end)
    case .json:
      appendProbabilities(outputs, row, separator: UInt8(ascii: ","), decimal: UInt8(ascii: "."), to: &end)
    }
    Self.append(closing, to: &end)
  }

  @inline(__always)
  private func appendOpening(_ index: Int, to end: inout UnsafeMutablePointer<UInt8>) {
    let start = index == 0 ? 0 : openingEnds[index - 1]
    openings.withUnsafeBufferPointer {
      guard let base = $0.baseAddress else { return }
      end.update(from: base + start, count: openingEnds[index] - start)
    }
    end += openingEnds[index] - start
  }

  @inline(__always)
  private func appendProbabilities(
    _ outputs: UnsafeBufferPointer<Float>, _ row: Int, separator: UInt8, decimal: UInt8,
    to end: inout UnsafeMutablePointer<UInt8>
  ) {
    for label in 0..<head.classCount {
      if label > 0 { Self.append(separator, to: &end) }
      if quotesNumbers { Self.append(UInt8(ascii: "\""), to: &end) }
      let probability = head.probability(of: label, outputs, row: row)
      end += ProbabilityText.write(probability, to: end, decimal: decimal)
      if quotesNumbers { Self.append(UInt8(ascii: "\""), to: &end) }
    }
  }

  @inline(__always)
  private static func append(_ byte: UInt8, to end: inout UnsafeMutablePointer<UInt8>) {
    end.pointee = byte
    end += 1
  }

  @inline(__always)
  private static func append(_ bytes: [UInt8], to end: inout UnsafeMutablePointer<UInt8>) {
    bytes.withUnsafeBufferPointer {
      guard let base = $0.baseAddress else { return }
      end.update(from: base, count: $0.count)
      end += $0.count
    }
  }
}
