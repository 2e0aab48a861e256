extension StoredBytes {
  /// The bytes, decompressed if they begin like a gzip file.
  ///
  /// - Parameter limit: The most bytes to make.
  /// - Throws: ``FileError/damaged(source:item:expected:found:remedy:)`` if they are damaged,
  ///   ``FileError/overLimit(source:item:limit:remedy:)`` if there are more than the limit, or
  ///   ``FileError/notRead(path:reason:)``.
  package func decompressed(limit: Int) throws -> StoredBytes {
    guard try Gzip.isGzip(prefix(3)) else { return self }
    var place = 0
    let input = CompressedInput(name: name) { buffer in
      let count = try readSome(into: buffer, at: place)
      place += count
      return count
    }
    let bytes = try Gzip.contents(
      of: GzipStream(input), limit: limit, expecting: min(4 * size, 1 << 28), name: name)
    return StoredBytes(bytes, name: name)
  }
}
