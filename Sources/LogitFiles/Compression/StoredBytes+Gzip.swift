extension StoredBytes {
  /// The bytes, decompressed if they begin like a gzip file.
  ///
  /// - Parameters:
  ///   - memory: How much memory the process may take up, and how far a file may grow.
  ///   - examine: Called with the first bytes, decompressed; see
  ///     ``init(name:within:examining:from:)``.
  /// - Throws: ``FileError/damaged(source:item:expected:found:remedy:)`` if they are damaged,
  ///   ``FileError/outOfMemory(source:limit:)``, ``FileError/endlessInput(source:reason:)``,
  ///   ``FileError/notRead(path:reason:)``, or as the closure.
  package func decompressed(
    within memory: MemoryLimit, examining examine: ([UInt8]) throws -> Void = { _ in }
  ) throws -> StoredBytes {
    guard try Gzip.isGzip(prefix(3)) else { return self }
    var place = 0
    let stream = GzipStream(
      CompressedInput(name: name) { buffer in
        let count = try readSome(into: buffer, at: place)
        place += count
        return count
      }, within: memory)
    return try StoredBytes(name: name, within: memory, examining: examine) { try stream.read(into: $0) }
  }
}
