import Logit

/// Reads working values of rows, in double precision; valid within the closure that it is handed to.
struct RowLoader {
  private let float: UnsafePointer<Float>?
  private let double: UnsafePointer<Double>?
  private let stride: Int
  private let count: Int
  private let hasIntercept: Bool
  private let active: UnsafePointer<Int>?
  private let shift: UnsafePointer<Double>?
  private let scale: UnsafePointer<Double>?

  /// Calls `body` with a loader of the rows of a basis.
  static func with<Result>(_ basis: RegressionBasis, _ body: (RowLoader) throws -> Result) rethrows -> Result
  {
    switch basis.matrix {
    case .float(let x): try x.withUnsafeBufferPointer { try with(basis, $0.baseAddress, nil, body) }
    case .double(let x): try x.withUnsafeBufferPointer { try with(basis, nil, $0.baseAddress, body) }
    }
  }

  private static func with<Result>(
    _ basis: RegressionBasis, _ float: UnsafePointer<Float>?, _ double: UnsafePointer<Double>?,
    _ body: (RowLoader) throws -> Result
  ) rethrows -> Result {
    try basis.active.withUnsafeBufferPointer { active in
      try basis.shift.withUnsafeBufferPointer { shift in
        try basis.scale.withUnsafeBufferPointer { scale in
          try body(
            RowLoader(
              float: float, double: double, stride: basis.scale.count, count: active.count,
              hasIntercept: basis.hasIntercept, active: active.baseAddress, shift: shift.baseAddress,
              scale: scale.baseAddress))
        }
      }
    }
  }

  /// Writes a row's working values, 1 for the constant last.
  @inline(__always)
  func load(_ row: Int, into target: UnsafeMutablePointer<Double>) {
    if let active, let shift, let scale {
      if let float {
        let values = float + row &* stride
        for j in 0..<count { target[j] = (Double(values[active[j]]) - shift[active[j]]) * scale[active[j]] }
      } else if let double {
        let values = double + row &* stride
        for j in 0..<count { target[j] = (values[active[j]] - shift[active[j]]) * scale[active[j]] }
      }
    }
    if hasIntercept { target[count] = 1 }
  }
}
