/// Sums in double precision and in a fixed order, so that they do not depend on how the work was divided.
enum Reductions {
  /// Columns whose sums are held on the stack at a time.
  static let blockWidth = 64

  /// Iterates over the columns block by block.
  ///
  /// - Parameter body: Receives the first column, the number of columns, and room for two doubles for each
  ///   column, zero on entry.
  @inline(__always)
  static func forEachBlock(
    of columns: Int,
    _ body: (
      _ first: Int, _ count: Int, _ sums: UnsafeMutablePointer<Double>, _ others: UnsafeMutablePointer<Double>
    ) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * blockWidth) { room in
      guard let sums = room.baseAddress else { return }
      var first = 0
      while first < columns {
        sums.initialize(repeating: 0, count: 2 * blockWidth)
        body(first, min(blockWidth, columns - first), sums, sums + blockWidth)
        first += blockWidth
      }
    }
  }

  /// The sum of a term for each index below `count`, added up in eight lanes that are then folded.
  @inline(__always)
  static func sum(_ count: Int, _ term: (Int) -> Double) -> Double {
    var lanes = SIMD8<Double>.zero
    var i = 0
    while i + 8 <= count {
      for lane in 0..<8 { lanes[lane] += term(i + lane) }
      i += 8
    }
    var rest = 0.0
    while i < count {
      rest += term(i)
      i += 1
    }
    return lanes.sum() + rest
  }
}

/// 1 / √x, rounded twice.
@inline(__always)
func reciprocalSquareRoot(_ x: Float) -> Float { 1 / x.squareRoot() }
