/// The bytes of an HDF5 file, found by the addresses that the file uses.
struct HDF5Bytes: Sendable {
  let file: StoredBytes
  /// Where the address 0 is: behind a user block, if there is one.
  let base: Int

  /// A part of the file, to be read from its beginning.
  ///
  /// - Parameters:
  ///   - count: The bytes that it has.
  ///   - address: Where the file says that it is.
  ///   - item: What it is, for messages.
  func block(_ count: Int, at address: Int, _ item: String) throws -> HDF5Cursor {
    let place = try place(of: count, at: address, item)
    return HDF5Cursor(
      bytes: try file.bytes(count, at: place), origin: address, item: item, source: file.name)
  }

  /// Where so many bytes at an address are in the file.
  func place(of count: Int, at address: Int, _ item: String) throws -> Int {
    guard address >= 0, count >= 0, address <= file.size - base, count <= file.size - base - address else {
      throw HDF5.damaged(
        file.name, item, "within the file's \(file.size) bytes",
        "said to be \(count) bytes from byte \(address) on")
    }
    return base + address
  }
}

/// What the parts of the format have in common.
enum HDF5 {
  /// The first bytes of a file.
  static let signature: [UInt8] = [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]
  /// How an address says that there is nothing.
  static let undefinedAddress = UInt64.max

  static func damaged(_ source: String, _ item: String, _ expected: String, _ found: String) -> FileError {
    .damaged(
      source: source, item: item, expected: expected, found: found,
      remedy: "the file is damaged, so fetch or make it again")
  }
}

/// A part of the format that is not read, since it is not needed or not safe.
///
/// It is an error of its own so that a reader of models can name what is supported in its own words.
package struct HDF5Unsupported: Error, Equatable {
  /// The file.
  package let source: String
  /// What in it is not read.
  package let item: String
  /// What is read in its place.
  package let supported: String
  /// Whether whoever follows it opens another file, or another place of this one: a link, or numbers that are
  /// stored elsewhere.
  package var leadsElsewhere = false
}

extension HDF5Unsupported: CodedError {
  /// One sentence: what is not read, and what is.
  package var description: String {
    "Cannot read \(source): \(item) is not supported; supported are \(supported)."
  }

  /// `hdf5-unsupported`.
  package var code: String { "hdf5-unsupported" }
}

/// Reads whole numbers and texts from a part of a file, and never beyond it.
struct HDF5Cursor {
  let bytes: [UInt8]
  /// The address of the first of them.
  let origin: Int
  /// What they are, for messages.
  let item: String
  let source: String
  private(set) var position = 0
  /// One past the last that may be read.
  private(set) var end: Int

  init(bytes: [UInt8], origin: Int, item: String, source: String) {
    (self.bytes, self.origin, self.item, self.source) = (bytes, origin, item, source)
    end = bytes.count
  }

  var remaining: Int { end - position }
  /// The address of the next byte.
  var address: Int { origin + position }

  /// The next bytes.
  mutating func take(_ count: Int) throws -> ArraySlice<UInt8> {
    guard count >= 0, count <= remaining else {
      throw damaged("\(end) bytes long", "said to go on to byte \(position + max(count, 0))")
    }
    defer { position += count }
    return bytes[position..<position + count]
  }

  mutating func skip(_ count: Int) throws { _ = try take(count) }

  /// Passes over what fills up a part to a multiple of 8 bytes.
  mutating func skipPadding(after count: Int) throws { try skip((8 - count % 8) % 8) }

  /// The next bytes as a part by itself.
  mutating func part(_ count: Int, _ item: String) throws -> HDF5Cursor {
    let address = address
    return HDF5Cursor(bytes: Array(try take(count)), origin: address, item: item, source: source)
  }

  mutating func word(_ size: Int) throws -> UInt64 {
    try take(size).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// A number that counts or measures something.
  mutating func count(_ size: Int) throws -> Int {
    let number = try word(size)
    guard let count = Int(exactly: number), count <= Int.max / 4 else {
      throw damaged("made of counts that are possible", "said to hold \(number)")
    }
    return count
  }

  /// An address; `nil` where there is nothing.
  mutating func optionalAddress() throws -> Int? {
    let number = try word(8)
    guard number != HDF5.undefinedAddress else { return nil }
    guard let address = Int(exactly: number), address <= Int.max / 4 else {
      throw damaged("made of addresses within the file", "said to refer to byte \(number)")
    }
    return address
  }

  mutating func requireSignature(_ signature: String) throws {
    let found = try take(signature.utf8.count)
    guard found.elementsEqual(signature.utf8) else {
      throw damaged("marked \(signature)", "\(found.map { String($0, radix: 16) }.joined(separator: " "))")
    }
  }

  mutating func requireVersion(_ versions: ClosedRange<Int>) throws -> Int {
    let version = try count(1)
    guard versions.contains(version) else {
      let known =
        versions.count == 1 ? "\(versions.lowerBound)" : "\(versions.lowerBound) to \(versions.upperBound)"
      throw damaged("of version \(known)", "of version \(version)")
    }
    return version
  }

  func damaged(_ expected: String, _ found: String) -> FileError {
    HDF5.damaged(source, "\(item) (at byte \(origin))", expected, found)
  }

  func unsupported(_ what: String, supported: String, leadsElsewhere: Bool = false) -> HDF5Unsupported {
    HDF5Unsupported(
      source: source, item: "\(what) (in \(item), at byte \(origin))", supported: supported,
      leadsElsewhere: leadsElsewhere)
  }
}
