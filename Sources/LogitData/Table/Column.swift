import LogitFiles

/// A named column of a ``Table``.
///
///     let species = Column("species", strings: ["adelie", nil, "gentoo"])
///     species.kind            // .string
///     species.missingCount    // 1
///     species.strings()       // ["adelie", nil, "gentoo"]
public struct Column: Sendable, Equatable {
  /// The name, as in the file's header.
  public var name: String

  /// What the values are.
  public let kind: ColumnKind

  /// The values, in chunks of consecutive rows.
  public private(set) var chunks: ColumnChunks

  /// The distinct strings of a ``ColumnKind/string`` column, in order of first appearance; empty for other
  /// kinds.
  public let dictionary: [String]

  /// Makes a column from its chunks.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - kind: What the values are.
  ///   - chunks: Chunks that all hold values of this kind, each with at least one row.
  ///   - dictionary: The distinct strings that the codes of a ``ColumnKind/string`` column refer to; none by
  ///     default.
  public init(name: String, kind: ColumnKind, chunks: [ColumnChunk], dictionary: [String] = []) {
    guard chunks.allSatisfy({ $0.kind == kind }) else {
      programmingError("a piece of another kind in column \(name)")
    }
    self.init(name: name, kind: kind, pieces: ColumnChunks(chunks), dictionary: dictionary)
  }

  /// Makes a column from chunks that need not be in memory.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - kind: What the values are.
  ///   - pieces: Chunks that all hold values of this kind, each with at least one row.
  ///   - dictionary: The distinct strings that the codes of a ``ColumnKind/string`` column refer to; none by
  ///     default.
  package init(name: String, kind: ColumnKind, pieces: ColumnChunks, dictionary: [String] = []) {
    self.name = name
    self.kind = kind
    chunks = pieces
    self.dictionary = dictionary
  }

  /// The number of rows.
  public var count: Int { chunks.rowCounts.reduce(0, +) }

  /// The number of missing values.
  public var missingCount: Int { chunks.reduce(0) { $0 + $1.missingCount } }

  /// Frees the memory of a chunk that is no longer needed, and leaves the chunk empty.
  ///
  /// - Parameter index: The position of the chunk, counted from 0.
  package mutating func releaseChunk(_ index: Int) { chunks.release(index) }
}

// MARK: - From arrays

extension Column {
  /// Makes a column of numbers in double precision.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - numbers: The values; NaN where one is missing.
  public init(_ name: String, numbers: [Double]) {
    self.init(name: name, kind: .numeric, chunks: numbers.isEmpty ? [] : [.numeric(numbers)])
  }

  /// Makes a column of numbers in single precision.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - numbers: The values; NaN where one is missing.
  public init(_ name: String, numbers: [Float]) {
    self.init(name: name, kind: .numeric, chunks: numbers.isEmpty ? [] : [.single(numbers)])
  }

  /// Makes a column of whole numbers; of texts, their digits, if `Int.min` is one of them, which marks a
  /// missing value.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - integers: The values; `nil` where one is missing.
  public init(_ name: String, integers: [Int?]) {
    guard !integers.contains(.min) else {
      self.init(name, strings: integers.map { $0.map { "\($0)" } })
      return
    }
    let values = integers.map { $0.map(Int64.init) ?? ColumnChunk.missingInteger }
    self.init(name: name, kind: .integer, chunks: values.isEmpty ? [] : [.integer(values)])
  }

  /// Makes a column of Boolean values.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - booleans: The values; `nil` where one is missing.
  public init(_ name: String, booleans: [Bool?]) {
    let values = booleans.map { $0.map { $0 ? 1 : 0 } ?? ColumnChunk.missingBoolean }
    self.init(name: name, kind: .boolean, chunks: values.isEmpty ? [] : [.boolean(values)])
  }

  /// Makes a column of strings.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - strings: The values; `nil` where one is missing.
  public init(_ name: String, strings: [String?]) {
    var texts = TextCodes()
    let codes = strings.map { texts.code(of: $0) }
    self.init(
      name: name, kind: .string, chunks: codes.isEmpty ? [] : [.string(codes)], dictionary: texts.texts)
  }
}

