/// The values of a ``Column`` in chunks of consecutive rows: all in memory, or each read when it is asked for.
///
/// A collection of ``ColumnChunk``s, so that whoever goes through the chunks one at a time takes no more
/// memory than one of them needs, however many rows there are.
public struct ColumnChunks: RandomAccessCollection, ExpressibleByArrayLiteral, Sendable {
  private enum Storage: Sendable {
    case kept([ColumnChunk])
    case read(counts: [Int], @Sendable (Int) -> ColumnChunk)
  }

  private var storage: Storage

  /// Chunks in memory.
  ///
  /// - Parameter chunks: The chunks, in the order of their rows.
  public init(_ chunks: [ColumnChunk]) { storage = .kept(chunks) }

  /// Chunks in memory.
  ///
  /// - Parameter elements: The chunks, in the order of their rows.
  public init(arrayLiteral elements: ColumnChunk...) { storage = .kept(elements) }

  /// Chunks that are somewhere else.
  ///
  /// - Parameters:
  ///   - counts: The number of rows of each.
  ///   - read: Gives a chunk by its position, as often as it is asked for.
  package init(counts: [Int], read: @escaping @Sendable (Int) -> ColumnChunk) {
    storage = .read(counts: counts, read)
  }

  /// Always 0.
  public var startIndex: Int { 0 }

  /// The number of chunks.
  public var endIndex: Int {
    switch storage {
    case .kept(let chunks): chunks.count
    case .read(let counts, _): counts.count
    }
  }

  /// Returns a chunk.
  ///
  /// - Parameter position: Its position, counted from 0.
  public subscript(position: Int) -> ColumnChunk {
    switch storage {
    case .kept(let chunks): chunks[position]
    case .read(_, let read): read(position)
    }
  }

  /// The number of rows of each chunk, without reading any.
  var rowCounts: [Int] {
    switch storage {
    case .kept(let chunks): chunks.map(\.count)
    case .read(let counts, _): counts
    }
  }

  /// Whether each chunk is read when it is asked for.
  var areRead: Bool { if case .read = storage { true } else { false } }

  /// Chunks of other values for the same rows, which are in memory if these are.
  func mapped(_ transform: @escaping @Sendable (ColumnChunk) -> ColumnChunk) -> ColumnChunks {
    switch storage {
    case .kept(let chunks): ColumnChunks(chunks.map(transform))
    case .read(let counts, let read): ColumnChunks(counts: counts) { transform(read($0)) }
    }
  }

  /// Frees the memory of a chunk, and leaves it empty.
  mutating func release(_ index: Int) {
    guard case .kept(var chunks) = storage else { return }
    storage = .kept([])
    switch chunks[index] {
    case .integer: chunks[index] = .integer([])
    case .numeric: chunks[index] = .numeric([])
    case .single: chunks[index] = .single([])
    case .boolean: chunks[index] = .boolean([])
    case .string: chunks[index] = .string([])
    }
    storage = .kept(chunks)
  }
}

extension ColumnChunks: Equatable {
  /// Whether all chunks hold the same values, divided alike.
  public static func == (left: ColumnChunks, right: ColumnChunks) -> Bool { left.elementsEqual(right) }
}
