/// Decodes bits that take less than one bit each, the more predictable the less.
///
/// A number between 0 and 2³² is cut in the ratio of the probabilities of 0 and 1, and the code tells which
/// part to continue in. Source: G. N. N. Martin, "Range encoding: an algorithm for removing redundancy from a
/// digitised message" (1979).
struct RangeDecoder {
  /// An estimate of how likely 0 is.
  struct Model {
    /// The probability in 1/65536.
    private(set) var probability: UInt16 = 1 << 15
    /// How many bits it has been learned from, at most 255.
    private var seen: UInt8 = 0

    /// Moves the estimate toward a bit, by less the more bits have been seen.
    @inline(__always)
    mutating func learn(_ bit: Int, _ rates: UnsafePointer<Int32>) {
      // Both factors are below 2¹⁶, and the result stays between 32 and 65503.
      let difference = (bit == 0 ? 65503 : 32) &- Int(probability)
      let change = (difference &* Int(rates[Int(seen)])) >> 16
      probability = UInt16(truncatingIfNeeded: Int(probability) &+ change)
      seen &+= seen == .max ? 0 : 1
    }

    /// 1/(n + 1.6) in 1/65536, for up to 255 bits.
    static let rates = (0...255).map { Int32(65536 / (Double($0) + 1.6)) }
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private let rates: UnsafePointer<Int32>
  private var position = 0
  private var range: UInt32 = .max
  private var code: UInt32 = 0

  /// Begins with the first byte; after the last come zeros.
  ///
  /// - Parameters:
  ///   - bytes: The encoded bytes, which must outlive the decoder.
  ///   - rates: `Model.rates`, which must outlive it too: accessing a static array for each bit would take
  ///     most of the time.
  init(_ bytes: UnsafeBufferPointer<UInt8>, rates: UnsafePointer<Int32>) {
    self.bytes = bytes
    self.rates = rates
    for _ in 0..<4 { code = code << 8 | next() }
  }

  @inline(__always)
  private mutating func next() -> UInt32 {
    defer { position &+= 1 }
    return position < bytes.count ? UInt32(bytes[position]) : 0
  }

  /// A bit that is 0 with probability `probability`/65536.
  @inline(__always)
  private mutating func bit(_ probability: UInt16) -> Int {
    let bound = (range &>> 16) &* UInt32(probability)
    let bit: Int
    if code < bound {
      range = bound
      bit = 0
    } else {
      code &-= bound
      range &-= bound
      bit = 1
    }
    while range < 1 << 24 {
      range &<<= 8
      code = code &<< 8 | next()
    }
    return bit
  }

  /// A number of some bits, the most significant first.
  ///
  /// - Parameters:
  ///   - bits: How many bits; the first 8 are predicted, the others are as likely 0 as 1.
  ///   - models: 256 models; which one predicts a bit depends on the bits before it.
  @inline(__always)
  mutating func number(bits: Int, _ models: UnsafeMutableBufferPointer<Model>) -> Int {
    var (value, node) = (0, 1)
    for place in 0..<bits {
      let next: Int
      if place < 8 {
        next = bit(models[node].probability)
        models[node].learn(next, rates)
        node = node &* 2 &+ next
      } else {
        next = bit(1 << 15)
      }
      value = value &* 2 &+ next
    }
    return value
  }
}
