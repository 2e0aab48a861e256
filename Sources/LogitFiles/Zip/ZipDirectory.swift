/// Reads the list of entries at the end of a zip file.
struct ZipDirectory {
  private enum Signature {
    static let localHeader: UInt32 = 0x0403_4B50
    static let entry: UInt32 = 0x0201_4B50
    static let end: UInt32 = 0x0605_4B50
    static let zip64End: UInt32 = 0x0606_4B50
    static let zip64Locator: UInt32 = 0x0706_4B50
  }

  private static let endSize = 22
  private static let entrySize = 46
  private static let localHeaderSize = 30
  private static let zip64LocatorSize = 20
  private static let zip64EndSize = 56
  private static let zip64ExtraField = 1

  private let file: StoredBytes
  /// The longest list read.
  private let largestByteCount: Int

  init(_ file: StoredBytes, largestByteCount: Int) {
    (self.file, self.largestByteCount) = (file, largestByteCount)
  }

  /// The entries in the order of the list.
  func entries() throws -> [ZipArchive.Entry] {
    let (range, count) = try list()
    let bytes = try file.bytes(range.count, at: range.lowerBound)
    var entries: [ZipArchive.Entry] = []
    var names: Set<String> = []
    var place = 0
    for _ in 0..<count {
      var entry = try entry(bytes, &place, number: entries.count + 1)
      guard names.insert(entry.name).inserted else {
        throw invalid(
          "the list of entries", "one entry a name", "one with two of \"\(entry.name.shortened)\"")
      }
      entry.dataStart = try dataStart(of: entry)
      guard entry.compressedSize <= range.lowerBound - entry.dataStart else {
        throw invalid(
          "the data of the entry \"\(entry.name.shortened)\"",
          "before the list of entries at byte \(range.lowerBound)",
          "\(entry.compressedSize) bytes from byte \(entry.dataStart) on")
      }
      entries.append(entry)
    }
    guard place == bytes.count else {
      throw invalid("the list of entries", "\(bytes.count) bytes long", "\(place) bytes long")
    }
    try requireNoOverlap(entries)
    return entries
  }

  // MARK: The end of the file

  /// Where the list is, and how many entries it has.
  private func list() throws -> (Range<Int>, count: Int) {
    let tailSize = min(file.size, Self.endSize + Int(UInt16.max))
    let tail = try file.bytes(tailSize, at: file.size - tailSize)
    guard
      let start = stride(from: tailSize - Self.endSize, through: 0, by: -1).first(where: {
        tail.word32(at: $0) == Signature.end && Int(tail.word16(at: $0 + 20)) == tailSize - $0 - Self.endSize
      })
    else {
      throw invalid(
        "the end of the file", "the record of \(Self.endSize) bytes or more that ends a zip file (PK 5 6)",
        "\(tail.suffix(Self.endSize).hexadecimal), so it was cut off or is of another kind")
    }
    guard tail.word16(at: start + 4) == 0, tail.word16(at: start + 6) == 0,
      tail.word16(at: start + 8) == tail.word16(at: start + 10)
    else {
      throw invalid(
        "the archive", "one file",
        "said to be file \(tail.word16(at: start + 4)) of several, with \(tail.word16(at: start + 8)) of \(tail.word16(at: start + 10)) entries"
      )
    }
    var end = file.size - tailSize + start
    var count = Int(tail.word16(at: start + 10))
    var size = Int(tail.word32(at: start + 12))
    var offset = Int(tail.word32(at: start + 16))
    let isLarge = count == Int(UInt16.max) || size == Int(UInt32.max) || offset == Int(UInt32.max)
    // PyTorch writes the form for large files whatever their size.
    if isLarge || size < end && offset != end - size, let large = try zip64List(before: end) {
      guard isLarge || large.count == count && large.size == size && large.offset == offset else {
        throw invalid(
          "the list of entries", "the same in both of its forms",
          "one of \(count) entries from byte \(offset) on, and of \(large.count) from byte \(large.offset) on"
        )
      }
      (end, count, size, offset) = large
    }
    guard size <= end, offset == end - size else {
      throw invalid(
        "the list of entries", "right before byte \(end)",
        "said to be \(size) bytes long from byte \(offset) on")
    }
    guard size <= largestByteCount, count <= size / Self.entrySize else {
      throw invalid(
        "the list of entries",
        "at most \(largestByteCount) bytes long, with at least \(Self.entrySize) an entry",
        "said to be \(size) bytes long, with \(count) entries")
    }
    return (offset..<end, count)
  }

