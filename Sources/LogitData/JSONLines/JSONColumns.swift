/// The columns of JSON objects: their names, in the order in which they first appear.
struct JSONColumns {
  /// More are taken for values that stand as names.
  static let mostColumns = 65536

  private(set) var names: [String] = []
  private var keys: [[UInt8]] = []
  private var places: [[UInt8]: Int] = [:]

  /// The columns of these names.
  init(_ names: [String] = []) {
    for name in names where places[Array(name.utf8)] == nil { _ = add(Array(name.utf8)) }
  }

  var count: Int { names.count }

  /// The column of a member, if it is known.
  ///
  /// - Parameter hint: The column it most likely is.
  func column(_ member: JSONRecordScanner.Member, in bytes: [UInt8], hint: Int) -> Int? {
    if !member.isKeyEscaped, hint < keys.count, keys[hint].count == member.key.count,
      keys[hint].elementsEqual(bytes[member.key])
    {
      return hint
    }
    return places[Self.key(member, in: bytes)]
  }

  /// The name of a member.
  static func key(_ member: JSONRecordScanner.Member, in bytes: [UInt8]) -> [UInt8] {
    member.isKeyEscaped ? JSONRecordScanner.unescaped(bytes[member.key]) : Array(bytes[member.key])
  }

  /// Adds a column, which comes last.
  mutating func add(_ key: [UInt8]) -> Int {
    places[key] = keys.count
    keys.append(key)
    names.append(String(decoding: key, as: UTF8.self))
    return keys.count - 1
  }
}
