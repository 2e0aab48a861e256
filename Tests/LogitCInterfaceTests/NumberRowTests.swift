import CAllocationCounter
import CLogit
import CLogitRows
import LogitClassifier
import LogitTestSupport
import Testing

@testable import LogitCInterface

/// Rows of numbers through the header, against the same rows in a table.
@Suite struct NumberRowTests {
  /// Models of every way that numbers take.
  static let models: [(name: String, table: Table, classifier: Classifier)] = {
    var all: [(String, Table, Classifier)] = []
    func add(_ name: String, _ table: Table?, _ change: (inout ClassifierOptions) -> Void = { _ in }) {
      guard let table, let classifier = try? Models.fit(table, target: "y", change) else {
        Issue.record("\(name) cannot be fitted")
        return
      }
      all.append((name, table, classifier))
    }
    for columns in [1, 3, 7, 8, 9, 28, 300] {
      add("\(columns) columns", try? Models.numbers(columns: columns))
    }
    add("gaps", try? Models.numbers(columns: 11, hasGaps: true))
    add("three classes", try? Models.numbers(columns: 12, classes: 3))
    add("gaps and three classes", try? Models.numbers(columns: 5, classes: 3, hasGaps: true))
    add("hidden layers", try? Models.numbers(columns: 10, hasGaps: true)) {
      ($0.hiddenUnits, $0.epochs) = ([6, 5], 2)
    }
    add("calibration", try? Models.numbers(columns: 9)) { $0.decision.calibration = .isotonic }
    add("prior and threshold", try? Models.numbers(columns: 9)) {
      ($0.decision.prior, $0.decision.threshold) = (["class 1": 0.2], .value(0.3))
    }
    // Without a penalty, weights this large are used in double precision.
    add("double precision", try? Models.powers()) { $0.method = .optimum(OptimumOptions(penalty: .none)) }
    return all
  }()

  @Test(arguments: models.map(\.name))
  func `rows have the probabilities and classes of the table, to the last bit`(name: String) throws {
    let (_, table, classifier) = try #require(Self.models.first { $0.name == name })
    let model = try CModel(classifier)
    let expected = try classifier.predict(table)
    let names = try classifier.predictor().columns
    let rows = try Models.rows(table, names)
    let wanted = expected.probabilities.scalars
    for row in stride(from: 0, to: table.rowCount, by: 7) {
      let found = model.predict(Array(rows[row * names.count..<(row + 1) * names.count]))
      #expect(Int(found.status) == expected.classIndices[row])
      #expect(found.probabilities == Array(wanted[row * model.classCount..<(row + 1) * model.classCount]))
    }
    for threads in [0, 1, 3] {
      var probabilities = [Float](repeating: -1, count: wanted.count)
      var classes = [Int32](repeating: -1, count: table.rowCount)
      let status = logit_predict_rows(
        model.pointer, rows, Int64(table.rowCount), Int64(names.count), Int32(threads), &probabilities,
        Int64(model.classCount), &classes)
      #expect(status == Int32(LOGIT_OK) && probabilities == wanted)
      #expect(classes.map { Int($0) } == expected.classIndices)
    }
  }

  @Test(arguments: models.map(\.name))
  func `numbers in single precision are the same numbers in double precision`(name: String) throws {
    let (_, table, classifier) = try #require(Self.models.first { $0.name == name })
    let model = try CModel(classifier)
    let columns = model.columnCount
    let single = try Models.rows(table, classifier.predictor().columns).map { Float($0) }
    let count = min(table.rowCount, 40)
    var (found, wanted) = ([Float](), [Float]())
    for row in 0..<count {
      let numbers = Array(single[row * columns..<(row + 1) * columns])
      found += model.predict(numbers).probabilities
      wanted += model.predict(numbers.map { Double($0) }).probabilities
    }
    #expect(found == wanted)
    var probabilities = [Float](repeating: -1, count: wanted.count)
    let status = logit_predict_rows_f32(
      model.pointer, single, Int64(count), Int64(columns), 0, &probabilities, Int64(model.classCount), nil)
    #expect(status == Int32(LOGIT_OK) && probabilities == wanted)
  }

  @Test func `rows are found whatever the strides`() throws {
    let (_, table, classifier) = try #require(Self.models.first { $0.name == "gaps" })
    let model = try CModel(classifier)
    let (rows, columns, classes) = (table.rowCount, model.columnCount, model.classCount)
    let dense = try Models.rows(table, classifier.predictor().columns)
    let wanted = try classifier.predict(table).probabilities.scalars
    func predict(_ bytes: [UInt8], start: Int, _ rowStride: Int, _ columnStride: Int) -> [Float] {
      var probabilities = [Float](repeating: -1, count: wanted.count)
      let status = bytes.withUnsafeBytes {
        logit_predict_strided(
          model.pointer, $0.baseAddress.map { $0 + start }, Int32(LOGIT_FLOAT64), Int64(rows),
          Int64(columns), Int64(rowStride), Int64(columnStride), 0, &probabilities, Int64(classes), nil)
      }
      #expect(status == Int32(LOGIT_OK))
      return probabilities
    }
    func bytes(count: Int, start: Int, _ rowStride: Int, _ columnStride: Int) -> [UInt8] {
      var bytes = [UInt8](repeating: 0xFF, count: count)
      bytes.withUnsafeMutableBytes {
        for (index, number) in dense.enumerated() {
          let place = start + index / columns * rowStride + index % columns * columnStride
          $0.storeBytes(of: number, toByteOffset: place, as: Double.self)
        }
      }
      return bytes
    }
    // Columns, rows with something between, rows and columns in reverse order, and nothing aligned.
    let forms = [
      (0, 8, 8 * rows), (16, 8 * columns + 24, 8), (8 * (rows * columns - 1), -8 * columns, -8),
      (0, 16 * columns, 16), (3, 8 * columns + 5, 8), (1, 9 * columns, 9),
    ]
    for (start, rowStride, columnStride) in forms {
      let memory = bytes(count: 40 * rows * columns + 64, start: start, rowStride, columnStride)
      #expect(predict(memory, start: start, rowStride, columnStride) == wanted)
    }
    // One row again and again.
    let repeated = predict(bytes(count: 8 * dense.count, start: 0, 8 * columns, 8), start: 0, 0, 8)
    #expect(repeated == (0..<rows).flatMap { _ in wanted[..<classes] })
  }

