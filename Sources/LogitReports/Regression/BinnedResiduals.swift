import Logit
import LogitClassifier

/// The means of residuals in bins of probability, which tell what single residuals of yes and no cannot.
///
/// The rows are sorted by their probability and divided into ⌊√n⌋ bins of nearly the same number (10 for
/// fewer than 100 rows, n/2 for fewer than 20); rows of the same probability stay together. In each bin, with
/// mᵢ trials, an observed share yᵢ and a probability pᵢ,
///
///     residual = Σ mᵢ (yᵢ − pᵢ) / Σ mᵢ,   error = √(Σ mᵢ pᵢ (1 − pᵢ)) / Σ mᵢ,
///
/// and about 95 % of the residuals of a model that describes its rows lie within two errors.
///
/// Source: A. Gelman and J. Hill, "Data Analysis Using Regression and Multilevel/Hierarchical Models", 2007,
/// 5.6.
struct BinnedResiduals {
  struct Bin: Equatable {
    let rowCount: Int
    /// The mean probability.
    let probability: Double
    let residual: Double
    /// The standard error of the residual.
    let error: Double
  }

  let bins: [Bin]

  /// The share of the bins whose residual is beyond two errors.
  var shareBeyond: Double {
    bins.isEmpty ? 0 : Double(bins.count { abs($0.residual) > 2 * $0.error }) / Double(bins.count)
  }

  /// - Parameters:
  ///   - shares: The observed share of each row, 0 or 1 of single trials.
  ///   - trials: The number of trials of each row; 1 if `nil`.
  init(probabilities: [Double], shares: [Double], trials: [Double]?) {
    let rows = probabilities.indices.filter { (trials?[$0] ?? 1) > 0 }.sorted {
      (probabilities[$0], $0) < (probabilities[$1], $1)
    }
    let wanted = Self.binCount(rows.count)
    var bins: [Bin] = []
    var (start, bin) = (0, 1)
    while start < rows.count {
      var end = max(rows.count * bin / wanted, start + 1)
      while end < rows.count, probabilities[rows[end]] == probabilities[rows[end - 1]] { end += 1 }
      bins.append(Self.bin(rows[start..<end], probabilities, shares, trials))
      start = end
      while bin < wanted, rows.count * bin / wanted <= start { bin += 1 }
    }
    self.bins = bins
  }

  /// The number of bins for a number of rows.
  static func binCount(_ rows: Int) -> Int {
    rows >= 100 ? Int(Double(rows).squareRoot()) : rows >= 20 ? 10 : max(rows / 2, 1)
  }

  private static func bin(
    _ rows: ArraySlice<Int>, _ probabilities: [Double], _ shares: [Double], _ trials: [Double]?
  ) -> Bin {
    var (total, probability, residual, variance) = (0.0, 0.0, 0.0, 0.0)
    for row in rows {
      let (count, p) = (trials?[row] ?? 1, probabilities[row])
      total += count
      probability += count * p
      residual += count * (shares[row] - p)
      variance += count * p * (1 - p)
    }
    return Bin(
      rowCount: rows.count, probability: probability / total, residual: residual / total,
      error: variance.squareRoot() / total)
  }
}
