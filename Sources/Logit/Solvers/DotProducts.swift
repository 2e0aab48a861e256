/// Products of vectors that lie contiguously in memory, in a fixed order of addition.
package enum DotProducts {
  typealias Lanes = SIMD4<Double>

  /// The sum of products of two vectors.
  @inline(__always)
  package static func product(_ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, _ count: Int) -> Double
  {
    var (first, second) = (Lanes.zero, Lanes.zero)
    let whole = count & ~7
    var i = 0
    while i < whole {
      first += lanes(x, i) * lanes(y, i)
      second += lanes(x, i &+ 4) * lanes(y, i &+ 4)
      i &+= 8
    }
    var sum = (first + second).sum()
    while i < count {
      sum += x[i] * y[i]
      i &+= 1
    }
    return sum
  }

  /// y += f x, of vectors that do not overlap.
  @inline(__always)
  package static func add(
    _ x: UnsafePointer<Double>, times factor: Double, to y: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    let whole = count & ~3
    var i = 0
    while i < whole {
      let sum = lanes(UnsafePointer(y), i) + factor * lanes(x, i)
      UnsafeMutableRawPointer(y + i).storeBytes(of: sum, as: Lanes.self)
      i &+= 4
    }
    while i < count {
      y[i] += factor * x[i]
      i &+= 1
    }
  }

  /// Takes the products of four rows with four others from a 4 by 4 block of a matrix.
  ///
  /// Four rows by two are in registers at a time.
  ///
  /// - Parameters:
  ///   - x: Four rows.
  ///   - y: Four other rows.
  ///   - stride: From one row to the next, of all three matrices.
  ///   - count: The elements of a row.
  ///   - block: Where the block begins.
  @inline(__always)
  static func subtract(
    _ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, stride: Int, count: Int,
    from block: UnsafeMutablePointer<Double>
  ) {
    subtractHalf(x, y, stride, count, block)
    subtractHalf(x, y + 2 * stride, stride, count, block + 2)
  }

  @inline(__always)
  private static func subtractHalf(
    _ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, _ stride: Int, _ count: Int,
    _ block: UnsafeMutablePointer<Double>
  ) {
    let (x0, x1, x2, x3) = (x, x + stride, x + 2 * stride, x + 3 * stride)
    let (y0, y1) = (y, y + stride)
    var (a00, a10, a20, a30) = (Pair.zero, Pair.zero, Pair.zero, Pair.zero)
    var (a01, a11, a21, a31) = (Pair.zero, Pair.zero, Pair.zero, Pair.zero)
    let whole = count & ~1
    var i = 0
    while i < whole {
      let (b0, b1) = (pair(y0, i), pair(y1, i))
      let (c0, c1, c2, c3) = (pair(x0, i), pair(x1, i), pair(x2, i), pair(x3, i))
      a00 += c0 * b0
      a10 += c1 * b0
      a20 += c2 * b0
      a30 += c3 * b0
      a01 += c0 * b1
      a11 += c1 * b1
      a21 += c2 * b1
      a31 += c3 * b1
      i &+= 2
    }
    var rest = (Lanes.zero, Lanes.zero)
    if whole < count {
      let column = Lanes(x0[whole], x1[whole], x2[whole], x3[whole])
      rest = (column * y0[whole], column * y1[whole])
    }
    let left = Lanes(a00.sum(), a10.sum(), a20.sum(), a30.sum()) + rest.0
    let right = Lanes(a01.sum(), a11.sum(), a21.sum(), a31.sum()) + rest.1
    for k in 0..<4 {
      block[k &* stride] -= left[k]
      block[k &* stride &+ 1] -= right[k]
    }
  }

  /// Two doubles: what a register holds on every processor, so that eight sums stay in registers.
  private typealias Pair = SIMD2<Double>

  @inline(__always)
  private static func pair(_ x: UnsafePointer<Double>, _ i: Int) -> Pair {
    UnsafeRawPointer(x + i).loadUnaligned(as: Pair.self)
  }

  @inline(__always)
  private static func lanes(_ x: UnsafePointer<Double>, _ i: Int) -> Lanes {
    UnsafeRawPointer(x + i).loadUnaligned(as: Lanes.self)
  }
}
