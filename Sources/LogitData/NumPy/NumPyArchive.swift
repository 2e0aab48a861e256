public import Logit

/// A file of several named arrays, as `numpy.savez` and `savez_compressed` write it.
///
///     let archive = try NumPyArchive(path: "mnist.npz")
///     print(archive.names)                               // ["x_train", "y_train"]
///     let x = try archive.array("x_train").floats()
///
/// Arrays are read, decompressed and checked on demand.
public struct NumPyArchive: Sendable {
  private static let suffix = ".npy"

  /// The largest size of an array in bytes, when decompressed.
  public var limit: Int
  /// What reading arrays may take up.
  public var memory: MemoryLimit

  private let archive: ZipArchive

  /// Opens an NPZ file and checks its list of arrays.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - limit: The largest size of an array in bytes; any by default.
  ///   - memory: What reading arrays may take up, since a small file can hold a large one;
  ///     `MemoryLimit.standard` by default.
  /// - Throws: `FileError.notRead(path:reason:)`, or `FileError.damaged(source:item:expected:found:remedy:)`
  ///   if it is not an archive of arrays.
  public init(path: String, limit: Int = .max, memory: MemoryLimit = .standard) throws {
    try self.init(StoredBytes(path: path), limit: limit, memory: memory)
  }

  /// Opens an NPZ file in memory and checks its list of arrays.
  ///
  /// - Parameters:
  ///   - bytes: The contents of the file.
  ///   - name: What messages call them; `"the NPZ data"` by default.
  ///   - limit: The largest size of an array in bytes; any by default.
  ///   - memory: What reading arrays may take up; `MemoryLimit.standard` by default.
  /// - Throws: `FileError.damaged(source:item:expected:found:remedy:)` if they are not an archive of arrays.
  public init(
    bytes: [UInt8], name: String = "the NPZ data", limit: Int = .max, memory: MemoryLimit = .standard
  ) throws {
    try self.init(StoredBytes(bytes, name: name), limit: limit, memory: memory)
  }

  private init(_ file: StoredBytes, limit: Int, memory: MemoryLimit) throws {
    archive = try ZipArchive(file)
    (self.limit, self.memory) = (limit, memory)
    if let other = archive.entries.first(where: { !$0.name.hasSuffix(Self.suffix) }) {
      throw FileError.damaged(
        source: file.name, item: "the entry \"\(other.name)\"", expected: "an array, named .npy",
        found: "of another kind", remedy: "save only arrays, with numpy.savez")
    }
  }

  /// What messages call the file.
  var name: String { archive.file.name }

  /// The names of the arrays, in the order of the file.
  public var names: [String] { archive.entries.map { String($0.name.dropLast(Self.suffix.count)) } }

  /// Reads an array.
  ///
  /// - Parameter name: The name, without `.npy`.
  /// - Returns: The array.
  /// - Throws: ``DataError/unknownColumn(name:role:nearest:known:)`` if there is no such array,
  ///   `FileError.overLimit(source:item:limit:remedy:)` if it is too large,
  ///   `FileError.outOfMemory(source:limit:)` or `FileError.endlessInput(source:reason:)` if ``memory`` does
  ///   not allow it, or `FileError.damaged(source:item:expected:found:remedy:)` if it is damaged.
  public func array(_ name: String) throws -> NumPyArray {
    guard let entry = entry(name) else {
      throw DataError.unknownColumn(
        name: name, role: "array", nearest: name.nearest(among: names), known: names)
    }
    let source = "\(archive.file.name), array \"\(name)\""
    if entry.size <= limit {
      try memory.requireUsualGrowth(to: entry.size, from: entry.compressedSize, of: source)
      try memory.require(entry.size, for: source)
    }
    return try NumPyArray(bytes: archive.contents(of: entry, limit: limit), name: source)
  }

  /// The shape of an array, of which only the header is read; `nil` if there is none, or it is damaged or not
  /// of numbers or texts.
  func shape(of name: String) -> [Int]? {
    guard let entry = entry(name),
      let beginning = try? archive.beginning(of: entry, NumPyHeader.mostBytesBeforeElements)
    else { return nil }
    return try? NumPyHeader(StoredBytes(beginning, name: name), of: entry.size).shape
  }

  private func entry(_ name: String) -> ZipArchive.Entry? {
    archive.entries.first { $0.name == name + Self.suffix }
  }

  /// All arrays in single precision, by name.
  ///
  /// - Throws: As ``array(_:)`` and ``NumPyArray/floats()``.
  public func tensors() throws -> [String: Tensor<Float>] {
    try Dictionary(uniqueKeysWithValues: names.map { ($0, try array($0).floats()) })
  }
}

extension Table {
  /// Reads an NPZ file.
  ///
  /// An array of one dimension becomes a column of its name; one of two dimensions, say `x`, the columns
  /// `x_1`, `x_2` and so on; and an array of records a column for each field.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - memory: What reading may take up; `MemoryLimit.standard` by default.
  /// - Throws: As ``NumPyArchive/init(path:limit:memory:)`` and ``NumPyArchive/array(_:)``;
  ///   ``DataError/arraysToChoose(path:arrays:)`` if the arrays have different numbers of rows, or one has
  ///   another number of dimensions; or
  ///   ``DataError/duplicateColumn(name:first:second:source:)`` if two columns would have the same name.
  public init(npz path: String, memory: MemoryLimit = .standard) throws {
    try self.init(NumPyArchive(path: path, memory: memory))
  }

  /// Makes a table of the arrays of an archive, with columns named as by ``init(npz:memory:)``.
  ///
  /// - Parameter archive: The archive.
  /// - Throws: As ``init(npz:memory:)``.
  public init(_ archive: NumPyArchive) throws {
    let shapes = archive.names.map { archive.shape(of: $0) }
    let known = shapes.compactMap { $0 }
    guard known.allSatisfy({ (1...2).contains($0.count) && $0[0] == known[0][0] }) else {
      throw DataError.arraysToChoose(
        path: archive.name,
        arrays: zip(archive.names, shapes).map { name, shape in
          "\"\(name)\"" + (shape.map { " \($0)" } ?? "")
        })
    }
    var columns: [Column] = []
    for name in archive.names {
      let array = try archive.array(name)
      columns += try array.columns(within: archive.memory) {
        array.shape.count == 2 ? "\(name)_\($0 + 1)" : name
      }
    }
    try self.init(columns)
  }
}
