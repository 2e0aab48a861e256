import CLogitKernels

/// The penalties of a path: given, or glmnet's sequence.
struct LambdaSequence {
  /// The deviance explained above which glmnet's sequence ends.
  static let saturation = 0.999
  /// What ρ counts as, at least, where the first λ is worked out: with ridge no λ makes coefficients 0.
  static let smallestRatio = 0.001

  let given: [Double]?
  let count: Int
  let minRatio: Double?

  func check() throws(LogitError) {
    if let given {
      try LogitError.require(!given.isEmpty, "lambdas", "empty", "at least one")
      for (index, lambda) in given.enumerated() {
        try LogitError.require(
          lambda >= 0 && lambda.isFinite, "lambdas[\(index)]", lambda, "finite and not negative")
      }
    }
    try LogitError.require((1...1 << 16).contains(count), "lambdaCount", count, "in 1...65536")
    if let minRatio {
      try LogitError.require(minRatio > 0 && minRatio < 1, "lambdaMinRatio", minRatio, "above 0 and below 1")
    }
  }

  /// Each λ, largest first.
  func values(first: Double, rowCount: Int, columnCount: Int) -> [Double] {
    if let given { return given.sorted(by: >) }
    let ratio =
      minRatio ?? RegularizationPath.usualMinRatio(rowCount: rowCount, columnCount: columnCount)
    return (0..<count).map { index in
      index == 0 ? first : first * logit_pow(ratio, Double(index) / Double(count - 1))
    }
  }
}

extension RegularizationPath {
  /// The last λ of glmnet's sequence as a share of its first, where none is given.
  package static func usualMinRatio(rowCount: Int, columnCount: Int) -> Double {
    rowCount < columnCount ? 1e-2 : 1e-4
  }
}
