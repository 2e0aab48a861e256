/// An HDF5 file open for reading: its groups and datasets, checked.
///
///     let file = try HDF5File(StoredBytes(path: path))
///     if let kernel = file.dataset("layers/dense/vars/0") { … try file.read(kernel, into: buffer) … }
///
/// What Keras and h5py write is read (superblock 0, symbol tables, contiguous data), and what other tools
/// make of it: user blocks, superblocks 1 to 3, compact links, chunks with gzip, shuffle and fletcher32,
/// big-endian numbers. What would lead elsewhere is an ``HDF5Unsupported``: soft, external and user-defined
/// links, data in other files; so are heaps of links, other filters, and types that are no numbers or texts.
///
/// The structure is read when the file is opened, each part once; parts that overlap or form a circle are
/// refused, so that no few bytes can be read as many. Numbers are read when they are asked for. Source: The
/// HDF Group's "HDF5 File Format Specification", version 3.0.
package struct HDF5File: Sendable {
  let bytes: HDF5Bytes
  /// All groups and datasets by their paths; the root's is empty.
  package let objects: [String: HDF5Object]

  /// How many bytes compressed numbers may have in all: what a file of numbers may shrink to, not one that
  /// was made to fill the memory.
  ///
  /// - Parameter size: The bytes that are really stored.
  package static func largestExpansion(of size: Int) -> Int { min(size, Int.max / 64) * 20 + 1 << 23 }

  /// Reads the structure of a file.
  ///
  /// What datasets claim to hold is compared with what is stored before memory is taken for any of it, so
  /// that whoever adds up their shapes gets a number that the file is behind. Numbers that are not compressed
  /// must all be in the file, each apart from the others.
  ///
  /// - Parameters:
  ///   - file: The bytes.
  ///   - storedByteCount: How many bytes there are outside, if these were unpacked from fewer; their own size
  ///     by default.
  /// - Throws: ``FileError/damaged(source:item:expected:found:remedy:)``,
  ///   ``FileError/notRead(path:reason:)``, ``HDF5Unsupported``, or
  ///   ``FileError/overLimit(source:item:limit:remedy:)`` for compressed numbers that are many times the
  ///   file's size.
  package init(_ file: StoredBytes, storedByteCount: Int? = nil) throws {
    let superblock = try HDF5Superblock(file)
    var walk = HDF5Walk(superblock.bytes)
    try walk.read("", at: superblock.rootAddress)
    (bytes, objects) = (superblock.bytes, walk.objects)
    guard objects[""]?.children != nil else {
      throw HDF5.damaged(file.name, "the root", "a group", "a dataset")
    }
    try requireNoOverlap()
    try requireStoredChunks()
    try requireUsualExpansion(of: storedByteCount ?? file.size)
  }

  /// Whether bytes begin like an HDF5 file.
  package static func begins(_ bytes: some Sequence<UInt8>) -> Bool { HDF5Superblock.begins(bytes) }

  /// What messages call the file.
  package var name: String { bytes.file.name }

  /// The dataset of a path; `nil` if there is none.
  package func dataset(_ path: String) -> HDF5Dataset? { objects[path]?.dataset }

  /// The names of a group's members in the file's order; `nil` if there is no group of this path.
  package func children(of path: String) -> [String]? { objects[path]?.children }

  // MARK: Checks

  /// The datasets by path, so that of several that are wrong it is always the same that is named.
  private var datasetsInOrder: [HDF5Dataset] {
    objects.values.compactMap(\.dataset).sorted { $0.path < $1.path }
  }

  private func requireNoOverlap() throws {
    var places: [(start: Int, end: Int, path: String)] = []
    for object in objects.values {
      if let dataset = object.dataset, case .contiguous(let start) = dataset.storage, dataset.byteCount > 0 {
        places.append((start, start + dataset.byteCount, object.path))
      }
    }
    places.sort { ($0.start, $0.end, $0.path) < ($1.start, $1.end, $1.path) }
    for (place, next) in zip(places, places.dropFirst()) where place.end > next.start {
      throw HDF5.damaged(
        name, "the dataset \"/\(next.path)\"", "after the end of \"/\(place.path)\"",
        "overlapping it from byte \(next.start) on")
    }
  }

  /// Chunks that nothing was done to take as many bytes in the file as in memory, those beyond the edges too,
  /// and none may be left to be filled with a value.
  private func requireStoredChunks() throws {
    var total = 0
    for dataset in datasetsInOrder {
      guard case .chunked(let layout) = dataset.storage, dataset.byteCount > 0 else { continue }
      guard layout.tree != nil else {
        throw HDF5.damaged(
          name, "the dataset \"/\(dataset.path)\"", "stored in chunks",
          "without any, of shape \(dataset.shape)")
      }
      guard !dataset.isCompressed else { continue }
      let (sum, overflows) = total.addingReportingOverflow(dataset.expandedByteCount)
      total = overflows ? .max : sum
      guard total <= bytes.file.size else {
        throw HDF5.damaged(
          name, "the chunks of the dataset \"/\(dataset.path)\"",
          "within the file's \(bytes.file.size) bytes, as they are not compressed",
          "of \(dataset.expandedByteCount) bytes, for the shape \(dataset.shape)")
      }
    }
  }

  private func requireUsualExpansion(of size: Int) throws {
    let limit = Self.largestExpansion(of: size)
    var total = 0
    for dataset in datasetsInOrder where dataset.isCompressed {
      let (sum, overflows) = total.addingReportingOverflow(dataset.memoryByteCount)
      total = overflows ? .max : sum
      guard total <= limit else {
        throw FileError.overLimit(
          source: name, item: "its compressed numbers (\"/\(dataset.path)\" among them)", limit: limit,
          remedy: "a file of weights does not shrink that much; write it uncompressed if it can be trusted")
      }
    }
  }
}