  /// The place of the list in the form for large files.
  private func zip64List(before end: Int) throws -> (end: Int, count: Int, size: Int, offset: Int)? {
    let locatorStart = end - Self.zip64LocatorSize
    guard locatorStart >= Self.zip64EndSize else { return nil }
    let locator = try file.bytes(Self.zip64LocatorSize, at: locatorStart)
    guard locator.word32(at: 0) == Signature.zip64Locator else { return nil }
    let place = locator.word64(at: 8)
    guard place <= UInt64(locatorStart - Self.zip64EndSize) else {
      throw invalid(
        "the end of the list of entries", "before byte \(locatorStart)", "said to be at byte \(place)")
    }
    let record = try file.bytes(Self.zip64EndSize, at: Int(place))
    let numbers = [32, 40, 48].compactMap { Int(exactly: record.word64(at: $0)) }
    guard record.word32(at: 0) == Signature.zip64End, numbers.count == 3,
      record.word64(at: 24) == record.word64(at: 32)
    else {
      throw invalid(
        "the end of the list of entries (at byte \(place))",
        "the record of a zip file of more than 4 GiB (PK 6 6) in one part",
        "\(record.prefix(4).hexadecimal), of sizes \(numbers)")
    }
    return (Int(place), numbers[0], numbers[1], numbers[2])
  }

  // MARK: Entries

  private func entry(_ bytes: [UInt8], _ place: inout Int, number: Int) throws -> ZipArchive.Entry {
    let start = place
    guard bytes.count - start >= Self.entrySize, bytes.word32(at: start) == Signature.entry else {
      throw invalid(
        "entry \(number) of the list", "\(Self.entrySize) bytes or more that begin PK 1 2",
        "\(bytes.count - start) bytes that begin \(bytes[start...].prefix(4).hexadecimal)")
    }
    let nameCount = Int(bytes.word16(at: start + 28))
    let extraCount = Int(bytes.word16(at: start + 30))
    let commentCount = Int(bytes.word16(at: start + 32))
    let nameStart = start + Self.entrySize
    place = nameStart + nameCount + extraCount + commentCount
    guard place <= bytes.count else {
      throw invalid(
        "entry \(number) of the list", "within its \(bytes.count) bytes",
        "said to be \(place - start) bytes long from byte \(start) of it on")
    }
    let name = String(decoding: bytes[nameStart..<nameStart + nameCount], as: UTF8.self)
    guard bytes.word16(at: start + 8) & 1 == 0 else {
      throw invalid("the entry \"\(name.shortened)\"", "readable without a password", "encrypted")
    }
    let method = Int(bytes.word16(at: start + 10))
    guard method == ZipArchive.Method.stored || method == ZipArchive.Method.deflated else {
      throw invalid(
        "the compression of the entry \"\(name.shortened)\"", "0 (none) or 8 (deflate)", "\(method)")
    }
    let extra = Array(bytes[nameStart + nameCount..<nameStart + nameCount + extraCount])
    let (size, compressedSize, headerStart) = try sizes(
      size: bytes.word32(at: start + 24), compressedSize: bytes.word32(at: start + 20),
      headerStart: bytes.word32(at: start + 42), extra: extra, name: name)
    guard
      method == ZipArchive.Method.stored
        ? size == compressedSize : size / DeflateFormat.largestRatio <= compressedSize
    else {
      throw invalid(
        "the size of the entry \"\(name.shortened)\"", "one that \(compressedSize) bytes can hold",
        "\(size) bytes")
    }
    return ZipArchive.Entry(
      name: name, method: method, checksum: bytes.word32(at: start + 16), compressedSize: compressedSize,
      size: size, headerStart: headerStart, dataStart: 0)
  }

