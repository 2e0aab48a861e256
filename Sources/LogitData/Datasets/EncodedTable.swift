/// A table in a compact form, as `Scripts/make-datasets` writes it: some ten thousand numbers fit on a page
/// of text.
///
/// The bytes are written as text, 13 bits as two of 92 characters. They hold the columns one after the other,
/// the one with the classes first, each with a number a row, as ``RangeDecoder`` reads them:
///
/// - for a string, its position in the list of strings;
/// - for a number, first how many of its last `decimals` digits are 0 (unless `decimals` is 0), then the
///   number without its decimal point and those zeros;
/// - if values are missing, 0 for a missing one, and everything else plus one.
///
/// Each number is predicted from up to two columns before it in the same row, by whether they are 0, at most
/// 2^shift, or greater.
struct EncodedTable: Sendable {
  /// What a column's numbers mean.
  enum Kind: Sendable {
    /// Numbers with at most so many decimals.
    case number(decimals: Int)
    /// Positions in a list.
    case text([String])
  }

  /// How a column is encoded.
  struct Column: Sendable {
    let name: String
    let kind: Kind
    let bits: Int
    let hasGaps: Bool
    let contexts: [Int]

    init(_ name: String, _ kind: Kind, bits: Int, hasGaps: Bool = false, contexts: [Int] = []) {
      self.name = name
      self.kind = kind
      self.bits = bits
      self.hasGaps = hasGaps
      self.contexts = contexts
    }
  }

  let rowCount: Int
  /// The column that is decoded first.
  let first: Int
  let contextShift: Int
  let columns: [Column]
  let text: StaticString

  /// The columns, decoded.
  func decoded() -> [LogitData.Column] {
    bytes.withUnsafeBufferPointer { bytes in
      RangeDecoder.Model.rates.withUnsafeBufferPointer { rates in
        guard let rates = rates.baseAddress else { return [] }
        var decoder = RangeDecoder(bytes, rates: rates)
        var numbers = [[Int32]](repeating: [], count: columns.count)
        var result = columns.map { LogitData.Column($0.name, integers: []) }
        for index in [first] + columns.indices.filter({ $0 != first }) {
          let (values, zeros) = decode(columns[index], numbers, &decoder)
          result[index] = column(columns[index], values, zeros)
          numbers[index] = values
        }
        return result
      }
    }
  }

  /// The numbers of a column, and how many trailing zeros were removed from each.
  private func decode(
    _ column: Column, _ numbers: [[Int32]], _ decoder: inout RangeDecoder
  ) -> (values: [Int32], zeros: [UInt8]) {
    let decimals = if case .number(let decimals) = column.kind { decimals } else { 0 }
    let levels = contextLevels(column, numbers)
    // A set of 256 models for each context and number of zeros, and one more for the zeros themselves.
    let setsPerContext = decimals + 2
    var models = [RangeDecoder.Model](repeating: .init(), count: 9 * setsPerContext * 256)
    var values = [Int32](repeating: 0, count: rowCount)
    var zeros = [UInt8](repeating: 0, count: decimals > 0 ? rowCount : 0)
    // A local copy stays in registers.
    var local = decoder
    models.withUnsafeMutableBufferPointer { models in
      func set(_ index: Int) -> UnsafeMutableBufferPointer<RangeDecoder.Model> {
        UnsafeMutableBufferPointer(rebasing: models[256 * index..<256 * (index + 1)])
      }
      for row in 0..<rowCount {
        let context = levels.isEmpty ? 0 : Int(levels[row])
        var lost = 0
        if decimals > 0 {
          lost = min(local.number(bits: 3, set(context * setsPerContext + decimals + 1)), decimals)
          zeros[row] = UInt8(lost)
        }
        values[row] = Int32(local.number(bits: column.bits, set(context * setsPerContext + lost)))
      }
    }
    decoder = local
    return (values, zeros)
  }

  /// The context of each row, in 0..<9, from the columns it is predicted from; empty if there are none.
  private func contextLevels(_ column: Column, _ numbers: [[Int32]]) -> [UInt8] {
    guard !column.contexts.isEmpty else { return [] }
    var levels = [UInt8](repeating: 0, count: rowCount)
    for context in column.contexts {
      let others = numbers[context]
      for row in levels.indices {
        let level = others[row] == 0 ? 0 : min(1 + (others[row] - 1) >> Int32(contextShift), 2)
        levels[row] = 3 * levels[row] + UInt8(level)
      }
    }
    return levels
  }

  private func column(_ column: Column, _ values: [Int32], _ zeros: [UInt8]) -> LogitData.Column {
    let gap: Int32 = column.hasGaps ? 1 : 0
    switch column.kind {
    case .text(let texts):
      // A missing value is 0 and becomes -1, which marks a missing string in a column.
      return .init(
        name: column.name, kind: .string, chunks: [.string(values.map { $0 - gap })], dictionary: texts)
    case .number(decimals: 0):
      return .init(column.name, integers: values.map { $0 < gap ? nil : Int($0 - gap) })
    case .number(let decimals):
      // Whole numbers below 2⁵³ over powers of ten below 10²²: so the quotient is the number nearest to the
      // decimal.
      let scales = Self.powersOfTen.prefix(decimals + 1).reversed() as [Double]
      return .init(
        column.name,
        numbers: zip(values, zeros).map { $0 < gap ? .nan : Double($0 - gap) / scales[Int($1)] } as [Double])
    }
  }

  private static let powersOfTen: [Double] = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7]

  /// The bytes of the text.
  private var bytes: [UInt8] {
    text.withUTF8Buffer { text in
      var bytes: [UInt8] = []
      bytes.reserveCapacity(text.count * 13 / 16)
      var (bits, bitCount, high) = (UInt32(0), UInt32(0), -1)
      for character in text where character > 0x20 {
        let digit = Int(character) == 0x21 ? 91 : Int(character) - (character < 0x5C ? 0x23 : 0x24)
        guard high >= 0 else {
          high = digit
          continue
        }
        bits = bits << 13 | UInt32(truncatingIfNeeded: high * 92 + digit)
        bitCount += 13
        high = -1
        while bitCount >= 8 {
          bitCount -= 8
          bytes.append(UInt8(truncatingIfNeeded: bits >> bitCount))
        }
      }
      return bytes
    }
  }
}