// MARK: - Numbers

extension HDF5File {
  /// The bytes that are converted at a time.
  private static let blockByteCount = 1 << 16

  /// Fills a buffer with a dataset's numbers, rounded to single precision.
  ///
  /// - Parameters:
  ///   - dataset: One of this file.
  ///   - values: As many as the dataset has.
  ///   - isBFloat16: Whether two bytes without a type are a bfloat16.
  /// - Throws: ``FileError/damaged(source:item:expected:found:remedy:)`` for chunks that are damaged,
  ///   ``FileError/notRead(path:reason:)``, or ``HDF5Unsupported`` for texts.
  package func read(
    _ dataset: HDF5Dataset, into values: UnsafeMutableBufferPointer<Float>, isBFloat16: Bool = false
  ) throws {
    guard values.count == dataset.count else {
      programmingError("A buffer of \(values.count) numbers is no place for \(dataset.count)")
    }
    if dataset.type == .float(size: 4, isBigEndian: false), !values.isEmpty {
      return try readBytes(dataset, into: UnsafeMutableRawBufferPointer(values))
    }
    let convert = try HDF5Conversion(dataset, isBFloat16: isBFloat16, name)
    try forEachBlock(of: dataset) { block, first in
      var index = first
      for start in stride(from: 0, to: block.count, by: convert.size) {
        values[index] = convert.float(block, at: start)
        index += 1
      }
    }
  }

  /// A dataset's numbers in double precision.
  ///
  /// - Throws: As ``read(_:into:isBFloat16:)``.
  package func doubles(_ dataset: HDF5Dataset) throws -> [Double] {
    let convert = try HDF5Conversion(dataset, isBFloat16: false, name)
    var values: [Double] = []
    values.reserveCapacity(dataset.count)
    try forEachBlock(of: dataset) { block, _ in
      for start in stride(from: 0, to: block.count, by: convert.size) {
        values.append(convert.double(block, at: start))
      }
    }
    return values
  }

  /// Lends a dataset's bytes block by block, whole numbers each, with the index of the first.
  private func forEachBlock(
    of dataset: HDF5Dataset, _ body: (UnsafeRawBufferPointer, Int) throws -> Void
  ) throws {
    guard let size = dataset.type.byteCount, dataset.byteCount > 0 else { return }
    let blockByteCount = max(Self.blockByteCount / size, 1) * size
    if case .contiguous(let address) = dataset.storage {
      let start = try bytes.place(of: dataset.byteCount, at: address, "the dataset \"/\(dataset.path)\"")
      for done in stride(from: 0, to: dataset.byteCount, by: blockByteCount) {
        let count = min(blockByteCount, dataset.byteCount - done)
        try bytes.file.withBytes(start + done..<start + done + count) { try body($0, done / size) }
      }
    } else {
      let all = try [UInt8](unsafeUninitializedCapacity: dataset.byteCount) { buffer, count in
        let raw = UnsafeMutableRawBufferPointer(buffer)
        try readBytes(dataset, into: UnsafeMutableRawBufferPointer(rebasing: raw[..<dataset.byteCount]))
        count = dataset.byteCount
      }
      try all.withUnsafeBytes { try body($0, 0) }
    }
  }

