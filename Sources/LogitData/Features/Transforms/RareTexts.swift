/// The texts of a column that occurred in training, but not often enough to be categories; as fingerprints,
/// so that a model file need not hold them.
///
/// They show which texts of later rows are new.
struct RareTexts: Equatable, Sendable {
  /// The most texts that are remembered, which take 4 MB of a model file. Others count as new.
  private static let largestCount = 1 << 18

  /// In ascending order.
  private var fingerprints: [UInt64] = []

  init() {}

  init(_ texts: some Sequence<String>) {
    fingerprints = texts.prefix(Self.largestCount).map { Fingerprint64.hash($0) }.sorted()
  }

  var isEmpty: Bool { fingerprints.isEmpty }

  func contains(_ text: String) -> Bool {
    guard !isEmpty else { return false }
    let wanted = Fingerprint64.hash(text)
    let place = fingerprints.partitioningIndex { $0 >= wanted }
    return place < fingerprints.count && fingerprints[place] == wanted
  }

  /// Sixteen hexadecimal digits for each text.
  var digits: String {
    fingerprints.map { fingerprint in
      let digits = String(fingerprint, radix: 16)
      return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }.joined()
  }

  /// Takes what ``digits`` wrote; `nil` for anything else.
  init?(digits: String) {
    let bytes = Array(digits.utf8)
    guard bytes.count.isMultiple(of: 16), bytes.count <= 16 * Self.largestCount else { return nil }
    for start in stride(from: 0, to: bytes.count, by: 16) {
      guard let value = UInt64(String(decoding: bytes[start..<start + 16], as: UTF8.self), radix: 16) else {
        return nil
      }
      fingerprints.append(value)
    }
    fingerprints.sort()
  }
}
