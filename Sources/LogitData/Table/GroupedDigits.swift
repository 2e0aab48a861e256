/// Numbers with three digits behind a point, which may as well be whole ones with a point between thousands:
/// 1.234 may be little more than 1, or 1234.
///
/// Only the text shows it, since 45.000 is 45 once it is read; so the first rows are looked at as they stand,
/// and all others by their values.
struct GroupedDigits: Sendable, Equatable {
  /// The first number with a point, as it stands.
  let example: String
  /// Its row among those of values, counted from 0.
  let row: Int
  /// How many of the first numbers have a point.
  let pointCount: Int
  /// How many of the first numbers have none; 0 apart, which is written like this in any case.
  let wholeCount: Int

  /// Looks at the first values of a column.
  ///
  /// - Parameters:
  ///   - texts: The values of the first rows, without blanks around them.
  ///   - isMissing: Whether a text stands for a missing value.
  /// - Returns: `nil` unless all are like 1.234, 12, or 0, and at least two different ones have a point.
  init?(_ texts: some Sequence<[UInt8]>, isMissing: ([UInt8]) -> Bool) {
    var (first, different): ((text: [UInt8], row: Int)?, Bool) = (nil, false)
    var (points, wholes) = (0, 0)
    for (row, text) in texts.enumerated() {
      switch Look(text) {
      case .point:
        points += 1
        if let first { different = different || first.text != text } else { first = (text, row) }
      case .whole: wholes += 1
      case .zero: break
      case nil: if !isMissing(text) { return nil }
      }
    }
    guard let first, different else { return nil }
    (example, row) = (String(decoding: first.text, as: UTF8.self), first.row)
    (pointCount, wholeCount) = (points, wholes)
  }

  private enum Look {
    case point, whole, zero

    init?(_ text: [UInt8]) {
      let isSigned = text.first == UInt8(ascii: "-") || text.first == UInt8(ascii: "+")
      let parts = text.dropFirst(isSigned ? 1 : 0).split(
        separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      let areDigits = parts.allSatisfy { $0.allSatisfy { (0x30...0x39).contains($0) } }
      guard areDigits, let first = parts.first, (1...3).contains(first.count) else { return nil }
      switch (parts.count, first.first == UInt8(ascii: "0")) {
      case (1, true) where first.count == 1: self = .zero
      case (1, false): self = .whole
      case (2, false) where parts[1].count == 3: self = .point
      default: return nil
      }
    }
  }

  /// Whether all values of the column could be such numbers: multiples of a thousandth below 1,000.
  func hold(in column: Column) -> Bool {
    guard column.kind == .numeric else { return false }
    return column.chunks.allSatisfy { chunk in
      switch chunk {
      case .numeric(let values):
        values.allSatisfy { Self.isPossible($0) && ($0.isNaN || ($0 * 1000).rounded() / 1000 == $0) }
      case .single(let values):
        values.allSatisfy { value in
          Self.isPossible(value)
            && (value.isNaN || Float((Double(value) * 1000).rounded() / 1000) == value)
        }
      default: false
      }
    }
  }

  private static func isPossible(_ value: some BinaryFloatingPoint) -> Bool {
    value.isNaN || value == 0 || value.magnitude >= 1 && value.magnitude < 1000
  }

  /// Whether decimals would hardly be like this: those that are whole numbers have their three digits, too.
  var isLikely: Bool { wholeCount > 1 && 50 * wholeCount > pointCount }
}
