import CLogitKernels

/// The sums of a linear model's objective over some of the rows: what a fold over rows carries and merges.
///
/// Sums of different rows merge by addition in `Double`. Addition of rounded numbers depends on its order, so
/// the order is fixed: see ``BlockTree``. Sums that were made with and without fused multiply-add have other
/// last digits, so they do not merge.
package struct PartialSums: Equatable, Sendable {
  package private(set) var shape: SumsShape
  /// Whether products were added with one rounding, as every processor does but the oldest; see ``Kernels``.
  package let isFused: Bool
  /// The sums in the order of ``SumsShape``.
  package internal(set) var values: [Double]

  /// The sums over no rows.
  package init(_ shape: SumsShape) {
    self.init(shape, isFused: Kernels.current.isFused)
  }

  init(_ shape: SumsShape, isFused: Bool) {
    self.shape = shape
    self.isFused = isFused
    values = [Double](repeating: 0, count: shape.count)
  }

  /// Holds other sums from now on, in the same memory if it is enough; what they are is yet to be written.
  mutating func reshape(_ shape: SumsShape) {
    self.shape = shape
    values.resize(to: shape.count)
  }

  /// The number of rows.
  package var rowCount: Int { Int(values[0]) }
  /// Σ wᵢ.
  package var weight: Double { values[1] }
  /// Σ wᵢ lossᵢ.
  package var loss: Double { values[2] }
  /// Of two classes: Σ wᵢ pᵢ (1 − pᵢ).
  package var curvature: Double { values[3] }

  /// Adds the sums over other rows, which come after these.
  ///
  /// - Throws: ``LogitError/partsDiffer(expected:found:)`` if the other sums are of another model, hold other
  ///   things, or were made with another arithmetic.
  package mutating func merge(_ other: PartialSums) throws(LogitError) {
    guard shape == other.shape, isFused == other.isFused else {
      throw .partsDiffer(expected: summary, found: other.summary)
    }
    let count = Int64(values.count)
    values.withUnsafeMutableBufferPointer { sums in
      other.values.withUnsafeBufferPointer {
        Kernels.current.add_doubles(sums.baseAddress, $0.baseAddress, count)
      }
    }
  }

  /// What the sums are of, in words.
  var summary: String {
    var parts = ["loss"]
    if shape.wanted.contains(.gradient) { parts.append("gradient") }
    if shape.wanted.contains(.product) { parts.append("product") }
    if shape.wanted.contains(.hessian) { parts.append("Hessian") }
    return
      "\(parts.joined(separator: ", ")) of \(shape.predictorCount) predictors over \(shape.columnCount) columns "
      + (shape.hasIntercept ? "with" : "without") + " an intercept, "
      + (isFused ? "with" : "without") + " fused multiply-add"
  }
}

extension PartialSums {
  /// Whether this process adds products with one rounding; sums that others made otherwise do not merge with
  /// its own.
  package static var areFusedHere: Bool { Kernels.current.isFused }
}

extension logit_kernels {
  /// Whether products are added with one rounding.
  var isFused: Bool { level != LOGIT_LEVEL_BASELINE }
}
