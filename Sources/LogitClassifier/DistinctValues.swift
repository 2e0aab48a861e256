import LogitData

/// A column's distinct values in ascending order, and which one each row has.
struct DistinctValues {
  /// The values as text, in the form of `Column.strings()`.
  private(set) var names: [String]
  /// The position of each row's value; ``ClassLabels/missing`` if it is missing. Empty if rows do not matter.
  private(set) var indices: [Int32]

  /// - Parameters:
  ///   - column: The column.
  ///   - limit: The most values there may be.
  ///   - keepsRows: Whether rows matter, or only which values there are.
  /// - Throws: `DataError.unusableTarget(column:reason:remedy:)` if there are more.
  init(_ column: Column, limit: Int = .max, keepsRows: Bool = true) throws {
    switch column.kind {
    case .string: try self.init(texts: column, limit: limit, keepsRows: keepsRows)
    case .integer:
      var found = Numbering<Int64>(column, limit: limit, keepsRows: keepsRows)
      for case .integer(let values) in column.chunks {
        try found.add(values) { $0 == ColumnChunk.missingInteger ? nil : $0 }
      }
      self.init(found) { "\($0)" }
    case .boolean:
      var found = Numbering<UInt8>(column, limit: limit, keepsRows: keepsRows)
      for case .boolean(let values) in column.chunks {
        try found.add(values) { $0 == ColumnChunk.missingBoolean ? nil : $0 }
      }
      self.init(found) { $0 == 0 ? "false" : "true" }
    case .numeric: try self.init(numbers: column, limit: limit, keepsRows: keepsRows)
    }
  }

  /// The same number in single and in double precision is one value, named as in single precision.
  private init(numbers column: Column, limit: Int, keepsRows: Bool) throws {
    let isSingle = column.chunks.contains { if case .single = $0 { true } else { false } }
    var found = Numbering<Double>(column, limit: limit, keepsRows: keepsRows)
    for chunk in column.chunks {
      switch chunk {
      case .numeric(let values) where isSingle:
        try found.add(values) { $0.isNaN ? nil : Double(Float($0)) }
      case .numeric(let values): try found.add(values) { $0.isNaN ? nil : $0 }
      case .single(let values): try found.add(values) { $0.isNaN ? nil : Double($0) }
      default: break
      }
    }
    // -0 is named 0.
    self.init(found) { isSingle ? Float($0 + 0).shortText : ($0 + 0).shortText }
  }

  /// Only strings that occur count: the dictionary may hold more than some selected rows use.
  private init(texts column: Column, limit: Int, keepsRows: Bool) throws {
    var found = Numbering<Int32>(column, limit: limit, keepsRows: keepsRows)
    for case .string(let codes) in column.chunks {
      try found.add(codes) { $0 == ColumnChunk.missingCode ? nil : $0 }
    }
    (names, indices) = (found.keys.map { column.dictionary[Int($0)] }, found.indices)
    let (texts, precedes) = (names, column.dictionary.order)
    sort { precedes(texts[$0], texts[$1]) }
  }

  private init<Key: Comparable>(_ found: Numbering<Key>, name: (Key) -> String) {
    (names, indices) = (found.keys.map(name), found.indices)
    sort { found.keys[$0] < found.keys[$1] }
  }

  private mutating func sort(by precedes: (Int, Int) -> Bool) {
    let order = names.indices.sorted(by: precedes)
    var ranks = [Int32](repeating: 0, count: order.count)
    for (rank, index) in order.enumerated() { ranks[index] = Int32(rank) }
    names = order.map { names[$0] }
    renumber(ranks)
  }

  /// Checks that there are no more values than there may be classes.
  ///
  /// - Throws: `DataError.unusableTarget(column:reason:remedy:)`.
  func requireCount(atMost limit: Int, column: String) throws {
    if names.count > limit { throw Self.tooMany(limit, column: column) }
  }

  fileprivate static func tooMany(_ limit: Int, column: String) -> DataError {
    .unusableTarget(
      column: column, reason: "it holds more than \(limit) different values",
      remedy:
        "Logit classifies and does not estimate quantities; choose another target, or divide this one into "
        + "classes first")
  }

  /// Changes ``indices`` of rows that are not to be counted to negative numbers.
  mutating func leaveOut(_ body: (inout [Int32]) throws -> Void) rethrows { try body(&indices) }

  /// Leaves out the values that a single row has, or none that counts.
  ///
  /// - Parameter mark: What stands for them among ``indices``.
  mutating func dropSingles(as mark: Int32) {
    var counts = [Int](repeating: 0, count: names.count)
    for index in indices where index >= 0 { counts[Int(index)] += 1 }
    guard counts.contains(where: { $0 < 2 }) else { return }
    var (kept, numbers): ([String], [Int32]) = ([], [])
    for (name, count) in zip(names, counts) {
      numbers.append(count < 2 ? mark : Int32(kept.count))
      if count > 1 { kept.append(name) }
    }
    names = kept
    renumber(numbers)
  }

  /// Replaces positions by others; ``names`` stays as it is.
  mutating func renumber(_ numbers: [Int32]) {
    guard !numbers.indices.allSatisfy({ numbers[$0] == Int32($0) }) else { return }
    indices.withUnsafeMutableBufferPointer { indices in
      numbers.withUnsafeBufferPointer { numbers in
        for row in indices.indices where indices[row] >= 0 { indices[row] = numbers[Int(indices[row])] }
      }
    }
  }
}

/// Values in the order they first appear, and which one each row has.
private struct Numbering<Key: Hashable & Comparable> {
  /// With up to this many values, linear search is faster than hashing.
  private static var fewKeys: Int { 16 }

  private let column: String
  private let limit: Int
  private let keepsRows: Bool
  private(set) var keys: [Key] = []
  private(set) var indices: [Int32] = []
  private var numbers: [Key: Int32] = [:]

  init(_ column: Column, limit: Int, keepsRows: Bool) {
    self.column = column.name
    (self.limit, self.keepsRows) = (limit, keepsRows)
    if keepsRows { indices.reserveCapacity(column.count) }
  }

  /// Adds rows.
  ///
  /// - Parameter key: Returns the key of a value; `nil` if it is missing.
  @inline(__always)
  mutating func add<Value>(_ values: [Value], key: (Value) -> Key?) throws {
    // Rows of one class often come in runs.
    var (last, lastNumber): (Key?, Int32) = (nil, ClassLabels.missing)
    for value in values {
      let key = key(value)
      if key != last {
        (last, lastNumber) = (key, try key.map { try number(of: $0) } ?? ClassLabels.missing)
      }
      if keepsRows { indices.append(lastNumber) }
    }
  }

  private mutating func number(of key: Key) throws -> Int32 {
    if keys.count <= Self.fewKeys {
      if let place = keys.firstIndex(of: key) { return Int32(place) }
    } else if let number = numbers[key] {
      return number
    }
    guard keys.count < limit else { throw DistinctValues.tooMany(limit, column: column) }
    let number = Int32(keys.count)
    numbers[key] = number
    keys.append(key)
    return number
  }
}
