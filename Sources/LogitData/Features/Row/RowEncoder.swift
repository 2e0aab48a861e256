import Logit

/// Receives what a value encodes of itself: the names of columns with their values, or values in the order of
/// columns.
///
/// It owns its memory, so that an encoder that a value keeps for later does no harm.
package final class EncodedRow {
  let state: UnsafeMutablePointer<State>
  /// The memory of the row.
  private let memory: UnsafeMutablePointer<Double>
  /// What writes the features.
  package let writer: RowWriter

  /// What changes from value to value; outside the object, where no access has to be checked.
  struct State {
    /// The column that is expected next: values mostly come in the order of the columns.
    var next = 0
    /// Whether values come without names.
    var isList = false
    /// What is unusual in the row; `nil` of most.
    var trouble: Trouble?
  }

  /// What is unusual in a row.
  final class Trouble {
    /// Names that are no columns.
    var strays: [String] = []
    /// What cannot be a row.
    var error: DataError?
  }

  /// What is unusual in the row, to be added to.
  private var trouble: Trouble {
    if let trouble = state.pointee.trouble { return trouble }
    let trouble = Trouble()
    state.pointee.trouble = trouble
    return trouble
  }

  /// Makes room for a row.
  package init(_ features: RowFeatures) {
    // One piece of memory for the state and the row.
    let stateCount =
      (MemoryLayout<State>.stride + MemoryLayout<Double>.size - 1) / MemoryLayout<Double>.stride
    memory = .allocate(capacity: stateCount + RowWriter.wordCount(features))
    state = UnsafeMutableRawPointer(memory).initializeMemory(as: State.self, repeating: State(), count: 1)
    writer = RowWriter(features, memory: memory + stateCount)
  }

  deinit {
    state.deinitialize(count: 1)
    memory.deallocate()
  }

  var features: RowFeatures { writer.features }

  /// Encodes a value, and ends the row.
  ///
  /// - Parameter row: A value that encodes named values, such as a struct, or a list of values.
  /// - Throws: What the value throws; as `RowWriter.put(_:column:)` and
  ///   `RowFeatures.checkNames(strays:absent:)`.
  package func encode(_ row: some Encodable) throws {
    do { try row.encode(to: RowEncoder(row: self)) } catch {
      // What a value in place of a single one leads to is not the fault.
      throw state.pointee.trouble?.error ?? error
    }
    if let error = state.pointee.trouble?.error { throw error }
    guard !state.pointee.isList || state.pointee.next == features.names.count else {
      throw features.wrongCount(state.pointee.next)
    }
    if state.pointee.trouble != nil || !writer.hasValues {
      try features.checkNames(strays: state.pointee.trouble?.strays ?? [], absent: writer.absentColumns)
    }
    try writer.finish()
  }

  /// The column of a name; `nil` if it is none, or has its value already.
  @inline(__always)
  func column(_ name: String) -> Int? {
    let next = state.pointee.next
    if next < features.names.count, features.names[next] == name {
      state.pointee.next = next &+ 1
      return onceOnly(next)
    }
    guard let found = features.places[name] else {
      trouble.strays.append(name)
      return nil
    }
    state.pointee.next = found &+ 1
    return onceOnly(found)
  }

  /// The column, unless it has its value already: of two categories, each would be true.
  @inline(__always)
  private func onceOnly(_ column: Int) -> Int? {
    guard writer.isGiven(column) else { return column }
    fail(features.names[column], found: "two values")
    return nil
  }

  /// Takes the number of a column.
  @inline(__always)
  func put(_ number: Double, column: Int) throws {
    guard !writer.keep(number, column: column) else { return }
    try putOther(.number(number), column: column)
  }

  /// Takes a value that needs more than to be kept, out of the way of those that do not.
  @inline(never)
  private func putOther(_ cell: TableCell, column: Int) throws { try writer.put(cell, column: column) }

  /// The column of the next value without a name.
  func nextColumn() throws -> Int {
    let next = state.pointee.next
    guard next < features.names.count else { throw features.wrongCount(next + 1) }
    state.pointee.next = next + 1
    return next
  }

  /// Notes that a column was given something that is no single value.
  func fail(_ column: String, found: String) {
    guard trouble.error == nil else { return }
    trouble.error = .wrongKind(
      column: column, expected: "single texts, numbers or truth values", found: found,
      remedy: "encode one value for the column")
  }
}

