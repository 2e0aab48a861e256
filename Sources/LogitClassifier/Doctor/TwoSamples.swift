import Logit
import LogitStatistics

/// How far two samples of numbers are apart: the test of Kolmogorov and Smirnov.
///
/// D is the largest difference of the two shares of values at or below a number. Its p-value is asymptotic,
/// Q(λ) = 2·Σⱼ (-1)ʲ⁻¹ exp(-2j²λ²) with λ = (√N + 0.12 + 0.11/√N)·D and N = nm/(n + m); with ties it is too
/// large. Source: M. A. Stephens, "Use of the Kolmogorov-Smirnov, Cramér-von Mises and related statistics
/// without extensive tables", J. R. Stat. Soc. B 32 (1970).
struct KolmogorovSmirnov {
  let statistic: Double
  let pValue: Double

  /// - Parameters:
  ///   - first: Numbers in ascending order, at least one.
  ///   - second: Others, in ascending order, at least one.
  init(_ first: [Double], _ second: [Double]) {
    var (i, j, largest) = (0, 0, 0.0)
    let (n, m) = (Double(first.count), Double(second.count))
    while i < first.count && j < second.count {
      let value = min(first[i], second[j])
      while i < first.count && first[i] == value { i += 1 }
      while j < second.count && second[j] == value { j += 1 }
      largest = max(largest, abs(Double(i) / n - Double(j) / m))
    }
    statistic = largest
    let root = (n * m / (n + m)).squareRoot()
    pValue = Self.tail((root + 0.12 + 0.11 / root) * largest)
  }

  private static func tail(_ lambda: Double) -> Double {
    // Below this the sum converges slowly, and is 1 to ten digits.
    guard lambda > 0.25 else { return 1 }
    var (sum, sign) = (0.0, 1.0)
    for j in 1...100 {
      let term = exponential(-2 * Double(j * j) * lambda * lambda)
      sum += sign * term
      sign = -sign
      if term < 1e-17 { break }
    }
    return min(max(2 * sum, 0), 1)
  }
}

/// How far the shares of categories in two samples are apart.
struct ShareComparison {
  /// Half the sum of the differences of shares: the share of rows that would have to change.
  let totalVariation: Double
  /// Of Pearson's test that the shares are the same. Categories of which fewer than five rows are expected in
  /// either sample count as one.
  let pValue: Double

  /// - Parameters:
  ///   - first: The number of rows of each category, at least one in all.
  ///   - second: The same in another sample.
  init(_ first: [Int], _ second: [Int]) {
    let (n, m) = (Double(first.reduce(0, +)), Double(second.reduce(0, +)))
    let fewestExpected = 5.0
    var (variation, rest, cells): (Double, (Double, Double), [(Double, Double)]) = (0, (0, 0), [])
    for (a, b) in zip(first, second) {
      let (a, b) = (Double(a), Double(b))
      variation += abs(a / n - b / m) / 2
      if min(n, m) * (a + b) / (n + m) < fewestExpected {
        rest = (rest.0 + a, rest.1 + b)
      } else {
        cells.append((a, b))
      }
    }
    if rest.0 + rest.1 > 0 { cells.append(rest) }
    var chi = 0.0
    for (a, b) in cells {
      let (expectedA, expectedB) = (n * (a + b) / (n + m), m * (a + b) / (n + m))
      chi += (a - expectedA) * (a - expectedA) / expectedA + (b - expectedB) * (b - expectedB) / expectedB
    }
    totalVariation = variation
    pValue = cells.count < 2 ? 1 : Self.tail(chi, degrees: Double(cells.count - 1))
  }

  /// The probability of at least as large a chi-square, by the cube root, which is near enough to normal: E.
  /// B. Wilson and M. M. Hilferty, "The distribution of chi-square", PNAS 17 (1931).
  private static func tail(_ chi: Double, degrees: Double) -> Double {
    guard chi > 0 else { return 1 }
    let root = exponential(naturalLogarithm(chi / degrees) / 3)
    let variance = 2 / (9 * degrees)
    return StandardNormal.cumulativeProbability(-(root - (1 - variance)) / variance.squareRoot())
  }
}
