import Logit
import LogitData

/// The text of predictions: a line of separated values for each row, or the elements of a JSON array.
struct PredictionText {
  /// How rows are written.
  enum Form {
    /// Values separated by a byte, after the row's own bytes if they are passed through.
    case separated(UInt8, decimal: UInt8)
    /// JSON objects separated by commas.
    case json
  }

  private let form: Form
  private let head: ClassHead
  /// What is written for each class before its probabilities.
  private let openings: [UInt8]
  /// Where the opening of each class ends.
  private let openingEnds: [Int]
  private let closing: [UInt8]
  private let longestOpening: Int
  private var hasRows = false
  private var buffer: UnsafeMutableBufferPointer<UInt8>

  init(_ form: Form, classNames: [String]) {
    self.form = form
    head = ClassHead(classCount: classNames.count)
    let texts: [[UInt8]]
    switch form {
    case .separated(let separator, _):
      texts = classNames.map { CSVWriter.field($0, separator: separator) }
      closing = [UInt8(ascii: "\n")]
    case .json:
      texts = classNames.map {
        Array("{\"predicted\":\(JSON.string($0)),\"probabilities\":[".utf8)
      }
      closing = Array("]}".utf8)
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

  /// The header line.
  ///
  /// - Parameter columns: The columns that are passed through.
  static func header(passing columns: [String], classNames: [String]?, separator: UInt8) -> [UInt8] {
    let names = columns + [RowPredictor.predictedColumn] + RowPredictor.probabilityColumns(classNames ?? [])
    return Array(names.map { CSVWriter.field($0, separator: separator) }.joined(separator: [separator]))
      + [UInt8(ascii: "\n")]
  }

  /// The text of some rows, valid until the next call.
  ///
  /// - Parameters:
  ///   - outputs: The model's outputs: `[rows, 1]` for two classes, `[rows, classes]` for more.
  ///   - batch: The rows' bytes, if they are passed through.
  ///   - hasProbabilities: Whether to write them.
  mutating func rows(
    _ outputs: Tensor<Float>, passing batch: RowBatch?, hasProbabilities: Bool
  ) -> UnsafeRawBufferPointer {
    let rowCount = outputs.shape[0]
    let longest = longestOpening + closing.count + 3 + head.classCount * (ProbabilityText.maximumLength + 1)
    let room = rowCount * longest + (batch?.bytes.count ?? 0)
    if room > buffer.count {
      buffer.deallocate()
      buffer = .allocate(capacity: room + room / 4)
    }
    guard let start = buffer.baseAddress else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    var end = start
    outputs.withUnsafeBufferPointer { outputs in
      (batch?.bytes ?? []).withUnsafeBufferPointer { bytes in
        (batch?.ends ?? []).withUnsafeBufferPointer { ends in
          write(
            outputs, rows: rowCount, bytes, ends: ends.isEmpty ? nil : ends,
            hasProbabilities: hasProbabilities, to: &end)
        }
      }
    }
    return UnsafeRawBufferPointer(start: start, count: end - start)
  }

  private mutating func write(
    _ outputs: UnsafeBufferPointer<Float>, rows: Int, _ bytes: UnsafeBufferPointer<UInt8>,
    ends: UnsafeBufferPointer<Int>?, hasProbabilities: Bool, to end: inout UnsafeMutablePointer<UInt8>
  ) {
    var rowStart = 0
    for row in 0..<rows {
      let best = head.mostProbable(outputs, row: row)
      switch form {
      case .separated(let separator, let decimal):
        if let ends {
          if let base = bytes.baseAddress {
            end.update(from: base + rowStart, count: ends[row] - rowStart)
            end += ends[row] - rowStart
          }
          rowStart = ends[row]
          Self.append(separator, to: &end)
        }
        appendOpening(best, to: &end)
        guard hasProbabilities else { break }
        Self.append(separator, to: &end)
        appendProbabilities(outputs, row, separator: separator, decimal: decimal, to: &end)
      case .json:
        if hasRows { Self.append(UInt8(ascii: ","), to: &end) }
        hasRows = true
        Self.append(UInt8(ascii: "\n"), to: &end)
        appendOpening(best, to: &end)
        appendProbabilities(
          outputs, row, separator: UInt8(ascii: ","), decimal: UInt8(ascii: "."), to: &end)
      }
      Self.append(closing, to: &end)
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
      let probability = head.probability(of: label, outputs, row: row)
      end += ProbabilityText.write(probability, to: end, decimal: decimal)
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