  @Test(arguments: [0, 1, 2])
  func `every instruction set gives the same bits`(level: Int) throws {
    guard let loops = logit_row_loops_for_level(Int32(level)) else { return }
    for (name, table, classifier) in Self.models {
      let predictor = try #require(try FeaturePredictor(classifier), "\(name)")
      let rows = NumberRows(predictor, loops: loops)
      var numbers = try Models.rows(table, predictor.names)
      // Far from the mean, infinite, and missing.
      for (index, number) in [1e300, -1e300, .infinity, .nan, 0.0, -0.0].enumerated() {
        numbers[index * 5 % numbers.count] = number
      }
      let (count, classes) = (table.rowCount, predictor.classCount)
      func predict(_ rows: NumberRows) throws -> [Float] {
        var probabilities = [Float](repeating: -1, count: count * classes)
        try probabilities.withUnsafeMutableBufferPointer { output in
          try numbers.withUnsafeBytes {
            let found = StridedRows<Double>(
              $0.baseAddress.unsafelyUnwrapped, count: count, columnCount: rows.columnCount,
              rowStride: 8 * rows.columnCount, columnStride: 8)
            try rows.predict(
              found, threads: 1, into: PredictionOutput(probabilities: output.baseAddress, classes: nil))
          }
        }
        return probabilities
      }
      let own = try classifier.predictor()
      let wanted = try (0..<count).flatMap { row in
        try own.predict(Array(numbers[row * rows.columnCount..<(row + 1) * rows.columnCount])).probabilities
      }
      #expect(try predict(rows) == wanted, "\(name)")
    }
  }

  @Test func `many rows are shared by threads`() throws {
    let (_, table, classifier) = try #require(Self.models.first { $0.name == "28 columns" })
    let model = try CModel(classifier)
    let rows = try Models.rows(table, classifier.predictor().columns)
    let wanted = try classifier.predict(table).probabilities.scalars
    let copies = 40
    let many = (0..<copies).flatMap { _ in rows }
    try choosingThreads { choose in
      for threads in [1, 2, 5] {
        try choose(threads)
        var probabilities = [Float](repeating: -1, count: wanted.count * copies)
        let status = logit_predict_rows(
          model.pointer, many, Int64(table.rowCount * copies), Int64(model.columnCount), 0, &probabilities,
          Int64(model.classCount), nil)
        #expect(status == Int32(LOGIT_OK), "\(LastError())")
        #expect(probabilities == (0..<copies).flatMap { _ in wanted })
      }
    }
  }

  private static var isOptimized: Bool {
    #if DEBUG
    false
    #else
    true
    #endif
  }

  @Test(
    .enabled(if: allocation_counter_is_available() != 0, "needs glibc's malloc"),
    .enabled(
      if: isOptimized, "unoptimised code allocates to hand over errors and closures; run with -c release"))
  func `a row of numbers allocates nothing`() throws {
    for name in ["28 columns", "300 columns", "gaps", "three classes", "double precision"] {
      let (_, table, classifier) = try #require(Self.models.first { $0.name == name })
      let model = try CModel(classifier)
      let row = Array(try Models.rows(table, classifier.predictor().columns)[..<model.columnCount])
      var probabilities = [Float](repeating: 0, count: model.classCount)
      let (columns, classes) = (Int64(model.columnCount), Int64(model.classCount))
      _ = logit_predict_row(model.pointer, row, columns, &probabilities, classes)
      let before = allocation_counter_current()
      var sum: Int32 = 0
      for _ in 0..<100 {
        sum += logit_predict_row(model.pointer, row, columns, &probabilities, classes)
        sum += logit_predict_row(model.pointer, row, columns, nil, 0)
      }
      let count = allocation_counter_current() - before
      #expect(sum >= 0 && count == 0, "\(name)")
    }
  }
}

extension Models {
  /// The powers of years, which nearly explain each other, and classes that follow a cubic.
  static func powers() throws -> Table {
    let years = (0..<400).map { Double(1950 + $0 * 37 % 71) }
    let labels = years.enumerated().map { index, year in
      let t = (year - 1985) / 20
      return t * (0.5 - t * (0.8 - 0.4 * t)) + Double(index * 31 % 17) / 8 - 1 > 0 ? "yes" : "no"
    }
    return try Table(
      (1...5).map { power in
        Column(
          "p\(power)", numbers: years.map { year in (0..<power).reduce(1) { product, _ in product * year } })
      } + [Column("y", strings: labels)])
  }
}
