import Logit

/// Writes the features of a table's rows into matrices, on several threads.
struct MatrixWriter {
  /// The rows that are written at a time: few enough for the nearest cache, and for codes to fit the stack.
  private static let blockLength = 256

  private let encoders: [any FeatureEncoder]
  private let layout: FeatureLayout

  /// The number of features.
  var width: Int { layout.width }

  init(_ features: FeatureSpace, for table: Table) throws {
    layout = try FeatureLayout(features, in: table)
    let columns = try features.columns(of: table)
    encoders = try zip(features.transforms, columns).map { try $0.encoder(for: $1) }
  }

  /// Writes some units of work.
  func write(
    _ units: [MatrixUnit], of table: Table, to destinations: MatrixDestinations, pool: ThreadPool,
    tallies: inout [FeatureTally]
  ) {
    guard width > 0, !units.isEmpty else { return }
    let columns = table.columns
    var found = [FeatureTally](repeating: FeatureTally(), count: units.count * encoders.count)
    found.withUnsafeMutableBufferPointer { found in
      nonisolated(unsafe) let found = found
      pool.forEach(blocksOf: 1, count: units.count) { range in
        for index in range {
          let chunks = layout.places.map { $0.map { columns[$0].chunks[units[index].chunk] } }
          let part = UnsafeMutableBufferPointer(
            rebasing: found[index * encoders.count..<(index + 1) * encoders.count])
          write(units[index], chunks, to: destinations, tallies: part)
        }
      }
    }
    for (index, tally) in found.enumerated() {
      tallies[index % encoders.count].add(tally, start: units[index / encoders.count].chunkStart)
    }
  }

  /// Writes a unit of work, a block at a time.
  private func write(
    _ unit: MatrixUnit, _ chunks: [[ColumnChunk]], to destinations: MatrixDestinations,
    tallies: UnsafeMutableBufferPointer<FeatureTally>
  ) {
    var next = unit.firstRows
    var row = unit.rows.lowerBound
    withStarts { starts, precise in
      while row < unit.rows.upperBound {
        let first = row
        var count = 0
        // A block ends early at a row that goes nowhere.
        while row < unit.rows.upperBound, count < Self.blockLength,
          let start = destinations.start(of: unit.chunkStart + row, next: &next, width: width)
        {
          starts[count] = start
          if destinations.isPrecise {
            precise[count] = destinations.preciseStart(of: unit.chunkStart + row, beside: start)
          }
          count += 1
          row += 1
        }
        if count < Self.blockLength && row < unit.rows.upperBound { row += 1 }
        guard count > 0 else { continue }
        for (index, encoder) in encoders.enumerated() {
          let features = FeatureRows(
            starts: UnsafePointer(starts), offset: layout.offsets[index], count: count,
            width: layout.offsets[index + 1] - layout.offsets[index])
          let rows = first..<first + count
          encoder.encode(chunks[index], rows: rows, into: features, tally: &tallies[index])
          guard destinations.isPrecise else { continue }
          let doubles = PreciseRows(starts: UnsafePointer(precise), offset: layout.offsets[index])
          if let encoder = encoder as? any PreciseEncoder {
            encoder.encode(chunks[index], rows: rows, into: doubles)
          } else {
            doubles.widen(features)
          }
        }
      }
    }
  }

  /// Gives room for where the rows of a block begin, in both precisions.
  private func withStarts(
    _ body: (
      UnsafeMutablePointer<UnsafeMutablePointer<Float>>, UnsafeMutablePointer<UnsafeMutablePointer<Double>>
    ) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: UnsafeMutablePointer<Float>.self, capacity: Self.blockLength) {
      singles in
      withUnsafeTemporaryAllocation(of: UnsafeMutablePointer<Double>.self, capacity: Self.blockLength) {
        doubles in
        guard let singles = singles.baseAddress, let doubles = doubles.baseAddress else { return }
        body(singles, doubles)
      }
    }
  }
}

/// Matrices, and which of them each row of a table goes to.
struct MatrixDestinations: @unchecked Sendable {
  // Threads write different rows.
  let matrices: [UnsafeMutablePointer<Float>?]
  /// The number of each row's matrix; `nil` if there is one for all.
  let places: [UInt8]?
  /// The same matrices in double precision, to be written besides; none by default.
  var precise: [UnsafeMutablePointer<Double>?] = []

  var isPrecise: Bool { !precise.isEmpty }

  /// Where a row begins in double precision.
  ///
  /// - Parameter start: Where it begins in single precision.
  func preciseStart(of row: Int, beside start: UnsafeMutablePointer<Float>) -> UnsafeMutablePointer<Double> {
    let place = places.map { Int($0[row]) } ?? 0
    guard let single = matrices[place], let double = precise[place] else {
      programmingError("A row goes to a matrix that is not there")
    }
    return double + (start - single)
  }

  /// Where a row begins; `nil` if it goes nowhere.
  ///
  /// - Parameter next: The next row of each matrix.
  @inline(__always)
  func start(of row: Int, next: inout [Int], width: Int) -> UnsafeMutablePointer<Float>? {
    let place = places.map { Int($0[row]) } ?? 0
    guard place < matrices.count, let matrix = matrices[place] else { return nil }
    defer { next[place] += 1 }
    return matrix + next[place] * width
  }
}

/// Rows of a piece of a table that one thread writes.
struct MatrixUnit {
  private static let length = 8192

  /// The piece.
  var chunk: Int
  /// The row of the table at which the piece begins.
  var chunkStart: Int
  /// The rows, counted from the start of the piece.
  var rows: Range<Int>
  /// The next row of each matrix.
  var firstRows: [Int]

  /// Divides a table into units.
  static func units(chunkCounts: [Int], destinations: [UInt8]? = nil, count: Int = 1) -> [MatrixUnit] {
    var units: [MatrixUnit] = []
    var next = [Int](repeating: 0, count: count)
    var start = 0
    for (chunk, rowCount) in chunkCounts.enumerated() {
      for first in stride(from: 0, to: rowCount, by: length) {
        let rows = first..<min(first + length, rowCount)
        units.append(MatrixUnit(chunk: chunk, chunkStart: start, rows: rows, firstRows: next))
        if let destinations {
          for row in rows {
            let place = Int(destinations[start + row])
            if place < count { next[place] += 1 }
          }
        } else {
          next[0] += rows.count
        }
      }
      start += rowCount
    }
    return units
  }

  /// Units in groups that do not share a piece, of enough work for some threads.
  static func waves(_ units: [MatrixUnit], threadCount: Int) -> [[MatrixUnit]] {
    var waves: [[MatrixUnit]] = []
    var wave: [MatrixUnit] = []
    for unit in units {
      if wave.count >= 2 * threadCount, wave.last?.chunk != unit.chunk {
        waves.append(wave)
        wave = []
      }
      wave.append(unit)
    }
    return wave.isEmpty ? waves : waves + [wave]
  }
}
