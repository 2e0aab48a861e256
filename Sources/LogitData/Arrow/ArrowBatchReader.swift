import LogitFiles

/// Reads the columns of some rows, one after the other.
struct ArrowBatchReader {
  let source: StoredBytes
  let batch: ArrowBatch
  /// Where the body begins, and how many bytes it has.
  let (bodyStart, bodySize): (Int, Int)
  let memory: MemoryLimit

  private var (node, buffer, view) = (0, 0, 0)

  init(_ source: StoredBytes, _ batch: ArrowBatch, at bodyStart: Int, size: Int, memory: MemoryLimit) {
    (self.source, self.batch, self.bodyStart, bodySize, self.memory) = (
      source, batch, bodyStart, size, memory
    )
  }

  /// Passes over a column and its parts.
  ///
  /// - Throws: ``ColumnarFault``.
  mutating func skip(_ field: ArrowField) throws {
    node += 1
    if field.dictionary != nil {
      // The parts of such a column are in its dictionary.
      buffer += 2
      return
    }
    buffer += field.type.bufferCount
    if field.type == .view { buffer += try nextViewCount() }
    for child in field.children { try skip(child) }
  }

  private mutating func nextViewCount() throws -> Int {
    guard view < batch.viewCounts.count, batch.viewCounts[view] <= batch.buffers.count else {
      throw ColumnarFault.damaged(expected: "the number of buffers of a view", found: "none")
    }
    view += 1
    return batch.viewCounts[view - 1]
  }

  /// Reads a column.
  ///
  /// - Parameters:
  ///   - type: How values, or positions in a dictionary, are stored.
  ///   - count: How many rows there must be.
  /// - Returns: The values that are not missing; and for each row, 1 for a value and 0 for none, `nil` if
  ///   there is one in each.
  /// - Throws: ``ColumnarFault``, `FileError.damaged(source:item:expected:found:remedy:)` or
  ///   `FileError.outOfMemory(source:limit:)`.
  mutating func values(_ type: ArrowType, count: Int) throws -> (values: ColumnarValues, levels: [UInt8]?) {
    guard node < batch.nodes.count else {
      throw ColumnarFault.damaged(expected: "rows of each column", found: "\(batch.nodes.count) columns")
    }
    let (length, missing) = batch.nodes[node]
    guard length == count else {
      throw ColumnarFault.damaged(expected: "\(count) rows", found: "\(length)")
    }
    node += 1
    if type == .empty { return (.doubles([]), nil) }
    // A bitmap for no missing values may be left out, or hold anything.
    let (memory, name) = (memory, source.name)
    let levels = missing == 0 ? nil : try nextBuffer { try Self.bits($0, count, memory, name) }
    if missing == 0 { buffer += 1 }
    let present = levels?.contains(0) == true ? levels : nil
    if count > 1 << 12 { try memory.require(count * 24, for: name) }
    switch type {
    case .bytes(let isLarge): return (.bytes(try strings(count, present, isLarge)), present)
    case .view: return (.bytes(try views(count, present)), present)
    default:
      let values = try nextBuffer { try ArrowValues(type: type, count: count, levels: present).decoded($0) }
      return (values, present)
    }
  }

  private static func bits(
    _ bytes: UnsafeRawBufferPointer, _ count: Int, _ memory: MemoryLimit, _ name: String
  ) throws -> [UInt8] {
    guard (count + 7) / 8 <= bytes.count else { throw ColumnarFault.truncated }
    if count > 1 << 16 { try memory.require(count, for: name) }
    return (0..<count).map { bytes[$0 >> 3] >> UInt8($0 & 7) & 1 }
  }

  // MARK: Buffers

