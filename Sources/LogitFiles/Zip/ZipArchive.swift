/// A zip file open for reading: its list of entries, checked.
///
/// Only what NumPy writes is read: entries stored or deflated, in one file, without a password; of more than
/// 4 GiB too (zip64). The list at the end of the file is authoritative, and entries must lie before it
/// without overlapping, so that no few bytes can be unpacked as many entries. Names are just names; nothing
/// is ever written to where they point. Source: PKWARE's APPNOTE.TXT, 6.3.10.
package struct ZipArchive: Sendable {
  /// A compressed file within the archive.
  package struct Entry: Sendable, Equatable {
    package var name: String
    package var method: Int
    var checksum: UInt32
    package var compressedSize: Int
    package var size: Int
    /// Where its own header begins.
    var headerStart: Int
    /// Where its data begin.
    var dataStart: Int
  }

  /// The compression methods.
  enum Method {
    static let stored = 0
    static let deflated = 8
  }

  package let file: StoredBytes
  /// In the order of the list.
  package let entries: [Entry]

  /// Reads the list of entries.
  ///
  /// - Parameters:
  ///   - file: The bytes.
  ///   - largestListByteCount: The longest list read, 64 MiB by default, which is about a million entries.
  /// - Throws: ``FileError/damaged(source:item:expected:found:remedy:)`` or
  ///   ``FileError/notRead(path:reason:)``.
  package init(_ file: StoredBytes, largestListByteCount: Int = 1 << 26) throws {
    self.file = file
    entries = try ZipDirectory(file, largestByteCount: largestListByteCount).entries()
  }

  /// The contents of an entry.
  ///
  /// - Parameter limit: The most bytes they may have.
  /// - Throws: ``FileError/overLimit(source:item:limit:remedy:)``, or
  ///   ``FileError/damaged(source:item:expected:found:remedy:)`` if they are not what the list says.
  package func contents(of entry: Entry, limit: Int) throws -> [UInt8] {
    guard entry.size <= limit else {
      throw FileError.overLimit(
        source: file.name, item: "the entry \"\(entry.name.shortened)\", \(entry.size) bytes unpacked,",
        limit: limit,
        remedy: "raise the limit if the file can be trusted")
    }
    let contents =
      entry.method == Method.stored
      ? try file.bytes(entry.size, at: entry.dataStart) : try inflated(entry)
    let checksum = contents.withUnsafeBytes { CRC32.checksum($0) }
    guard checksum == entry.checksum else {
      throw damaged(entry, "the checksum", "\(entry.checksum)", "\(checksum)")
    }
    return contents
  }

  /// An entry's contents to be read at any place: those of a stored entry stay in the file.
  ///
  /// - Parameter limit: The most bytes that those of a compressed entry may have in memory.
  /// - Throws: As ``contents(of:limit:)``.
  package func bytes(of entry: Entry, limit: Int) throws -> StoredBytes {
    let name = "\(file.name), entry \"\(entry.name)\""
    guard entry.method != Method.stored else {
      let end = entry.dataStart + entry.size
      var checksum = CRC32()
      for start in stride(from: entry.dataStart, to: end, by: 1 << 18) {
        try file.withBytes(start..<min(start + 1 << 18, end)) { checksum.update($0) }
      }
      guard checksum.value == entry.checksum else {
        throw damaged(entry, "the checksum", "\(entry.checksum)", "\(checksum.value)")
      }
      return file.part(entry.dataStart..<end, name: name)
    }
    return StoredBytes(try contents(of: entry, limit: limit), name: name)
  }

  /// The first bytes of an entry's contents. Whether they are what the list says is not known then.
  ///
  /// - Parameter count: The most bytes.
  /// - Throws: ``FileError/damaged(source:item:expected:found:remedy:)`` or
  ///   ``FileError/notRead(path:reason:)``.
  package func beginning(of entry: Entry, _ count: Int) throws -> [UInt8] {
    let count = min(count, entry.size)
    guard entry.method == Method.deflated else { return try file.bytes(count, at: entry.dataStart) }
    let inflater = inflater(of: entry)
    var beginning: [UInt8] = []
    while beginning.count < count, case let bytes = try inflater.next(), !bytes.isEmpty { beginning += bytes }
    return Array(beginning.prefix(count))
  }

  private func inflater(of entry: Entry) -> Inflater {
    var place = entry.dataStart
    let end = place + entry.compressedSize
    return Inflater(
      CompressedInput(name: "\(file.name), entry \"\(entry.name)\"") { buffer in
        let count = min(buffer.count, end - place)
        try file.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<count]), at: place)
        place += count
        return count
      })
  }

  private func inflated(_ entry: Entry) throws -> [UInt8] {
    let inflater = inflater(of: entry)
    return try [UInt8](unsafeUninitializedCapacity: entry.size) { buffer, written in
      written = 0
      while case let bytes = try inflater.next(), !bytes.isEmpty {
        guard written + bytes.count <= entry.size else {
          throw damaged(
            entry, "the size", "\(entry.size) bytes", "\(written + bytes.count) bytes or more")
        }
        UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[written...]).copyMemory(
          from: bytes)
        written += bytes.count
      }
      guard written == entry.size else {
        throw damaged(entry, "the size", "\(entry.size) bytes", "\(written) bytes")
      }
    }
  }

  private func damaged(_ entry: Entry, _ item: String, _ expected: String, _ found: String) -> FileError {
    .damaged(
      source: file.name, item: "\(item) of the entry \"\(entry.name.shortened)\"", expected: expected,
      found: found,
      remedy: "the file is damaged, so fetch or make it again")
  }
}
