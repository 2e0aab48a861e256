import Logit

/// What makes one hash differ from another: Keras's `salt`.
public struct HashSalt: Sendable, Equatable {
  /// The first half of the key.
  public let first: UInt64
  /// The second half of the key.
  public let second: UInt64

  /// A salt of two numbers.
  ///
  /// - Parameters:
  ///   - first: The first half of the key.
  ///   - second: The second half of the key.
  public init(_ first: UInt64, _ second: UInt64) {
    self.first = first
    self.second = second
  }

  /// A salt of one number.
  ///
  /// - Parameter both: Both halves of the key.
  public init(_ both: UInt64) { self.init(both, both) }

  /// The numbers as whole numbers of 64 bits with a sign, as JSON holds them.
  var json: JSON {
    .array([.integer(Int(bitPattern: UInt(first))), .integer(Int(bitPattern: UInt(second)))])
  }

  init?(json values: [Int]?) {
    guard let values, values.count == 2 else { return nil }
    self.init(UInt64(UInt(bitPattern: values[0])), UInt64(UInt(bitPattern: values[1])))
  }
}

/// Puts texts and whole numbers into bins by a hash.
enum BinHash {
  /// The bin of a text: `Fingerprint64` modulo the number of bins, or SipHash with a salt.
  static func bin(_ text: String, count: Int, salt: HashSalt?) -> Int {
    let hash = salt.map { SipHash.hash(text, key: $0) } ?? Fingerprint64.hash(text)
    return Int(hash % UInt64(count))
  }

  /// The bin of a text by its bytes in UTF-8.
  static func bin(_ bytes: UnsafeRawBufferPointer, count: Int, salt: HashSalt?) -> Int {
    let hash = salt.map { SipHash.hash(bytes, key: $0) } ?? Fingerprint64.hash(bytes)
    return Int(hash % UInt64(count))
  }

  /// The bin of a number, which is hashed as its decimal text.
  static func bin(_ number: Int, count: Int, salt: HashSalt?) -> Int {
    bin("\(number)", count: count, salt: salt)
  }
}
