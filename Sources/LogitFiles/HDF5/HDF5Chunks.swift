/// How the numbers of a dataset are divided into chunks.
struct HDF5ChunkLayout: Sendable {
  /// The address of the tree of chunks; `nil` if there are none.
  let tree: Int?
  /// The lengths of a chunk.
  let shape: [Int]
  let byteCount: Int
  let elementSize: Int
  let filters: [HDF5Filters.Filter]

  init(_ layout: inout HDF5Cursor, shape: [Int], elementSize: Int, filters: HDF5Filters?) throws {
    let rank = try layout.count(1) - 1
    tree = try layout.optionalAddress()
    guard rank == shape.count, rank >= 1 else {
      throw layout.damaged("chunks of \(shape.count) dimensions", "of \(rank)")
    }
    self.shape = try (0..<rank).map { _ in try layout.count(4) }
    let size = try layout.count(4)
    guard size == elementSize, !self.shape.contains(0),
      let byteCount = HDF5Dataset.product(self.shape, elementSize)
    else { throw layout.damaged("chunks of numbers of \(elementSize) bytes", "of shape \(self.shape)") }
    (self.byteCount, self.elementSize, self.filters) = (byteCount, elementSize, filters?.filters ?? [])
    // What cannot be undone block by block is held as a whole.
    guard HDF5Filters.areUsual(self.filters) || byteCount <= HDF5Filters.largestWholeByteCount else {
      throw layout.unsupported(
        "a chunk of \(byteCount) bytes with filters in an unusual order",
        supported: "such chunks of at most \(HDF5Filters.largestWholeByteCount) bytes, and any after "
          + "shuffle, gzip and fletcher32 in this order")
    }
  }
}

/// Reads all chunks of a dataset into one buffer, each block by block, so that a chunk takes no memory of its
/// own however much of it lies beyond the dataset's edges.
struct HDF5ChunkReader {
  let layout: HDF5ChunkLayout
  let shape: [Int]
  let bytes: HDF5Bytes
  let item: String
  private let grid: HDF5ChunkGrid
  private var walk: HDF5Walk
  private var starts: Set<[Int]> = []
  private var storedByteCount = 0

  init(_ layout: HDF5ChunkLayout, of dataset: HDF5Dataset, _ bytes: HDF5Bytes) {
    (self.layout, shape, self.bytes) = (layout, dataset.shape, bytes)
    item = "the chunks of the dataset \"/\(dataset.path)\""
    grid = HDF5ChunkGrid(layout, of: dataset.shape)
    walk = HDF5Walk(bytes)
  }

  /// - Parameter values: As many bytes as the dataset has.
  mutating func read(into values: UnsafeMutableRawBufferPointer) throws {
    guard !values.isEmpty else { return }
    // As many as cover the dataset; the product cannot overflow, since each has at least one number of it.
    let expected = zip(shape, layout.shape).reduce(1) { $0 * (($1.0 - 1) / $1.1 + 1) }
    if let tree = layout.tree { try read(node: tree, level: nil, into: values) }
    guard starts.count == expected else {
      throw HDF5.damaged(bytes.file.name, item, "\(expected), all stored", "\(starts.count)")
    }
  }

  private mutating func read(node: Int, level: Int?, into values: UnsafeMutableRawBufferPointer) throws {
    let keySize = 8 + 8 * (shape.count + 1)
    let (found, children) = try walk.treeNode(at: node, kind: 1, keySize: keySize, item)
    guard level.map({ $0 == found }) ?? (found <= HDF5Walk.largestDepth) else {
      throw HDF5.damaged(
        bytes.file.name, item, "in a tree of level \(level ?? HDF5Walk.largestDepth)", "of level \(found)")
    }
    for child in children {
      if found > 0 {
        try read(node: child.address, level: found - 1, into: values)
      } else {
        try read(chunk: child.address, key: child.key, into: values)
      }
    }
  }

  private mutating func read(
    chunk address: Int, key: HDF5Cursor, into values: UnsafeMutableRawBufferPointer
  ) throws {
    var key = key
    let (size, skipped) = (try key.count(4), try key.count(4))
    let start = try shape.indices.map { _ in try key.count(8) }
    let isPlaced = zip(start, zip(shape, layout.shape)).allSatisfy { $0 < $1.0 && $0 % $1.1 == 0 }
    guard isPlaced, starts.insert(start).inserted else {
      throw key.damaged("chunks side by side", "one at \(start)")
    }
    storedByteCount += size
    guard storedByteCount <= bytes.file.size else {
      throw key.damaged("apart from each other", "longer than the file together")
    }
    let filters = layout.filters.enumerated().filter { skipped >> $0.offset & 1 == 0 }.map(\.element)
    let place = try bytes.place(of: size, at: address, item)
    let stored = place..<place + size
    guard HDF5Filters.areUsual(filters) else {
      let contents = try HDF5Filters.undo(
        filters, range: stored, of: bytes.file, byteCount: layout.byteCount,
        elementSize: layout.elementSize, item)
      contents.withUnsafeBytes { grid.copy($0, from: 0, isShuffled: false, at: start, into: values) }
      return
    }
    var done = 0
    try HDF5Filters.forEachBlock(filters, range: stored, of: bytes.file, item) { block in
      guard block.count <= layout.byteCount - done else {
        throw HDF5.damaged(bytes.file.name, item, "of \(layout.byteCount) bytes each", "one of more")
      }
      grid.copy(block, from: done, isShuffled: filters.first == .shuffle, at: start, into: values)
      done += block.count
    }
    guard done == layout.byteCount else {
      throw HDF5.damaged(bytes.file.name, item, "of \(layout.byteCount) bytes each", "one of \(done)")
    }
  }
}
