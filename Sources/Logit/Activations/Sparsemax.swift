/// The projection of each row onto the probability simplex, f(z)ⱼ = max(zⱼ - τ, 0) with τ such that the row
/// sums to 1.
///
/// Where softmax gives every class some probability, sparsemax gives small scores exactly 0. τ is the mean of
/// the support (the scores above τ) minus 1 / its size. It is found in double precision, by removing scores
/// that are not above τ from the support until there are no more to remove.
///
/// Keras's `sparsemax` is a different function wherever more than one score is in the support: its threshold
/// adds up all cumulative sums of the support instead of taking the last, so that `sparsemax([1, 1, 1])` is
/// `[0, 0, 0]`. The function here is the one that Keras's documentation describes.
///
/// Follows the paper that `keras.activations.sparsemax` cites, over the last axis.
///
/// Source: A. F. T. Martins and R. F. Astudillo, "From softmax to sparsemax: a sparse model of attention and
/// multi-label classification", ICML 2016.
public struct Sparsemax: Activation, Equatable {
  /// Keras's identifier, `"sparsemax"`.
  public let name = "sparsemax"

  /// Creates the function.
  public init() {}

  /// Replaces every row by its projection.
  public func apply(to values: inout MutableSpan<Float>, columns: Int) {
    values.withUnsafeMutableBufferPointer { values in
      guard columns > 0 else { return }
      for start in stride(from: 0, to: values.count, by: columns) {
        project(UnsafeMutableBufferPointer(rebasing: values[start..<start + columns]))
      }
    }
  }

  /// Applies the Jacobian to each row: gⱼ minus the mean of g over the support, and 0 outside the support.
  public func backpropagate(
    input: Span<Float>, output: Span<Float>, gradient: inout MutableSpan<Float>, columns: Int
  ) {
    guard columns > 0 else { return }
    for start in stride(from: 0, to: gradient.count, by: columns) {
      var (sum, size) = (0.0, 0.0)
      for i in start..<start + columns where output[i] > 0 {
        sum += Double(gradient[i])
        size += 1
      }
      for i in start..<start + columns {
        gradient[i] = output[i] > 0 ? Float(Double(gradient[i]) - sum / size) : 0
      }
    }
  }

  /// - Parameter row: Scores on entry, probabilities on return; all NaN if one is.
  private func project(_ row: UnsafeMutableBufferPointer<Float>) {
    var largest = -Float.infinity
    for score in row where !(score <= largest) { largest = score }
    // Scores are taken relative to the largest, so that sums stay small; those lower by 1 or more are never
    // in the support.
    let top = Double(largest)
    var (threshold, size) = (-1.0, 0)
    while true {
      var (sum, count) = (0.0, 0)
      for score in row where Double(score) - top > threshold {
        sum += Double(score) - top
        count += 1
      }
      guard count > 0, count != size else { break }
      (threshold, size) = ((sum - 1) / Double(count), count)
    }
    for i in row.indices { row[i] = Float(max(Double(row[i]) - top - threshold, 0)) }
  }
}

extension Sparsemax: OptionFreeActivation {
  /// Keras's identifier, `"sparsemax"`.
  public static let kerasClassName = "sparsemax"
}

extension Activation where Self == Sparsemax {
  /// The projection of each row onto the probability simplex; see ``Sparsemax``.
  public static var sparsemax: Sparsemax { Sparsemax() }
}
