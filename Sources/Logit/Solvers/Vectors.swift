import LogitFiles

/// Arithmetic of coefficient vectors, in place. Sums are added in eight lanes that are folded in one order,
/// so that they have the same bits everywhere.
enum Vectors {
  /// The sum of the products of two vectors' elements.
  static func dot(_ x: [Double], _ y: [Double]) -> Double {
    guard x.count == y.count else {
      programmingError("Vectors of different lengths have no product")
    }
    return x.withUnsafeBufferPointer { x in y.withUnsafeBufferPointer { y in dot(x, y) } }
  }

  /// The sum of the products of two vectors' elements, as many as the first has.
  static func dot(_ x: UnsafeBufferPointer<Double>, _ y: UnsafeBufferPointer<Double>) -> Double {
    guard let first = x.baseAddress, let second = y.baseAddress else { return 0 }
    let whole = x.count & ~7
    var lanes = SIMD8<Double>.zero
    for i in stride(from: 0, to: whole, by: 8) { lanes += lane(first + i) * lane(second + i) }
    var sum = lanes.foldedSum
    for i in whole..<x.count { sum += first[i] * second[i] }
    return sum
  }

  /// y += a x.
  static func add(_ a: Double, _ x: [Double], to y: inout [Double]) {
    guard x.count == y.count else {
      programmingError("Vectors of different lengths have no sum")
    }
    x.withUnsafeBufferPointer { x in
      y.withUnsafeMutableBufferPointer { y in
        for i in 0..<x.count { y[i] += a * x[i] }
      }
    }
  }

  /// Every element becomes the same.
  static func fill(_ x: inout [Double], _ value: Double) {
    x.withUnsafeMutableBufferPointer { x in
      for i in 0..<x.count { x[i] = value }
    }
  }

  /// y = a y.
  static func scale(_ y: inout [Double], by a: Double) {
    y.withUnsafeMutableBufferPointer { y in
      for i in 0..<y.count { y[i] *= a }
    }
  }

  /// y = x + a y.
  static func scale(_ y: inout [Double], by a: Double, plus x: [Double]) {
    guard x.count == y.count else {
      programmingError("Vectors of different lengths have no sum")
    }
    x.withUnsafeBufferPointer { x in
      y.withUnsafeMutableBufferPointer { y in
        for i in 0..<x.count { y[i] = x[i] + a * y[i] }
      }
    }
  }

  /// to = x + a y, in the memory of `to`.
  static func combine(_ x: [Double], _ a: Double, _ y: [Double], into to: inout [Double]) {
    guard x.count == y.count && x.count == to.count else {
      programmingError("Vectors of different lengths have no sum")
    }
    x.withUnsafeBufferPointer { x in
      y.withUnsafeBufferPointer { y in
        to.withUnsafeMutableBufferPointer { to in
          for i in 0..<x.count { to[i] = x[i] + a * y[i] }
        }
      }
    }
  }

  /// Copies a vector into the memory of another of the same length; assignment would share it, and the next
  /// change take memory.
  static func copy(_ x: [Double], into y: inout [Double]) {
    guard x.count == y.count else {
      programmingError("A vector has no room for one of another length")
    }
    x.withUnsafeBufferPointer { x in
      y.withUnsafeMutableBufferPointer { y in
        for i in 0..<x.count { y[i] = x[i] }
      }
    }
  }

  /// The largest absolute value; not a number if any element is none.
  static func largestAbsolute(_ x: [Double]) -> Double {
    x.withUnsafeBufferPointer { x in
      var largest = 0.0
      for i in 0..<x.count where !(x[i].magnitude <= largest) {
        largest = x[i].magnitude
        if largest.isNaN { break }
      }
      return largest
    }
  }

  private static func lane(_ x: UnsafePointer<Double>) -> SIMD8<Double> {
    UnsafeRawPointer(x).loadUnaligned(as: SIMD8<Double>.self)
  }
}

extension SIMD8<Double> {
  /// The lanes' sum: halves, then halves of those.
  var foldedSum: Double {
    let four = lowHalf + highHalf
    let two = four.lowHalf + four.highHalf
    return two[0] + two[1]
  }
}
