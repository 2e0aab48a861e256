/// Whole powers of two bases, for one exponent after another.
///
/// βᵗ is computed as (β⁶⁴)^⌊t/64⌋ β^(t mod 64), the first by repeated squaring, the second by a running
/// product: a pure function of t, unlike one running product, so that a run that was stopped and resumed
/// computes the same bits.
struct Powers {
  private static let blockLength = 64
  private let bases: SIMD2<Double>
  private var block = -1
  private var blockPower = SIMD2<Double>(repeating: 1)
  private var exponent = 0
  private var low = SIMD2<Double>(repeating: 1)

  init(_ bases: SIMD2<Double>) {
    self.bases = bases
  }

  /// The powers for an exponent of 0 or more.
  subscript(_ exponent: Int) -> SIMD2<Double> {
    mutating get {
      let (newBlock, rest) = (exponent / Self.blockLength, exponent % Self.blockLength)
      if newBlock != block || rest < self.exponent {
        block = newBlock
        blockPower = Self.power(Self.power(bases, Self.blockLength), block)
        (self.exponent, low) = (0, SIMD2(repeating: 1))
      }
      while self.exponent < rest {
        low *= bases
        self.exponent += 1
      }
      return blockPower * low
    }
  }

  private static func power(_ bases: SIMD2<Double>, _ exponent: Int) -> SIMD2<Double> {
    var (result, square, remaining) = (SIMD2<Double>(repeating: 1), bases, exponent)
    while remaining > 0 {
      if remaining & 1 == 1 { result *= square }
      square *= square
      remaining >>= 1
    }
    return result
  }
}
