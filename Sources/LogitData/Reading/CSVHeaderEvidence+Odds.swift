import Logit

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

// Numbers among texts in the first row: `id,400,410,class`.

extension CSVHeaderEvidence {
  /// Numbers are seldom names.
  private static let priorLogOdds = -2.0
  /// Above these odds the first row is taken for names.
  private static let leastLogOdds = 1.5

  /// Whether the columns together make it more likely that the first row, which has texts and numbers, names
  /// them than that it is one of the rows: by log-odds, to which each column adds what its first value says.
  var favorsNames: Bool {
    let numbers = first.indices.filter { looks[$0].isNumberLike }
    return Self.priorLogOdds + first.indices.reduce(0) { $0 + logOdds($1) } + monotonyLogOdds(numbers)
      > Self.leastLogOdds
  }

  private func logOdds(_ index: Int) -> Double {
    let values = column(index)
    guard values.count > 1 else { return 0 }
    switch looks[index] {
    case .missing: return 0
    case .text:
      if values.allSatisfy(\.isNumberLike) { return isLikeName(first[index].text) ? 4 : 0 }
      return values.allSatisfy { $0 == .text } ? textLogOdds(index) : 0
    default: return values.allSatisfy(\.isNumberLike) ? numberLogOdds(index) : 0
    }
  }

  /// A text above texts: one that is found below is a value, and one that is not is the less likely to be one,
  /// the fewer texts there are that occur once (Good and Turing's estimate).
  private func textLogOdds(_ index: Int) -> Double {
    var counts: [[UInt8]: Int] = [:]
    for row in below where index < row.count { counts[row[index].text, default: 0] += 1 }
    guard counts[first[index].text] == nil else { return -6 }
    let single = Double(counts.values.count { $0 == 1 })
    return -log((single + 0.5) / (Double(below.count) + 1))
  }

  /// A number above numbers: one beyond their range, or whole where none of them is, is seldom one of them.
  private func numberLogOdds(_ index: Int) -> Double {
    let values = below.compactMap { index < $0.count ? number($0[index].text) : nil }
    guard let name = number(first[index].text), let least = values.min(), let greatest = values.max() else {
      return 0
    }
    let count = Double(values.count)
    let areWhole = values.map { $0 == $0.rounded() }
    if let all = areWhole.first, areWhole.allSatisfy({ $0 == all }), (name == name.rounded()) != all {
      return min(log(count + 1), 3)
    }
    let shareBeyond = 2 / (count + 1)
    return name < least || name > greatest
      ? log(0.7 / shareBeyond) : log(0.3 / (1 - shareBeyond))
  }

  /// Names that rise or fall throughout, such as wavelengths, above rows that do not.
  private func monotonyLogOdds(_ indices: [Int]) -> Double {
    guard indices.count > 2, isMonotone(first, indices) else { return 0 }
    let count = below.count { isMonotone($0, indices) }
    return log(0.8 * Double(below.count + 2) / Double(count + 1))
  }

  private func isMonotone(_ row: [CSVText.Field], _ indices: [Int]) -> Bool {
    let values = indices.compactMap { $0 < row.count ? number(row[$0].text) : nil }
    guard values.count == indices.count else { return false }
    let pairs = zip(values, values.dropFirst())
    return pairs.allSatisfy { $0 < $1 } || pairs.allSatisfy { $0 > $1 }
  }

  private func number(_ text: [UInt8]) -> Double? {
    NumberSpelling(usesDecimalComma: decimal == UInt8(ascii: ",")).value(
      of: String(decoding: text, as: UTF8.self))
  }

  /// Whether a text looks like a name rather than like a mark of a missing value.
  private func isLikeName(_ text: [UInt8]) -> Bool {
    guard let first = text.first, let last = text.last else { return false }
    func isLetter(_ byte: UInt8) -> Bool {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_")
        || byte >= 0x80
    }
    return isLetter(first) && (isLetter(last) || (0x30...0x39).contains(last) || last == UInt8(ascii: ")"))
  }
}