  /// Fills a buffer with a dataset's bytes.
  private func readBytes(_ dataset: HDF5Dataset, into buffer: UnsafeMutableRawBufferPointer) throws {
    switch dataset.storage {
    case .contiguous(let address):
      let start = try bytes.place(of: buffer.count, at: address, "the dataset \"/\(dataset.path)\"")
      try bytes.file.read(into: buffer, at: start)
    case .chunked(let layout):
      var reader = HDF5ChunkReader(layout, of: dataset, bytes)
      try reader.read(into: buffer)
    }
  }
}

/// Turns numbers of a file into those of the machine.
private struct HDF5Conversion {
  let size: Int
  private let kind: Kind

  private enum Kind {
    case float(bigEndian: Bool)
    case bfloat16
    case integer(signed: Bool, bigEndian: Bool)
  }

  init(_ dataset: HDF5Dataset, isBFloat16: Bool, _ source: String) throws {
    switch dataset.type {
    case .float(let size, let isBigEndian): (self.size, kind) = (size, .float(bigEndian: isBigEndian))
    case .integer(let size, let isSigned, let isBigEndian):
      (self.size, kind) = (size, .integer(signed: isSigned, bigEndian: isBigEndian))
    case .opaque(2) where isBFloat16: (size, kind) = (2, .bfloat16)
    case let type:
      throw HDF5Unsupported(
        source: source, item: "the type of the dataset \"/\(dataset.path)\", \(type),",
        supported: "whole and floating-point numbers of up to 64 bits, and bfloat16")
    }
  }

  func float(_ bytes: UnsafeRawBufferPointer, at start: Int) -> Float {
    switch kind {
    case .bfloat16: Float(bitPattern: UInt32(word(bytes, start, false)) << 16)
    case .float(let bigEndian) where size == 4:
      Float(bitPattern: UInt32(truncatingIfNeeded: word(bytes, start, bigEndian)))
    default: Float(double(bytes, at: start))
    }
  }

  func double(_ bytes: UnsafeRawBufferPointer, at start: Int) -> Double {
    switch kind {
    case .bfloat16: return Double(float(bytes, at: start))
    case .float(let bigEndian):
      let word = word(bytes, start, bigEndian)
      switch size {
      case 2: return HalfPrecision.number(UInt16(truncatingIfNeeded: word))
      case 4: return Double(Float(bitPattern: UInt32(truncatingIfNeeded: word)))
      default: return Double(bitPattern: word)
      }
    case .integer(let signed, let bigEndian):
      let word = word(bytes, start, bigEndian)
      guard signed else { return Double(word) }
      let shift = UInt64(64 - 8 * size)
      return Double(Int64(bitPattern: word << shift) >> Int64(shift))
    }
  }

  private func word(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ bigEndian: Bool) -> UInt64 {
    var word: UInt64 = 0
    for byte in 0..<size {
      word |= UInt64(bytes[start + byte]) << UInt64(8 * (bigEndian ? size - 1 - byte : byte))
    }
    return word
  }
}

extension HDF5Dataset {
  /// The bytes that its numbers take in single precision, or as they are if those are more.
  fileprivate var memoryByteCount: Int {
    let (single, overflows) = count.multipliedReportingOverflow(by: MemoryLayout<Float>.size)
    return overflows ? .max : max(single, expandedByteCount)
  }

  /// The bytes of all chunks, decompressed, those beyond the edges too.
  fileprivate var expandedByteCount: Int {
    guard case .chunked(let layout) = storage, byteCount > 0 else { return byteCount }
    var count = layout.byteCount
    for (length, chunk) in zip(shape, layout.shape) {
      let (product, overflows) = count.multipliedReportingOverflow(by: (length - 1) / chunk + 1)
      if overflows { return .max }
      count = product
    }
    return count
  }
}