/// Encodes a row.
struct RowEncoder: Encoder {
  let row: EncodedRow

  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    KeyedEncodingContainer(NamedValues<Key>(row: row))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    row.state.pointee.isList = true
    return ListedValues(row: row)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { ValueOfRow(row: row) }
}

/// The values of a row by name.
private struct NamedValues<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let row: EncodedRow

  var codingPath: [any CodingKey] { [] }

  func encodeNil(forKey key: Key) throws {
    if let column = row.column(key.stringValue) { try row.writer.put(TableCell.missing, column: column) }
  }

  // An optional without a value names its column nevertheless.

  func encodeIfPresent(_ value: Bool?, forKey key: Key) throws { try encodeOrNil(value, key) }
  func encodeIfPresent(_ value: String?, forKey key: Key) throws { try encodeOrNil(value, key) }
  func encodeIfPresent(_ value: Double?, forKey key: Key) throws { try encodeOrNil(value, key) }
  func encodeIfPresent(_ value: Float?, forKey key: Key) throws { try encodeOrNil(value, key) }
  func encodeIfPresent(_ value: Int?, forKey key: Key) throws { try encodeOrNil(value, key) }
  func encodeIfPresent(_ value: Int8?, forKey key: Key) throws { try encodeOrNil(value, key) }
  func encodeIfPresent(_ value: Int16?, forKey key: Key) throws { try encodeOrNil(value, key) }
  func encodeIfPresent(_ value: Int32?, forKey key: Key) throws { try encodeOrNil(value, key) }
  func encodeIfPresent(_ value: Int64?, forKey key: Key) throws { try encodeOrNil(value, key) }
  func encodeIfPresent(_ value: UInt?, forKey key: Key) throws { try encodeOrNil(value, key) }
  func encodeIfPresent(_ value: UInt8?, forKey key: Key) throws { try encodeOrNil(value, key) }
  func encodeIfPresent(_ value: UInt16?, forKey key: Key) throws { try encodeOrNil(value, key) }
  func encodeIfPresent(_ value: UInt32?, forKey key: Key) throws { try encodeOrNil(value, key) }
  func encodeIfPresent(_ value: UInt64?, forKey key: Key) throws { try encodeOrNil(value, key) }
  func encodeIfPresent<Value: Encodable>(_ value: Value?, forKey key: Key) throws {
    guard let value else { return try encodeNil(forKey: key) }
    try encode(value, forKey: key)
  }

  @inline(__always)
  private func encodeOrNil<Value: TableValue>(_ value: Value?, _ key: Key) throws {
    guard let column = row.column(key.stringValue) else { return }
    switch value?.tableCell ?? .missing {
    case .number(let number): try row.put(number, column: column)
    case .integer(let number): try row.writer.put(number, column: column)
    case let cell: try row.writer.put(cell, column: column)
    }
  }

  func encode(_ value: Double, forKey key: Key) throws {
    if let column = row.column(key.stringValue) { try row.put(value, column: column) }
  }

  func encode(_ value: Int, forKey key: Key) throws {
    if let column = row.column(key.stringValue) { try row.writer.put(Int64(value), column: column) }
  }

  func encode(_ value: String, forKey key: Key) throws {
    if let column = row.column(key.stringValue) { try row.writer.put(.text(value), column: column) }
  }

  func encode(_ value: Bool, forKey key: Key) throws {
    if let column = row.column(key.stringValue) { try row.writer.put(.boolean(value), column: column) }
  }

  func encode(_ value: Float, forKey key: Key) throws { try encode(Double(value), forKey: key) }
  func encode(_ value: Int8, forKey key: Key) throws { try encode(Int(value), forKey: key) }
  func encode(_ value: Int16, forKey key: Key) throws { try encode(Int(value), forKey: key) }
  func encode(_ value: Int32, forKey key: Key) throws { try encode(Int(value), forKey: key) }
  func encode(_ value: Int64, forKey key: Key) throws { try encode(Int(value), forKey: key) }
  func encode(_ value: UInt, forKey key: Key) throws { try put(value.tableCell, key) }
  func encode(_ value: UInt8, forKey key: Key) throws { try encode(Int(value), forKey: key) }
  func encode(_ value: UInt16, forKey key: Key) throws { try encode(Int(value), forKey: key) }
  func encode(_ value: UInt32, forKey key: Key) throws { try encode(Int(value), forKey: key) }
  func encode(_ value: UInt64, forKey key: Key) throws { try put(value.tableCell, key) }

  func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
    guard let column = row.column(key.stringValue) else { return }
    try row.encode(value, column: column)
  }

  private func put(_ cell: TableCell, _ key: Key) throws {
    if let column = row.column(key.stringValue) { try row.writer.put(cell, column: column) }
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    row.fail(key.stringValue, found: "names with values of their own")
    return KeyedEncodingContainer(NamedValues<Nested>(row: row))
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    row.fail(key.stringValue, found: "a list")
    return ListedValues(row: row)
  }

  // The values of a superclass are values of the same row.
  func superEncoder() -> any Encoder { RowEncoder(row: row) }
  func superEncoder(forKey key: Key) -> any Encoder { RowEncoder(row: row) }
}

