import LogitFiles

/// A value of an SQLite database.
enum SQLiteValue: Equatable {
  case null
  case integer(Int64)
  case real(Double)
  /// In the encoding of the database.
  case text(ArraySlice<UInt8>)
  case blob(byteCount: Int)
}

/// Divides a record of an SQLite database into its values.
enum SQLiteRecord {
  /// A number of 1 to 9 bytes, which moves the place on; `nil` if it is cut off.
  static func varint(_ bytes: [UInt8], _ place: inout Int, before end: Int) -> Int64? {
    var value: UInt64 = 0
    for index in 0..<9 {
      guard place < end else { return nil }
      let byte = bytes[place]
      place += 1
      if index == 8 { return Int64(bitPattern: value << 8 | UInt64(byte)) }
      value = value << 7 | UInt64(byte & 0x7F)
      if byte & 0x80 == 0 { return Int64(bitPattern: value) }
    }
    return nil
  }

  /// The values of a record; `nil` if it is not made as it must be.
  static func values(_ bytes: [UInt8]) -> [SQLiteValue]? {
    var place = 0
    guard let size = varint(bytes, &place, before: bytes.count), size >= 1, size <= bytes.count else {
      return nil
    }
    let end = Int(size)
    var values: [SQLiteValue] = []
    var content = end
    while place < end {
      guard let type = varint(bytes, &place, before: end), let value = value(type, bytes, &content) else {
        return nil
      }
      values.append(value)
    }
    return values
  }

  private static func value(_ type: Int64, _ bytes: [UInt8], _ place: inout Int) -> SQLiteValue? {
    /// The bytes of the value, if they are there.
    func take(_ count: Int64) -> ArraySlice<UInt8>? {
      guard count >= 0, count <= bytes.count - place else { return nil }
      defer { place += Int(count) }
      return bytes[place..<place + Int(count)]
    }
    switch type {
    case 0: return .null
    case 1...4: return take(type).map { .integer(integer($0)) }
    case 5: return take(6).map { .integer(integer($0)) }
    case 6: return take(8).map { .integer(integer($0)) }
    case 7:
      guard let bits = take(8) else { return nil }
      let number = Double(bitPattern: UInt64(bitPattern: integer(bits)))
      // As SQLite has it.
      return number.isNaN ? .null : .real(number)
    case 8: return .integer(0)
    case 9: return .integer(1)
    case 12...:
      guard let content = take((type - 12) / 2) else { return nil }
      return type & 1 == 1 ? .text(content) : .blob(byteCount: content.count)
    default: return nil
    }
  }

  /// A number in two's complement, the highest byte first.
  private static func integer(_ bytes: ArraySlice<UInt8>) -> Int64 {
    var value: Int64 = bytes.first.map { $0 & 0x80 != 0 } == true ? -1 : 0
    for byte in bytes { value = value << 8 | Int64(byte) }
    return value
  }
}

extension SQLiteFile.TextForm {
  /// A text in UTF-8; `nil` if it is not in this encoding.
  func utf8(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    if self == .utf8 {
      return bytes.withUnsafeBytes { $0.utf8PrefixCount == $0.count } ? Array(bytes) : nil
    }
    guard bytes.count % 2 == 0 else { return nil }
    let isBigEndian = self == .utf16BigEndian
    let units = stride(from: bytes.startIndex, to: bytes.endIndex, by: 2).map { place in
      let (first, second) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
      return isBigEndian ? first << 8 | second : second << 8 | first
    }
    var result: [UInt8] = []
    let isBroken = transcode(
      units.makeIterator(), from: UTF16.self, to: UTF8.self, stoppingOnError: true
    ) { result.append($0) }
    return isBroken || result.contains(0) ? nil : result
  }
}
