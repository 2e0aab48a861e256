/// Systems with a symmetric matrix that has no negative eigenvalue.
enum SymmetricSystem {
  /// Solves A x = b by Cholesky's factorization; directions in which A is 0 up to rounding are left as they are.
  ///
  /// - Parameters:
  ///   - matrix: A, `[count, count]`; overwritten.
  ///   - vector: b, overwritten with x.
  static func solve(_ matrix: inout [Double], _ vector: inout [Double]) {
    let count = vector.count
    matrix.withUnsafeMutableBufferPointer { a in
      vector.withUnsafeMutableBufferPointer { b in
        // a[k, k...] becomes row k of R, A = RᵀR.
        for k in 0..<count {
          let diagonal = a[k * count + k]
          // The diagonal as it was is kept nowhere; what is left of it is compared with the part taken away.
          var removed = 0.0
          for i in 0..<k { removed += a[i * count + k] * a[i * count + k] }
          guard diagonal > 1e-13 * (diagonal + removed) else {
            for j in k..<count { a[k * count + j] = 0 }
            continue
          }
          let root = diagonal.squareRoot()
          for j in k..<count { a[k * count + j] /= root }
          for i in k + 1..<max(count, k + 1) {
            let factor = a[k * count + i]
            guard factor != 0 else { continue }
            for j in i..<count { a[i * count + j] -= factor * a[k * count + j] }
          }
        }
        for k in 0..<count {
          let pivot = a[k * count + k]
          guard pivot > 0 else {
            b[k] = 0
            continue
          }
          b[k] /= pivot
          for j in k + 1..<max(count, k + 1) { b[j] -= a[k * count + j] * b[k] }
        }
        for k in stride(from: count - 1, through: 0, by: -1) {
          guard a[k * count + k] > 0 else { continue }
          var rest = b[k]
          for j in k + 1..<max(count, k + 1) { rest -= a[k * count + j] * b[j] }
          b[k] = rest / a[k * count + k]
        }
      }
    }
  }
}
