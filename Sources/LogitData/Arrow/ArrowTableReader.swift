import Logit
import LogitFiles

/// Reads the rows of an Arrow file or stream.
struct ArrowTableReader {
  private let file: ArrowFile
  private let choice: ColumnChoice
  private let memory: MemoryLimit
  /// What makes each column of the file; `nil` for one that is not wanted.
  private var builders: [ColumnarBuilder?]
  /// The dictionaries of columns that have one, by position.
  private var dictionaries: [Int: ArrowDictionary] = [:]
  private var batchCount = 0
  private var rowCount = 0

  init(_ file: ArrowFile, options: CSVOptions) throws {
    (self.file, memory) = (file, options.memory)
    choice = try ColumnChoice(options, among: file.fields.map(\.name), of: file.source.name)
    let wanted = Set(choice.indices)
    let (choice, name) = (choice, file.source.name)
    builders = try file.fields.enumerated().map { index, field in
      guard wanted.contains(index) else { return nil }
      if field.columnarType == nil && !choice.canLackValues(field.name) {
        throw choice.unreadable(field.name, field.unreadable ?? "values of an unknown kind")
      }
      return ColumnarBuilder(
        name: field.name, type: field.columnarType ?? .empty, path: name, options: options)
    }
  }

  /// All rows.
  ///
  /// - Throws: As ``Table/init(arrow:options:)``.
  mutating func table() throws -> Table {
    try file.forEachMessage { message, start in
      switch message.content {
      case .rows(let batch):
        batchCount += 1
        try add(batch, at: start, size: message.bodySize)
      case .dictionary(let id, let batch, let isDelta):
        try addDictionary(id, batch, isDelta, at: start, size: message.bodySize)
      case .schema:
        throw ColumnarFault.error(
          file.source.name, "the description of the columns", "there once", "there twice")
      case .other: break
      }
    }
    return try Table(builders.compactMap { $0?.column() })
  }

  private func place(_ field: ArrowField) -> String {
    "\(file.source.name), record batch \(batchCount), column \"\(field.name)\""
  }

  private mutating func add(_ batch: ArrowBatch, at start: Int, size: Int) throws {
    let (total, overflows) = rowCount.addingReportingOverflow(batch.rowCount)
    guard !overflows, total < 1 << 48 else {
      throw ColumnarFault.error(file.source.name, "the number of rows", "one", "more than any file has")
    }
    rowCount = total
    try memory.requireUsualGrowth(to: 8 * total, from: file.source.size, of: file.source.name)
    var reader = ArrowBatchReader(file.source, batch, at: start, size: size, memory: memory)
    for (index, field) in file.fields.enumerated() {
      do {
        guard builders[index] != nil, field.columnarType != nil else {
          try reader.skip(field)
          try builders[index]?.appendMissing(batch.rowCount)
          continue
        }
        try add(&reader, field, index, batch.rowCount)
      } catch let fault as ColumnarFault {
        throw fault.error(in: "the values", of: place(field))
      }
    }
  }

  private mutating func add(
    _ reader: inout ArrowBatchReader, _ field: ArrowField, _ index: Int, _ count: Int
  ) throws {
    if let encoding = field.dictionary {
      let type = ArrowType.integer(bits: encoding.bits, isSigned: encoding.isSigned)
      let (positions, levels) = try reader.values(type, count: count)
      guard case .integers(let positions) = positions else { return }
      // A dictionary of nothing need not be there where all values are missing.
      let dictionary = dictionaries[index] ?? ArrowDictionary()
      let (indices, present) = try dictionary.places(positions, levels)
      guard let values = dictionary.values else {
        try builders[index]?.appendMissing(count)
        return
      }
      try builders[index]?.append(values.gathering(indices), levels: present)
    } else if field.type == .empty {
      _ = try reader.values(.empty, count: count)
      try builders[index]?.appendMissing(count)
    } else {
      let (values, levels) = try reader.values(field.type, count: count)
      if let converted = try builders[index]?.converted(values) {
        try builders[index]?.append(converted, levels: levels)
      }
    }
  }

  private mutating func addDictionary(
    _ id: Int, _ batch: ArrowBatch, _ isDelta: Bool, at start: Int, size: Int
  ) throws {
    for (index, field) in file.fields.enumerated()
    where field.dictionary?.id == id && builders[index] != nil && field.columnarType != nil {
      do {
        var reader = ArrowBatchReader(file.source, batch, at: start, size: size, memory: memory)
        let (values, levels) = try reader.values(field.type, count: batch.rowCount)
        guard let converted = try builders[index]?.converted(values) else { continue }
        var dictionary = isDelta ? dictionaries[index] ?? ArrowDictionary() : ArrowDictionary()
        dictionary.append(converted, levels, count: batch.rowCount, isEmpty: field.type == .empty)
        dictionaries[index] = dictionary
      } catch let fault as ColumnarFault {
        throw fault.error(in: "the dictionary", of: "\(file.source.name), column \"\(field.name)\"")
      }
    }
  }
}

/// The values that those of a column are positions in.
private struct ArrowDictionary {
  /// The values that are not missing; `nil` if there are none.
  private(set) var values: ColumnValues?
  /// For each entry, which of the values it is; -1 for a missing one.
  private var entries: [Int32] = []

  mutating func append(_ more: ColumnValues, _ levels: [UInt8]?, count: Int, isEmpty: Bool) {
    var next = Int32(truncatingIfNeeded: values?.count ?? 0)
    if isEmpty {
      entries += Array(repeating: -1, count: min(count, 1 << 20))
      return
    }
    for level in levels ?? Array(repeating: 1, count: more.count) {
      entries.append(level == 0 ? -1 : next)
      next += level == 0 ? 0 : 1
    }
    if values == nil { values = more } else { values?.append(more) }
  }

  /// Which values the positions stand for.
  ///
  /// - Parameters:
  ///   - positions: Positions of rows that are not missing.
  ///   - levels: For each row, 1 for a position and 0 for none; `nil` if there is one in each.
  /// - Returns: The values that are not missing; and for each row, 1 for a value and 0 for none.
  func places(_ positions: [Int64], _ levels: [UInt8]?) throws -> (indices: [Int32], levels: [UInt8]?) {
    var indices: [Int32] = []
    indices.reserveCapacity(positions.count)
    for position in positions {
      guard position >= 0, position < entries.count else {
        throw ColumnarFault.damaged(
          expected: "one of the dictionary's \(entries.count) values", found: "number \(position)")
      }
      indices.append(entries[Int(position)])
    }
    guard indices.contains(-1) else { return (indices, levels) }
    var present = levels ?? [UInt8](repeating: 1, count: positions.count)
    var used = 0
    for row in present.indices where present[row] != 0 {
      if indices[used] < 0 { present[row] = 0 }
      used += 1
    }
    return (indices.filter { $0 >= 0 }, present)
  }
}
