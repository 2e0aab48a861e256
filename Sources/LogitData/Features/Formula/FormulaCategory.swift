/// The levels of a category in a regression.
struct FormulaCategory: Sendable, Hashable {
  /// What the levels are, in their order.
  enum Levels: Sendable, Hashable {
    /// By code points.
    case texts([String])
    case integers([Int64])
    case numbers([Double])
    /// False before true; 0 and 1.
    case booleans([UInt8])
  }

  let column: String
  let levels: Levels
  /// The position of the level that others are compared with.
  var reference: Int

  /// The number of levels.
  var count: Int {
    switch levels {
    case .texts(let values): values.count
    case .integers(let values): values.count
    case .numbers(let values): values.count
    case .booleans(let values): values.count
    }
  }

  /// What the levels are called.
  var names: [String] {
    switch levels {
    case .texts(let values): values
    case .integers(let values): values.map { "\($0)" }
    case .numbers(let values): values.map { $0.shortText }
    case .booleans(let values): values.map { $0 == 0 ? "false" : "true" }
    }
  }

  /// The position of a level by its name; a number may be written otherwise.
  func position(of name: String) -> Int? {
    if let position = names.firstIndex(of: name) { return position }
    switch levels {
    case .texts(let values):
      guard let number = Double(name) else { return nil }
      let places = values.indices.filter { Double(values[$0]) == number }
      return places.count == 1 ? places[0] : nil
    case .booleans: return names.firstIndex(of: name.lowercased())
    case .integers(let values):
      return Double(name).flatMap { number in values.firstIndex { Double($0) == number } }
    case .numbers(let values): return Double(name).flatMap { values.firstIndex(of: $0) }
    }
  }

  /// The level as a number, where it is one.
  func number(_ position: Int) -> Double? {
    switch levels {
    case .texts: nil
    case .integers(let values): Double(values[position])
    case .numbers(let values): values[position]
    case .booleans(let values): Double(values[position])
    }
  }
}

extension FormulaCategory {
  /// The levels that occur in a column.
  ///
  /// - Parameter areNumbers: Whether its texts are numbers, to be ordered by value.
  /// - Throws: ``DataError/tooManyLevels(column:count:limit:)``, or ``DataError/oneLevel(column:level:)``.
  init(_ column: Column, areNumbers: Bool, limit: Int) throws {
    let levels: Levels
    switch column.kind {
    case .string:
      let counts = column.textCounts()
      let texts = zip(column.dictionary, counts).filter { $0.1 > 0 }.map(\.0)
      let sorted = texts.sorted(by: texts.order)
      levels = .texts(areNumbers ? sorted.orderedByValue : sorted)
    case .boolean:
      var seen: Set<UInt8> = []
      for case .boolean(let values) in column.chunks { seen.formUnion(values) }
      seen.remove(ColumnChunk.missingBoolean)
      levels = .booleans(seen.sorted())
    case .integer:
      var seen: Set<Int64> = []
      for case .integer(let values) in column.chunks { seen.formUnion(values) }
      seen.remove(ColumnChunk.missingInteger)
      levels = .integers(seen.sorted())
    case .numeric:
      var seen: Set<Double> = []
      for chunk in column.chunks {
        chunk.forEachNumber(0..<chunk.count) { if $1.isFinite { seen.insert($1) } }
      }
      levels = .numbers(seen.sorted())
    }
    self.init(column: column.name, levels: levels, reference: 0)
    guard count <= limit else {
      throw DataError.tooManyLevels(column: column.name, count: count, limit: limit)
    }
    guard count > 1 else { throw DataError.oneLevel(column: column.name, level: names.first) }
  }
}

extension [String] {
  /// Texts of numbers by their value; as they are if one is none.
  fileprivate var orderedByValue: [String] {
    let numbers = compactMap { Double($0) }
    guard numbers.count == count, numbers.allSatisfy({ !$0.isNaN }) else { return self }
    return zip(numbers, enumerated()).sorted { ($0.0, $0.1.offset) < ($1.0, $1.1.offset) }.map(\.1.element)
  }
}

/// Reads the levels of a column's rows, as positions.
struct LevelReader: Sendable {
  /// The position of a missing value.
  static let missing: Int32 = -1
  /// The position of a value that is no level.
  static let unknown: Int32 = -2

  private enum Lookup {
    /// By position in the column's dictionary.
    case texts([Int32])
    case numbers([Double: Int32])
    case integers([Int64: Int32])
  }

  private let lookup: Lookup
  private let dictionary: [String]

  /// Prepares to read a column.
  init(_ category: FormulaCategory, for column: Column) {
    dictionary = column.dictionary
    func positions<Value: Hashable>(_ values: [Value]) -> [Value: Int32] {
      Dictionary(zip(values, (0 as Int32)...), uniquingKeysWith: { first, _ in first })
    }
    switch category.levels {
    case .texts(let texts):
      let places = positions(texts)
      lookup = .texts(column.dictionary.map { places[$0] ?? Self.unknown })
    case .integers(let values): lookup = .integers(positions(values))
    case .numbers(let values): lookup = .numbers(positions(values))
    case .booleans(let values): lookup = .integers(positions(values.map { Int64($0) }))
    }
  }

  /// Writes the position of each row's level.
  func read(_ chunk: ColumnChunk, rows: Range<Int>, into codes: UnsafeMutablePointer<Int32>) {
    let first = rows.lowerBound
    switch (lookup, chunk) {
    case (.texts(let table), .string(let values)):
      values.withUnsafeBufferPointer { values in
        table.withUnsafeBufferPointer { table in
          for row in rows { codes[row - first] = values[row] < 0 ? Self.missing : table[Int(values[row])] }
        }
      }
    case (.integers(let table), .integer(let values)):
      for row in rows {
        codes[row - first] =
          values[row] == ColumnChunk.missingInteger ? Self.missing : table[values[row]] ?? Self.unknown
      }
    case (.integers(let table), _):
      chunk.forEachNumber(rows) { row, number in
        codes[row - first] =
          number.isFinite ? Int64(exactly: number).flatMap { table[$0] } ?? Self.unknown : Self.missing
      }
    case (.numbers(let table), _):
      chunk.forEachNumber(rows) { row, number in
        codes[row - first] = number.isFinite ? table[number] ?? Self.unknown : Self.missing
      }
    // Only a column without any value gets here.
    case (.texts, _): codes.update(repeating: Self.missing, count: rows.count)
    }
  }

  /// The text of a value, for messages.
  func text(_ chunk: ColumnChunk, row: Int) -> String {
    switch chunk {
    case .string(let values): values[row] < 0 ? "" : dictionary[Int(values[row])]
    case .integer(let values): "\(values[row])"
    case .numeric(let values): values[row].shortText
    case .single(let values): values[row].shortText
    case .boolean(let values): values[row] == 0 ? "false" : "true"
    }
  }
}
