import CLogit
import CLogitRows
import Logit
import LogitClassifier
import LogitData
import LogitFiles

/// Predicts rows of numbers of a model whose columns all hold numbers.
///
/// Rows are encoded in C where they are, without a copy, a block at a time, so that their features stay in
/// the cache until the model has read them.
final class NumberRows: @unchecked Sendable {
  // What the pointers lead to is written once, when it is made.
  let predictor: FeaturePredictor
  private let rules: UnsafeMutablePointer<logit_row_rules>
  private let doubles: UnsafeMutablePointer<Double>
  private let bytes: UnsafeMutablePointer<UInt8>
  private let places: UnsafeMutablePointer<Int32>
  private let loops: logit_row_loops
  private let refusesMissing: Bool

  /// The number of columns of a row.
  let columnCount: Int

  /// Bytes of features that a block has at most, so that it stays in the cache of a core.
  private static let blockByteCount = 1 << 17
  /// The most rows of a block: as many as the model's own blocks have.
  private static let largestBlock = 256

  init(_ predictor: FeaturePredictor, loops: UnsafePointer<logit_row_loops>? = nil) {
    self.predictor = predictor
    let columns = predictor.columns
    let count = columns.count
    columnCount = count
    refusesMissing = columns.contains(where: \.refusesMissing)
    self.loops = (loops ?? logit_best_row_loops()).pointee
    doubles = .allocate(capacity: max(5 * count, 1))
    bytes = .allocate(capacity: max(2 * count, 1))
    places = .allocate(capacity: max(count, 1))
    rules = .allocate(capacity: 1)
    for (index, column) in columns.enumerated() {
      let numbers = [column.high, column.low, column.divisor, column.largest, column.replacement]
      for (row, number) in numbers.enumerated() { (doubles + row * count + index).initialize(to: number) }
      (bytes + index).initialize(to: column.isNormalized ? 1 : 0)
      (bytes + count + index).initialize(to: column.hasIndicator ? 1 : 0)
      (places + index).initialize(to: Int32(column.place))
    }
    let isInOrder = columns.indices.allSatisfy { columns[$0].place == $0 && !columns[$0].hasIndicator }
    rules.initialize(
      to: logit_row_rules(
        columns: Int64(count), width: Int64(predictor.width), high: doubles, low: doubles + count,
        divisor: doubles + 2 * count, largest: doubles + 3 * count, replacement: doubles + 4 * count,
        normalized: bytes, place: isInOrder ? nil : places, indicator: bytes + count))
  }

  deinit {
    rules.deallocate()
    doubles.deallocate()
    bytes.deallocate()
    places.deallocate()
  }

  private var blockLength: Int {
    let bytes = max(predictor.width, 1) * (predictor.isPrecise ? 8 : 4)
    return min(max(Self.blockByteCount / bytes, 1), Self.largestBlock)
  }
}

// MARK: - One row

extension NumberRows {
  /// Predicts a row of numbers.
  ///
  /// - Parameters:
  ///   - row: ``columnCount`` numbers.
  ///   - probabilities: Room for the probability of each class; `nil` if they are not wanted.
  /// - Returns: The number of the class that is decided on.
  /// - Throws: `DataError` for a number that the features refuse.
  @inline(__always)
  func predict<Number: RowNumber>(
    _ row: UnsafePointer<Number>, into probabilities: UnsafeMutablePointer<Float>?
  ) throws -> Int {
    let featureBytes = predictor.width * (predictor.isPrecise ? 8 : 4)
    let outputBytes = predictor.classCount * 4
    return try withThreadMemory(featureBytes + outputBytes) { memory in
      let outputs = probabilities ?? (memory + featureBytes).assumingMemoryBound(to: Float.self)
      if predictor.isPrecise {
        let features = memory.assumingMemoryBound(to: Double.self)
        let found = Number.encode(row, stride: 0, rows: 1, into: features, loops, rules)
        if found != 0 { try check(found, row, row: 0) }
        return predictor.predict(row: UnsafePointer(features), into: outputs)
      }
      let features = memory.assumingMemoryBound(to: Float.self)
      let found = Number.encode(row, stride: 0, rows: 1, into: features, loops, rules)
      if found != 0 { try check(found, row, row: 0) }
      return try predictor.predict(row: UnsafePointer(features), into: outputs)
    }
  }

