/// Sums as bytes, for files and pipes between processes: little endian, in words of eight bytes.
///
///     bytes  0 ..<  8   "LogitSum"
///            8 ..< 16   version (1), then what the sums hold: 1 gradient, 2 product, 4 Hessian,
///                       8 an intercept, 16 fused multiply-add, 32 a Gram matrix, 64 squared scores,
///                       128 slopes (32 bits each)
///           16 ..< 24   the number of predictors
///           24 ..< 32   the number of columns
///           32 ..<      the sums, 64-bit floating point, in the order of SumsShape
///           last 8      a check sum of all words before it
extension PartialSums {
  private static let magic: UInt64 = 0x6D75_5374_6967_6F4C  // "LogitSum"
  private static let version: UInt64 = 1
  private static let headerWords = 4
  private static let knownFlags: UInt64 = 255

  /// The sums as bytes; ``init(encoded:)`` reads them.
  package var encoded: [UInt8] {
    var flags = UInt64(shape.wanted.rawValue)
    if shape.hasIntercept { flags |= 8 }
    if isFused { flags |= 16 }
    var words = [
      Self.magic, Self.version | flags << 32, UInt64(shape.predictorCount), UInt64(shape.columnCount),
    ]
    words.reserveCapacity(Self.headerWords + values.count + 1)
    words += values.lazy.map(\.bitPattern)
    words.append(Self.checkSum(words[...]))
    return words.withUnsafeBufferPointer { words in
      [UInt8](unsafeUninitializedCapacity: words.count * 8) { bytes, count in
        let target = UnsafeMutableRawBufferPointer(bytes)
        for (index, word) in words.enumerated() {
          target.storeBytes(of: word.littleEndian, toByteOffset: index * 8, as: UInt64.self)
        }
        count = words.count * 8
      }
    }
  }

  /// Reads what ``encoded`` wrote. Takes at most twice the memory of the bytes.
  ///
  /// - Throws: ``LogitError/damagedSums(expected:found:)`` if the bytes are no sums, not of this version, cut
  ///   short, longer than they say, or changed.
  package init(encoded bytes: [UInt8]) throws(LogitError) {
    guard bytes.count >= (Self.headerWords + 1) * 8, bytes.count % 8 == 0 else {
      throw .damagedSums(
        expected: "whole words of eight bytes, at least \(Self.headerWords + 1)",
        found: "\(bytes.count) bytes")
    }
    let words = bytes.withUnsafeBytes { raw in
      (0..<bytes.count / 8).map {
        UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self))
      }
    }
    let shape = try Self.shape(header: words)
    let expected = Self.headerWords + shape.count + 1
    guard words.count == expected else {
      throw .damagedSums(expected: "\(expected * 8) bytes", found: "\(bytes.count)")
    }
    let checkSum = Self.checkSum(words.dropLast())
    guard words[expected - 1] == checkSum else {
      throw .damagedSums(expected: "the check sum \(checkSum)", found: "\(words[expected - 1])")
    }
    self.init(shape, isFused: words[1] >> 32 & 16 != 0)
    for index in values.indices { values[index] = Double(bitPattern: words[Self.headerWords + index]) }
    guard values[0] >= 0, values[0] <= 0x1p53, values[0] == values[0].rounded() else {
      throw .damagedSums(expected: "a number of rows", found: "\(values[0])")
    }
  }

  private static func shape(header words: [UInt64]) throws(LogitError) -> SumsShape {
    guard words[0] == magic else {
      throw .damagedSums(expected: "the letters LogitSum at the start", found: "other bytes")
    }
    let (version, flags) = (words[1] & 0xFFFF_FFFF, words[1] >> 32)
    guard version == Self.version else {
      throw .damagedSums(expected: "version \(Self.version)", found: "version \(version)")
    }
    guard flags & ~knownFlags == 0 else {
      throw .damagedSums(expected: "known contents", found: "flags \(flags)")
    }
    // Each number is bounded by the words that there are, and so is their product; only then can counts not
    // overflow.
    let (predictors, columns, limit) = (words[2], words[3], UInt64(words.count))
    guard (1...max(limit, 1)).contains(predictors), columns <= 1 << 40, columns + (flags & 8) / 8 >= 1 else {
      throw .damagedSums(expected: "numbers of predictors and columns", found: "\(predictors) and \(columns)")
    }
    let wanted = WantedSums(rawValue: Int32(flags & ~(8 | 16)))
    guard wanted.isEmpty || columns.multipliedReportingOverflow(by: predictors).partialValue <= limit,
      !columns.multipliedReportingOverflow(by: predictors).overflow,
      wanted.isDisjoint(with: [.hessian, .gram, .scores]) || columns <= 1 << 16 && predictors <= 1 << 14
    else {
      throw .damagedSums(
        expected: "no more sums than \(limit) words hold", found: "\(predictors) by \(columns)")
    }
    return SumsShape(
      predictorCount: Int(predictors), columnCount: Int(columns), hasIntercept: flags & 8 != 0, wanted: wanted
    )
  }

  /// FNV-1a, a word at a time (G. Fowler, L. C. Noll, K.-P. Vo): each step is one to one, so no change of a
  /// single word goes unseen. Against accidents, not against forgers.
  private static func checkSum(_ words: ArraySlice<UInt64>) -> UInt64 {
    words.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ $1) &* 0x0000_0100_0000_01B3 }
  }
}
