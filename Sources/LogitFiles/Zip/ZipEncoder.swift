/// The bytes of a zip file, entry by entry, as NumPy writes them: dated 1980, with the sizes before the data.
///
/// Entries and archives beyond 4 GiB use the fields for large files (zip64). Source: PKWARE's APPNOTE.TXT,
/// 6.3.10.
package struct ZipEncoder {
  private struct Entry {
    var name: [UInt8]
    var method: Int
    var checksum: UInt32
    var compressedSize: Int
    var size: Int
    var start: Int
  }

  /// January 1, 1980, the earliest there is.
  private static let date = 0x21
  private static let largest = Int(UInt32.max)
  private static let version = 20
  private static let largeFileVersion = 45
  /// The flag of names in UTF-8.
  private static let unicodeFlag = 1 << 11
  /// Read and write for the owner.
  private static let attributes = 0o600 << 16

  private var entries: [Entry] = []
  private var place = 0

  /// Begins a file without entries.
  package init() {}

  /// Adds a file.
  package mutating func append(
    name: String, contents: [UInt8], isCompressed: Bool, to output: inout ByteOutput
  ) {
    let data = isCompressed ? Deflater.compress(contents) : contents
    let entry = Entry(
      name: Array(name.utf8), method: isCompressed ? ZipArchive.Method.deflated : ZipArchive.Method.stored,
      checksum: contents.withUnsafeBytes { CRC32.checksum($0) }, compressedSize: data.count,
      size: contents.count,
      start: place)
    entries.append(entry)
    let isLarge = max(entry.size, entry.compressedSize) >= Self.largest
    var header = LittleEndianBytes()
    header.append(0x0403_4B50, size: 4)
    appendCommon(entry, isLarge: isLarge, to: &header)
    header.append(isLarge ? 20 : 0, size: 2)
    header.append(contentsOf: entry.name)
    if isLarge {
      header.append(1, size: 2)
      header.append(16, size: 2)
      header.append(entry.size, size: 8)
      header.append(entry.compressedSize, size: 8)
    }
    place += header.bytes.count + data.count
    output.append(contentsOf: header.bytes)
    output.append(contentsOf: data)
  }

  /// Ends the file with the list of entries.
  package func finish(to output: inout ByteOutput) {
    var list = LittleEndianBytes()
    for entry in entries { append(entry, to: &list) }
    let size = list.bytes.count
    let needsLarge = entries.count >= Int(UInt16.max) || place >= Self.largest
    if needsLarge {
      list.append(0x0606_4B50, size: 4)
      list.append(44, size: 8)
      list.append(Self.largeFileVersion, size: 2)
      list.append(Self.largeFileVersion, size: 2)
      list.append(0, size: 8)
      for number in [entries.count, entries.count, size, place] { list.append(number, size: 8) }
      list.append(0x0706_4B50, size: 4)
      list.append(0, size: 4)
      list.append(place + size, size: 8)
      list.append(1, size: 4)
    }
    list.append(0x0605_4B50, size: 4)
    list.append(0, size: 4)
    list.append(min(entries.count, Int(UInt16.max)), size: 2)
    list.append(min(entries.count, Int(UInt16.max)), size: 2)
    list.append(min(size, Self.largest), size: 4)
    list.append(min(place, Self.largest), size: 4)
    list.append(0, size: 2)
    output.append(contentsOf: list.bytes)
  }

  /// What an entry's own header and the list have in common: from the version to the length of the name.
  private func appendCommon(_ entry: Entry, isLarge: Bool, to bytes: inout LittleEndianBytes) {
    bytes.append(isLarge ? Self.largeFileVersion : Self.version, size: 2)
    bytes.append(entry.name.allSatisfy { $0 < 0x80 } ? 0 : Self.unicodeFlag, size: 2)
    bytes.append(entry.method, size: 2)
    bytes.append(0, size: 2)
    bytes.append(Self.date, size: 2)
    bytes.append(Int(entry.checksum), size: 4)
    bytes.append(isLarge ? Self.largest : entry.compressedSize, size: 4)
    bytes.append(isLarge ? Self.largest : entry.size, size: 4)
    bytes.append(entry.name.count, size: 2)
  }

  private func append(_ entry: Entry, to list: inout LittleEndianBytes) {
    let hasLargeSizes = max(entry.size, entry.compressedSize) >= Self.largest
    let hasLargeStart = entry.start >= Self.largest
    let large =
      (hasLargeSizes ? [entry.size, entry.compressedSize] : []) + (hasLargeStart ? [entry.start] : [])
    list.append(0x0201_4B50, size: 4)
    // Made by a Unix system, so that the attributes are understood.
    list.append(3 << 8 | (large.isEmpty ? Self.version : Self.largeFileVersion), size: 2)
    appendCommon(entry, isLarge: hasLargeSizes, to: &list)
    list.append(large.isEmpty ? 0 : 4 + 8 * large.count, size: 2)
    list.append(0, size: 2)
    list.append(0, size: 4)
    list.append(Self.attributes, size: 4)
    list.append(min(entry.start, Self.largest), size: 4)
    list.append(contentsOf: entry.name)
    if !large.isEmpty {
      list.append(1, size: 2)
      list.append(8 * large.count, size: 2)
      for number in large { list.append(number, size: 8) }
    }
  }
}

/// Whole numbers in bytes, the lowest first.
private struct LittleEndianBytes {
  private(set) var bytes: [UInt8] = []

  mutating func append(_ number: Int, size: Int) {
    for shift in 0..<size { bytes.append(UInt8(truncatingIfNeeded: number >> (8 * shift))) }
  }

  mutating func append(contentsOf more: [UInt8]) { bytes += more }
}