  /// Throws if one of a row's numbers is refused.
  private func check<Number: RowNumber>(_ found: Int32, _ x: UnsafePointer<Number>, row: Int) throws {
    let isTooLarge = found & Int32(LOGIT_ROW_TOO_LARGE) != 0
    guard isTooLarge || refusesMissing else { return }
    for (index, column) in predictor.columns.enumerated() {
      let number = Double(x[index])
      if !number.isFinite {
        guard column.refusesMissing else { continue }
        throw DataError.missingValues(column: predictor.names[index], count: 1, firstRow: row)
      }
      if !column.isNormalized, number.magnitude > column.largest {
        throw DataError.tooLargeNumber(column: predictor.names[index], row: row, value: "\(number)")
      }
    }
  }
}

/// The bytes that features and outputs of a row may take on the stack.
private let stackByteCount = 1024

/// Calls a closure with memory for a row: on the stack for usual ones, and otherwise the thread's own, which
/// stays for the next row.
@inline(__always)
private func withThreadMemory<Result>(
  _ byteCount: Int, _ body: (UnsafeMutableRawPointer) throws -> Result
) throws -> Result {
  if byteCount <= stackByteCount {
    return try withUnsafeTemporaryAllocation(byteCount: stackByteCount, alignment: 16) {
      try body($0.baseAddress.unsafelyUnwrapped)
    }
  }
  guard let memory = logit_thread_memory(byteCount) else { throw CallError.noMemory(byteCount) }
  return try body(memory)
}

// MARK: - Many rows

extension NumberRows {
  /// Predicts rows of numbers.
  ///
  /// - Parameters:
  ///   - rows: Where the numbers are; of ``columnCount`` columns.
  ///   - threads: The most threads that share the work; 0 for all.
  ///   - output: Where the predictions go.
  /// - Throws: `DataError` for the first row with a number that the features refuse.
  func predict<Number: RowNumber>(
    _ rows: StridedRows<Number>, threads: Int, into output: PredictionOutput
  ) throws {
    let block = blockLength
    let firstError = Locked<(row: Int, error: any Error)?>(nil)
    func predict(_ range: Range<Int>) {
      do {
        try self.predict(range, of: rows, into: output)
      } catch let error as RowError {
        firstError.withLock { $0 = $0.map { $0.row < error.row } == true ? $0 : (error.row, error.error) }
      } catch {
        firstError.withLock { $0 = $0 ?? (0, error) }
      }
    }
    if threads == 1 || rows.count <= block {
      predict(0..<rows.count)
    } else {
      let share = threads == 0 ? 1 : (rows.count + threads - 1) / threads
      try ThreadPool.shared().forEach(
        blocksOf: (share + block - 1) / block * block, count: rows.count, predict)
    }
    if let error = firstError.withLock({ $0 })?.error { throw error }
  }

  /// The error of a row, to tell which of several comes first.
  private struct RowError: Error {
    let row: Int
    let error: any Error
  }

  /// Predicts some of the rows, block by block, on the calling thread.
  private func predict<Number: RowNumber>(
    _ range: Range<Int>, of rows: StridedRows<Number>, into output: PredictionOutput
  ) throws {
    let block = min(blockLength, range.count)
    let (width, classes) = (predictor.width, predictor.classCount)
    let featureBytes = (block * width * (predictor.isPrecise ? 8 : 4) + 15) / 16 * 16
    let outputBytes = (output.probabilities == nil ? block * classes * 4 : 0) / 16 * 16 + 16
    let copyBytes = rows.isDense ? 0 : block * columnCount * MemoryLayout<Number>.size
    try withUnsafeTemporaryAllocation(
      byteCount: featureBytes + outputBytes + copyBytes + 16, alignment: 16
    ) { memory in
      let features = memory.baseAddress.unsafelyUnwrapped
      let own = (features + featureBytes).assumingMemoryBound(to: Float.self)
      let copy = (features + featureBytes + outputBytes).assumingMemoryBound(to: Number.self)
      for first in stride(from: range.lowerBound, to: range.upperBound, by: block) {
        let count = min(block, range.upperBound - first)
        let (x, stride) = rows.block(first..<first + count, copy: copy)
        try predict(
          x, stride: stride, count: count, first: first, features: features,
          into: output.probabilities.map { $0 + first * classes } ?? own,
          classes: output.classes.map { $0 + first })
      }
    }
  }