// MARK: - To arrays

extension Column {
  /// The values as numbers: true is 1, false 0, and NaN where a value is missing. Whole numbers are rounded,
  /// if they have more than 53 bits.
  ///
  /// - Throws: ``DataError/wrongKind(column:expected:found:remedy:)`` for a column of strings, unless they
  ///   are the digits of whole numbers of more than 64 bits.
  public func numbers() throws -> [Double] {
    var numbers: [Double] = []
    numbers.reserveCapacity(count)
    let textNumbers = largeWholeNumbers
    for chunk in chunks {
      switch chunk {
      case .integer(let values):
        numbers += values.lazy.map { $0 == ColumnChunk.missingInteger ? .nan : Double($0) }
      case .numeric(let values): numbers += values
      case .single(let values): numbers += values.lazy.map { Double($0) }
      case .boolean(let values):
        numbers += values.lazy.map { $0 == ColumnChunk.missingBoolean ? .nan : Double($0) }
      case .string(let codes):
        guard let textNumbers else {
          throw DataError.wrongKind(
            column: name, expected: "numbers", found: "texts",
            remedy: "encode them first, or leave the column out")
        }
        numbers += codes.lazy.map { $0 == ColumnChunk.missingCode ? .nan : textNumbers[Int($0)] }
      }
    }
    return numbers
  }

  /// The values as text, with numbers in their shortest form; `nil` where a value is missing.
  public func strings() -> [String?] {
    var strings: [String?] = []
    strings.reserveCapacity(count)
    for chunk in chunks { strings += self.strings(of: chunk) }
    return strings
  }

  /// The values of one of the chunks as text.
  func strings(of chunk: ColumnChunk) -> [String?] {
    switch chunk {
    case .integer(let values): values.map { $0 == ColumnChunk.missingInteger ? nil : "\($0)" }
    case .numeric(let values): values.map { $0.isNaN ? nil : $0.shortText }
    case .single(let values): values.map { $0.isNaN ? nil : $0.shortText }
    case .boolean(let values):
      values.map { $0 == ColumnChunk.missingBoolean ? nil : $0 == 0 ? "false" : "true" }
    case .string(let values): values.map { $0 == ColumnChunk.missingCode ? nil : dictionary[Int($0)] }
    }
  }

  /// Some of the rows, as one chunk.
  func gathering(_ indices: [Int]) -> Column {
    guard !indices.isEmpty, let first = chunks.first else {
      return Column(name: name, kind: kind, chunks: [], dictionary: dictionary)
    }
    var chunk: ColumnChunk
    switch first {
    case .integer:
      chunk = .integer(gather(indices) { if case .integer(let values) = $0 { values } else { [] } })
    case .single where chunks.allSatisfy(\.isSingle):
      chunk = .single(gather(indices) { if case .single(let values) = $0 { values } else { [] } })
    case .numeric, .single:
      chunk = .numeric(
        gather(indices) {
          switch $0 {
          case .numeric(let values): values
          case .single(let values): values.map { Double($0) }
          default: []
          }
        })
    case .boolean:
      chunk = .boolean(gather(indices) { if case .boolean(let values) = $0 { values } else { [] } })
    case .string: chunk = .string(gather(indices) { if case .string(let values) = $0 { values } else { [] } })
    }
    return Column(name: name, kind: kind, chunks: [chunk], dictionary: dictionary)
  }

  private func gather<Value>(_ indices: [Int], _ values: (ColumnChunk) -> [Value]) -> [Value] {
    let pieces = chunks.map(values)
    if pieces.count == 1 { return indices.map { pieces[0][$0] } }
    var starts = [0]
    for piece in pieces { starts.append(starts[starts.count - 1] + piece.count) }
    var piece = 0
    return indices.map { index in
      if index < starts[piece] || index >= starts[piece + 1] {
        // Rows mostly come in order, so the chunk of the previous row is tried first.
        piece = starts.partitioningIndex { $0 > index } - 1
      }
      return pieces[piece][index - starts[piece]]
    }
  }
}

extension Array {
  /// The first position at which a condition holds; it must hold nowhere before and everywhere after.
  func partitioningIndex(_ holds: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
