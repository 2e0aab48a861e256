/// How the numbers of a dataset are divided into chunks.
struct HDF5ChunkLayout: Sendable {
  /// The largest chunk, 64 MiB; h5py makes chunks of up to 1 MiB.
  private static let largestByteCount = 1 << 26

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
    guard byteCount <= Self.largestByteCount else {
      throw layout.unsupported(
        "a chunk of \(byteCount) bytes", supported: "chunks of at most \(Self.largestByteCount) bytes")
    }
    (self.byteCount, self.elementSize, self.filters) = (byteCount, elementSize, filters?.filters ?? [])
  }
}

/// Reads all chunks of a dataset into one buffer.
struct HDF5ChunkReader {
  let layout: HDF5ChunkLayout
  let shape: [Int]
  let bytes: HDF5Bytes
  let item: String
  private var walk: HDF5Walk
  private var starts: Set<[Int]> = []
  private var storedByteCount = 0

  init(_ layout: HDF5ChunkLayout, of dataset: HDF5Dataset, _ bytes: HDF5Bytes) {
    (self.layout, shape, self.bytes) = (layout, dataset.shape, bytes)
    item = "the chunks of the dataset \"/\(dataset.path)\""
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
    let contents = try HDF5Filters.undo(
      filters, range: place..<place + size, of: bytes.file, byteCount: layout.byteCount,
      elementSize: layout.elementSize, item)
    copy(contents, at: start, into: values)
  }

  /// Copies a chunk's rows, and of those at the edges the part that belongs to the dataset.
  private func copy(_ chunk: [UInt8], at start: [Int], into values: UnsafeMutableRawBufferPointer) {
    let last = shape.count - 1
    let lengths = shape.indices.map { min(layout.shape[$0], shape[$0] - start[$0]) }
    let rowByteCount = lengths[last] * layout.elementSize
    var place = [Int](repeating: 0, count: shape.count)
    while true {
      let source = place.indices.reduce(0) { $0 * layout.shape[$1] + place[$1] } * layout.elementSize
      let target = place.indices.reduce(0) { $0 * shape[$1] + start[$1] + place[$1] } * layout.elementSize
      chunk.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(rebasing: values[target..<target + rowByteCount]).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: $0[source..<source + rowByteCount]))
      }
      // The next row: the last dimension but one runs fastest.
      var axis = last - 1
      while axis >= 0 {
        place[axis] += 1
        if place[axis] < lengths[axis] { break }
        place[axis] = 0
        axis -= 1
      }
      if axis < 0 { return }
    }
  }
}