  /// Predicts a block of rows.
  private func predict<Number: RowNumber>(
    _ x: UnsafePointer<Number>, stride: Int, count: Int, first: Int, features: UnsafeMutableRawPointer,
    into probabilities: UnsafeMutablePointer<Float>, classes: UnsafeMutablePointer<Int32>?
  ) throws {
    func check(_ found: Int32) throws {
      guard found != 0 else { return }
      for row in 0..<count {
        do { try self.check(found, x + row * stride, row: first + row) } catch {
          throw RowError(row: first + row, error: error)
        }
      }
    }
    if predictor.isPrecise {
      let features = features.assumingMemoryBound(to: Double.self)
      try check(Number.encode(x, stride: stride, rows: count, into: features, loops, rules))
      for row in 0..<count {
        let found = predictor.predict(
          row: UnsafePointer(features + row * predictor.width),
          into: probabilities + row * predictor.classCount)
        classes?[row] = Int32(found)
      }
    } else {
      let features = features.assumingMemoryBound(to: Float.self)
      try check(Number.encode(x, stride: stride, rows: count, into: features, loops, rules))
      try predictor.predict(
        rows: UnsafePointer(features), count: count, into: probabilities, classes: classes)
    }
  }
}

// MARK: - Numbers

/// A number of a row, which knows the loops that encode it.
protocol RowNumber: BinaryFloatingPoint, BitwiseCopyable {
  /// Writes the features of rows and returns what was found in them, as `logit_rows_of_doubles` does.
  static func encode(
    _ x: UnsafePointer<Self>, stride: Int, rows: Int, into features: UnsafeMutablePointer<Float>,
    _ loops: logit_row_loops, _ rules: UnsafePointer<logit_row_rules>
  ) -> Int32

  /// The same with features in double precision.
  static func encode(
    _ x: UnsafePointer<Self>, stride: Int, rows: Int, into features: UnsafeMutablePointer<Double>,
    _ loops: logit_row_loops, _ rules: UnsafePointer<logit_row_rules>
  ) -> Int32
}

extension Double: RowNumber {
  static func encode(
    _ x: UnsafePointer<Double>, stride: Int, rows: Int, into features: UnsafeMutablePointer<Float>,
    _ loops: logit_row_loops, _ rules: UnsafePointer<logit_row_rules>
  ) -> Int32 { loops.doubles(rules, x, Int64(stride), Int64(rows), features) }

  static func encode(
    _ x: UnsafePointer<Double>, stride: Int, rows: Int, into features: UnsafeMutablePointer<Double>,
    _ loops: logit_row_loops, _ rules: UnsafePointer<logit_row_rules>
  ) -> Int32 { loops.precise_doubles(rules, x, Int64(stride), Int64(rows), features) }
}

extension Float: RowNumber {
  static func encode(
    _ x: UnsafePointer<Float>, stride: Int, rows: Int, into features: UnsafeMutablePointer<Float>,
    _ loops: logit_row_loops, _ rules: UnsafePointer<logit_row_rules>
  ) -> Int32 { loops.floats(rules, x, Int64(stride), Int64(rows), features) }

  static func encode(
    _ x: UnsafePointer<Float>, stride: Int, rows: Int, into features: UnsafeMutablePointer<Double>,
    _ loops: logit_row_loops, _ rules: UnsafePointer<logit_row_rules>
  ) -> Int32 { loops.precise_floats(rules, x, Int64(stride), Int64(rows), features) }
}
