import Logit
import LogitFiles

/// What a lookup can hold: texts and whole numbers.
public protocol LookupToken: Hashable, Sendable {
  /// What two equal tokens have in common; texts are told apart by their bytes.
  associatedtype Key: Hashable & Sendable

  /// The key.
  var lookupKey: Key { get }

  /// Whether the token comes before another: numbers by size, texts by their bytes.
  ///
  /// - Parameter other: The other token.
  func precedes(_ other: Self) -> Bool

  /// The bin for a token that is not in the vocabulary.
  ///
  /// - Parameters:
  ///   - count: The number of bins; fewer than one are a programming error.
  ///   - method: How whole numbers become bins.
  ///   - salt: What makes one hash differ from another.
  /// - Returns: A bin in `0..<count`.
  func outOfVocabularyBin(count: Int, method: OutOfVocabularyMethod, salt: HashSalt?) -> Int

  /// Keras's default for what an index out of the vocabulary stands for.
  static var defaultOOVToken: Self { get }
}

/// How whole numbers that are not in a vocabulary are put into several bins.
public enum OutOfVocabularyMethod: String, Sendable, Equatable, CaseIterable {
  /// The remainder of the division by the number of bins.
  case floorMod = "floormod"
  /// The hash of the number's decimal text, which spreads numbers with a common factor.
  case farmHash = "farmhash"
}

extension String: LookupToken {
  /// The bytes.
  public var lookupKey: LookupTextKey { LookupTextKey(key: TextKey(self)) }

  /// Whether the bytes come before those of another text.
  ///
  /// - Parameter other: The other text.
  public func precedes(_ other: String) -> Bool { TextKey.precedes(self, other) }

  /// The bin by hash.
  ///
  /// - Parameters:
  ///   - count: The number of bins; fewer than one are a programming error.
  ///   - method: Not used for texts.
  ///   - salt: What makes one hash differ from another.
  /// - Returns: A bin in `0..<count`.
  public func outOfVocabularyBin(count: Int, method: OutOfVocabularyMethod, salt: HashSalt?) -> Int {
    requireBins(count)
    return BinHash.bin(self, count: count, salt: salt)
  }

  /// `"[UNK]"`
  public static var defaultOOVToken: String { "[UNK]" }
}

/// A text that equals another only if it has the same bytes.
public struct LookupTextKey: Hashable, Sendable {
  let key: TextKey
}

extension Int: LookupToken {
  /// The number.
  public var lookupKey: Int { self }

  /// Whether it is smaller.
  ///
  /// - Parameter other: The other number.
  public func precedes(_ other: Int) -> Bool { self < other }

  /// The bin by remainder or hash.
  ///
  /// - Parameters:
  ///   - count: The number of bins; fewer than one are a programming error.
  ///   - method: Which of them.
  ///   - salt: What makes one hash differ from another.
  /// - Returns: A bin in `0..<count`.
  public func outOfVocabularyBin(count: Int, method: OutOfVocabularyMethod, salt: HashSalt?) -> Int {
    requireBins(count)
    switch method {
    case .floorMod:
      let remainder = self % count
      return remainder < 0 ? remainder + count : remainder
    case .farmHash: return BinHash.bin(self, count: count, salt: salt)
    }
  }

  /// −1
  public static var defaultOOVToken: Int { -1 }
}

private func requireBins(_ count: Int) {
  guard count >= 1 else { programmingError("There is no bin among \(count)") }
}
