import Logit
import LogitData
import LogitStatistics

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
    /// The intervals of those that could be predicted, if there are any.
    var intervals: RowIntervals?
    /// The sets of classes of the others; `nil` if there are none.
    var sets: ClassSets?
  }

  private let form: Form
  private let head: ClassHead
  private let rule: DecisionRule
  private let hasProbabilities: Bool
  private let hasIntervals: Bool
  private let policy: RowErrorPolicy
  /// What is written for each class before its probabilities.
  private let openings: [UInt8]
  /// Where the opening of each class ends.
  private let openingEnds: [Int]
  /// What follows the probabilities, and then a set of classes if there is one.
  private let closing: [UInt8]
  /// The names of the classes if sets are written; empty if not.
  private let setNames: [String]
  /// Whether probabilities need quotes, since their characters separate values.
  private let quotesNumbers: Bool
  private let longestOpening: Int
  private var hasRows = false
  private var buffer: UnsafeMutableBufferPointer<UInt8>

  /// - Parameters:
  ///   - predictor: What predicts, and what becomes of rows that could not be predicted.
  ///   - hasProbabilities: Whether to write them.
  init(_ form: Form, _ predictor: RowPredictor, hasProbabilities: Bool) {
    (self.form, self.hasProbabilities, policy) = (form, hasProbabilities, predictor.onError)
    hasIntervals = predictor.intervalLevel != nil
    let classNames = predictor.classifier.classes.names
    (head, rule) = (predictor.classifier.classes.head, predictor.classifier.decision.rule)
    setNames = predictor.sets == nil ? [] : classNames
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
      closing = Array(policy == .mark ? ",\"error\":null}".utf8 : "}".utf8)
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
    let sets = (rows.sets?.distinct ?? []).map { text(ofSet: $0) }
    makeRoom(rows, errors, longestSet: sets.map(\.count).max() ?? 0)
    guard let start = buffer.baseAddress else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    var end = start
    outputs.withUnsafeBufferPointer { write(rows, $0, errors, sets, to: &end) }
    return UnsafeRawBufferPointer(start: start, count: end - start)
  }

  /// A set of classes, with what stands before it.
  private func text(ofSet classes: [Int]) -> [UInt8] {
    let names = classes.map { setNames[$0] }
    switch form {
    case .separated(let separator, _):
      return [separator] + CSVWriter.field(names.setText, separator: separator)
    case .json:
      return Array(",\"set\":[\(names.map { JSON.string($0).description }.joined(separator: ","))]".utf8)
    }
  }

  private mutating func makeRoom(_ rows: Rows, _ errors: [[UInt8]], longestSet: Int) {
    let numbers =
      hasIntervals ? 3 * (DoubleText.maximumLength + 4) + 2 : ProbabilityText.maximumLength + 3
    let longest =
      longestOpening + longestSet + closing.count + 5 + Self.intervalsOpening.count
      + head.classCount * numbers
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
      let numbers = (hasProbabilities ? 1 : 0) + (hasIntervals ? 2 : 0)
      let empty = 1 + head.classCount * numbers + (setNames.isEmpty ? 0 : 1)
      return Array(repeating: separator, count: empty) + CSVWriter.field(text, separator: separator)
    case .json:
      let intervals = hasIntervals ? "\"intervals\":null," : ""
      let set = setNames.isEmpty ? "" : "\"set\":null,"
      return Array(
        "{\"predicted\":null,\"probabilities\":null,\(intervals)\(set)\"error\":\(JSON.string(text))}".utf8)
    }
  }

  private mutating func write(
    _ rows: Rows, _ outputs: UnsafeBufferPointer<Float>, _ errors: [[UInt8]], _ sets: [[UInt8]],
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
          appendPrediction(outputs, rows.intervals, output, to: &end)
          if let numbers = rows.sets?.numbers { Self.append(sets[Int(numbers[output])], to: &end) }
          Self.append(closing, to: &end)
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
    _ outputs: UnsafeBufferPointer<Float>, _ intervals: RowIntervals?, _ row: Int,
    to end: inout UnsafeMutablePointer<UInt8>
  ) {
    appendOpening(head.decide(rule, outputs, row: row), to: &end)
    if let intervals { return appendIntervals(intervals, row, to: &end) }
    switch form {
    case .separated(let separator, let decimal):
      guard hasProbabilities else { break }
      Self.append(separator, to: &end)
      appendProbabilities(outputs, row, separator: separator, decimal: decimal, to: &end)
    case .json:
      appendProbabilities(outputs, row, separator: UInt8(ascii: ","), decimal: UInt8(ascii: "."), to: &end)
      Self.append(UInt8(ascii: "]"), to: &end)
    }
  }

  private static let intervalsOpening = Array("],\"intervals\":[".utf8)

  /// Writes the probabilities of a row with their intervals, in double precision.
  private func appendIntervals(
    _ intervals: RowIntervals, _ row: Int, to end: inout UnsafeMutablePointer<UInt8>
  ) {
    switch form {
    case .separated(let separator, let decimal):
      func append(_ number: Double) {
        Self.append(separator, to: &end)
        if quotesNumbers { Self.append(UInt8(ascii: "\""), to: &end) }
        end += DoubleText.write(number, missing: "", to: end, decimal: decimal)
        if quotesNumbers { Self.append(UInt8(ascii: "\""), to: &end) }
      }
      if hasProbabilities {
        for label in 0..<head.classCount { append(intervals.probabilities[row, label]) }
      }
      for label in 0..<head.classCount {
        append(intervals.low[row, label])
        append(intervals.high[row, label])
      }
    case .json:
      func append(_ number: Double) {
        end += DoubleText.write(number, missing: "null", to: end, decimal: UInt8(ascii: "."))
      }
      for label in 0..<head.classCount {
        if label > 0 { Self.append(UInt8(ascii: ","), to: &end) }
        append(intervals.probabilities[row, label])
      }
      Self.append(Self.intervalsOpening, to: &end)
      for label in 0..<head.classCount {
        Self.append(UInt8(ascii: label > 0 ? "," : "["), to: &end)
        if label > 0 { Self.append(UInt8(ascii: "["), to: &end) }
        append(intervals.low[row, label])
        Self.append(UInt8(ascii: ","), to: &end)
        append(intervals.high[row, label])
        Self.append(UInt8(ascii: "]"), to: &end)
      }
      Self.append(UInt8(ascii: "]"), to: &end)
    }
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