  /// Lends the next buffer, decompressed.
  private mutating func nextBuffer<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result
  {
    guard buffer < batch.buffers.count else {
      throw ColumnarFault.damaged(expected: "more buffers", found: "\(batch.buffers.count)")
    }
    let (start, count) = batch.buffers[buffer]
    guard start >= 0, count >= 0, start <= bodySize, count <= bodySize - start else {
      throw ColumnarFault.damaged(
        expected: "a buffer within \(bodySize) bytes", found: "\(count) bytes from byte \(start) on")
    }
    buffer += 1
    if count > 1 << 16 { try memory.require(count, for: source.name) }
    return try source.withBytes(bodyStart + start..<bodyStart + start + count) { bytes in
      guard let codec = batch.codec, count > 0 else { return try body(bytes) }
      guard count >= 8 else { throw ColumnarFault.truncated }
      let size = Int(Int64(littleEndian: bytes.loadUnaligned(as: Int64.self)))
      let rest = UnsafeRawBufferPointer(rebasing: bytes[8...])
      // Those that would not become smaller stand as they are.
      if size == -1 { return try body(rest) }
      if size == 0 { return try body(UnsafeRawBufferPointer(start: nil, count: 0)) }
      try memory.requireUsualGrowth(to: size, from: source.size, of: source.name)
      return try codec.decompress(rest, size: size, name: source.name, within: memory).withUnsafeBytes(body)
    }
  }

  // MARK: Texts

  /// Strings of bytes after their ends.
  private mutating func strings(_ count: Int, _ levels: [UInt8]?, _ isLarge: Bool) throws -> ByteStrings {
    let width = isLarge ? 8 : 4
    let ends: [Int] = try nextBuffer { bytes in
      // Where there are no rows, there need be no ends.
      if count == 0 { return [0] }
      guard count < bytes.count / width else { throw ColumnarFault.truncated }
      return (0...count).map { index in
        isLarge
          ? Int(Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8 * index, as: Int64.self)))
          : Int(Int32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * index, as: Int32.self)))
      }
    }
    return try nextBuffer { bytes in
      var ranges: [Range<Int>] = []
      ranges.reserveCapacity(count)
      for row in 0..<count where levels?[row] != 0 {
        guard ends[row] >= 0, ends[row] <= ends[row + 1], ends[row + 1] <= bytes.count else {
          throw ColumnarFault.damaged(
            expected: "a text within \(bytes.count) bytes", found: "bytes \(ends[row]) to \(ends[row + 1])")
        }
        ranges.append(ends[row]..<ends[row + 1])
      }
      return ByteStrings(Array(bytes), ranges)
    }
  }

  /// Strings of bytes, of which those of at most 12 stand in place.
  private mutating func views(_ count: Int, _ levels: [UInt8]?) throws -> ByteStrings {
    let table: [UInt8] = try nextBuffer { bytes in
      guard count <= bytes.count / 16 else { throw ColumnarFault.truncated }
      return Array(bytes.prefix(16 * count))
    }
    var strings = ByteStrings(table, [])
    var starts: [Int] = [table.count]
    for _ in 0..<(try nextViewCount()) {
      strings.bytes += try nextBuffer { Array($0) }
      starts.append(strings.bytes.count)
    }
    func number(_ place: Int) -> Int {
      Int(Int32(truncatingIfNeeded: (0..<4).reduce(0) { $0 | Int(table[place + $1]) << (8 * $1) }))
    }
    strings.ranges.reserveCapacity(count)
    for row in 0..<count where levels?[row] != 0 {
      let length = number(16 * row)
      if (0...12).contains(length) {
        strings.ranges.append(16 * row + 4..<16 * row + 4 + length)
        continue
      }
      let (index, offset) = (number(16 * row + 8), number(16 * row + 12))
      guard length >= 0, index >= 0, index < starts.count - 1, offset >= 0,
        offset <= starts[index + 1] - starts[index], length <= starts[index + 1] - starts[index] - offset
      else {
        throw ColumnarFault.damaged(
          expected: "a text within its buffer",
          found: "\(length) bytes from byte \(offset) on of buffer \(index)")
      }
      strings.ranges.append(starts[index] + offset..<starts[index] + offset + length)
    }
    return strings
  }
}