/// The values of a row in the order of the columns.
private struct ListedValues: UnkeyedEncodingContainer {
  let row: EncodedRow

  var codingPath: [any CodingKey] { [] }
  var count: Int { row.state.pointee.next }

  func encodeNil() throws { try row.writer.put(TableCell.missing, column: row.nextColumn()) }
  func encode(_ value: Double) throws { try row.put(value, column: row.nextColumn()) }
  func encode(_ value: Int) throws { try row.writer.put(Int64(value), column: row.nextColumn()) }
  func encode<Value: Encodable>(_ value: Value) throws {
    try row.encode(value, column: row.nextColumn())
  }

  func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
    row.fail(row.nextName, found: "names with values of their own")
    return KeyedEncodingContainer(NamedValues<Nested>(row: row))
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    row.fail(row.nextName, found: "a list")
    return self
  }

  func superEncoder() -> any Encoder { RowEncoder(row: row) }
}

/// A row that is said to be a single value: that of another type which encodes the row, or none at all.
private struct ValueOfRow: SingleValueEncodingContainer {
  let row: EncodedRow

  var codingPath: [any CodingKey] { [] }

  func encodeNil() { row.fail(row.nextName, found: "nothing in place of a row") }

  func encode<Value: Encodable>(_ value: Value) throws {
    guard !(value is any TableValue) else {
      return row.fail(row.nextName, found: "a single value in place of a row")
    }
    try value.encode(to: RowEncoder(row: row))
  }
}

extension EncodedRow {
  /// The name of the column that is expected next, for messages.
  var nextName: String {
    let next = state.pointee.next
    return next < features.names.count ? features.names[next] : ""
  }

  /// Encodes the value of a column that is not of one of the types that encode themselves.
  func encode(_ value: some Encodable, column: Int) throws {
    if let value = value as? any TableValue {
      try writer.put(value.tableCell, column: column)
    } else {
      try value.encode(to: CellEncoder(row: self, column: column))
    }
  }
}

/// Encodes the value of one column, such as that of an enumeration with raw values.
private struct CellEncoder: Encoder, SingleValueEncodingContainer {
  let row: EncodedRow
  let column: Int

  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    row.fail(row.features.names[column], found: "names with values of their own")
    return KeyedEncodingContainer(NamedValues<Key>(row: row))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    row.fail(row.features.names[column], found: "a list")
    return ListedValues(row: row)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { self }

  func encodeNil() throws { try row.writer.put(TableCell.missing, column: column) }
  func encode<Value: Encodable>(_ value: Value) throws { try row.encode(value, column: column) }
}