  /// The sizes and place of an entry, those that need more than 32 bits from the field for large files.
  private func sizes(
    size: UInt32, compressedSize: UInt32, headerStart: UInt32, extra: [UInt8], name: String
  ) throws -> (size: Int, compressedSize: Int, headerStart: Int) {
    var numbers = [size, compressedSize, headerStart].map { UInt64($0) }
    var place = 0
    while place + 4 <= extra.count {
      let (kind, count) = (Int(extra.word16(at: place)), Int(extra.word16(at: place + 2)))
      place += 4
      guard place + count <= extra.count else { break }
      if kind == Self.zip64ExtraField {
        var next = place
        for index in numbers.indices where numbers[index] == UInt64(UInt32.max) && next + 8 <= place + count {
          numbers[index] = extra.word64(at: next)
          next += 8
        }
      }
      place += count
    }
    guard numbers.allSatisfy({ $0 <= UInt64(Int.max / 4) }) else {
      throw invalid("the sizes of the entry \"\(name.shortened)\"", "at most those of the file", "\(numbers)")
    }
    return (Int(numbers[0]), Int(numbers[1]), Int(numbers[2]))
  }

  /// Reads an entry's own header, which has lengths of its own.
  private func dataStart(of entry: ZipArchive.Entry) throws -> Int {
    guard entry.headerStart <= file.size - Self.localHeaderSize else {
      throw invalid(
        "the entry \"\(entry.name.shortened)\"", "within the file",
        "said to begin at byte \(entry.headerStart)")
    }
    let header = try file.bytes(Self.localHeaderSize, at: entry.headerStart)
    let (nameCount, extraCount) = (Int(header.word16(at: 26)), Int(header.word16(at: 28)))
    let nameStart = entry.headerStart + Self.localHeaderSize
    let name = String(
      decoding: try file.bytes(min(nameCount, file.size - nameStart), at: nameStart), as: UTF8.self)
    guard header.word32(at: 0) == Signature.localHeader, nameStart + nameCount <= file.size,
      name == entry.name, Int(header.word16(at: 8)) == entry.method
    else {
      throw invalid(
        "the header at byte \(entry.headerStart)",
        "PK 3 4 and that of the entry \"\(entry.name.shortened)\", compressed by \(entry.method)",
        "\(header.prefix(4).hexadecimal) and that of \"\(name.shortened)\", compressed by \(header.word16(at: 8))"
      )
    }
    return nameStart + nameCount + extraCount
  }

  private func requireNoOverlap(_ entries: [ZipArchive.Entry]) throws {
    let inOrder = entries.sorted { ($0.headerStart, $0.dataStart) < ($1.headerStart, $1.dataStart) }
    for (entry, next) in zip(inOrder, inOrder.dropFirst())
    where entry.dataStart + entry.compressedSize > next.headerStart {
      throw invalid(
        "the entry \"\(next.name.shortened)\"", "after the end of \"\(entry.name.shortened)\"",
        "overlapping it from byte \(next.headerStart) on")
    }
  }

  private func invalid(_ item: String, _ expected: String, _ found: String) -> FileError {
    .damaged(
      source: file.name, item: item, expected: expected, found: found,
      remedy: "the file is damaged or no zip file of a kind that is read here, so fetch or make it again")
  }
}

extension Collection<UInt8> {
  /// The bytes as they are, for messages.
  fileprivate var hexadecimal: String {
    isEmpty ? "nothing" : map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
  }
}

extension [UInt8] {
  fileprivate func word16(at place: Int) -> UInt16 { UInt16(self[place]) | UInt16(self[place + 1]) << 8 }

  fileprivate func word32(at place: Int) -> UInt32 {
    UInt32(word16(at: place)) | UInt32(word16(at: place + 2)) << 16
  }

  fileprivate func word64(at place: Int) -> UInt64 {
    UInt64(word32(at: place)) | UInt64(word32(at: place + 4)) << 32
  }
}
