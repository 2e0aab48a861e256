/// A way to run the sums over all rows of a data set: by threads over rows in memory (``MemoryFold``), over a
/// stream of blocks, or by machines that each hold some blocks.
///
/// ``LinearProblem``, and whoever uses it, sees this protocol only. All conformances give the same bits,
/// because all cut the rows into leaves of ``RowCut/leafLength`` rows, counted from the first, and merge
/// along the tree of ``BlockTree``.
package protocol RowFold: AnyObject, Sendable {
  /// What the rows have: outcome, columns, intercept.
  var model: LinearModel { get }
  /// Whether a product of the rows with a vector costs so little, beside a matrix over the columns, that such
  /// a matrix does not pay; `false` by default.
  var hasCheapProducts: Bool { get }

  /// The diagonal of the sum of the rows' Hessians, not divided by their weights, `[free predictors, columns
  /// then intercept]`; `nil` where it is not worked out by itself.
  ///
  /// - Parameter point: Where, as for the sums.
  func curvatures(at point: LinearPoint) -> [Double]?

  /// Sums up over all rows.
  ///
  /// - Parameters:
  ///   - wanted: What is summed up; of `sums` the shape must say the same.
  ///   - point: Where the sums are wanted.
  ///   - sums: Receives the result.
  /// - Throws: What reading the rows throws; nothing for rows in memory.
  func sum(_ wanted: WantedSums, at point: LinearPoint, into sums: inout PartialSums) throws
}

extension RowFold {
  package var hasCheapProducts: Bool { false }

  package func curvatures(at point: LinearPoint) -> [Double]? { nil }
}

/// Coefficients, and a direction where the Hessian's product with one is wanted: `[predictors, padded]` each,
/// as ``SumsShape`` pads them, with zeros beyond the coefficients and for a reference class.
package struct LinearPoint {
  package let coefficients: UnsafePointer<Double>
  package let direction: UnsafePointer<Double>?

  package init(coefficients: UnsafePointer<Double>, direction: UnsafePointer<Double>?) {
    (self.coefficients, self.direction) = (coefficients, direction)
  }
}

/// How rows are cut, the same everywhere.
package enum RowCut {
  /// Rows of a block. Blocks are what files, shards and streams are counted in, and what features are learned
  /// from. A part of every result, like the order of additions: another length could change the last bits of
  /// a sum.
  package static let blockLength = 65_536
  /// Rows of a leaf of the tree; a block is a subtree of 64 leaves, so that threads can share one. Within a
  /// leaf, rows are added one after the other, so a leaf is small against the digits that this costs, and
  /// large against what merging costs.
  package static let leafLength = 1024
}

/// Rows whose sums over one leaf can be worked out: dense in memory, or sparse, or a block that was just
/// read.
package protocol LeafRows: Sendable {
  var model: LinearModel { get }
  var rowCount: Int { get }
  /// The doubles that ``sum(_:rows:at:scratch:into:)`` needs to work in.
  var scratchCount: Int { get }

  /// Writes the sums over some rows, one after the other, in the order of ``SumsShape``.
  ///
  /// - Parameters:
  ///   - wanted: What is summed up.
  ///   - rows: A leaf, or what there is of the last one.
  ///   - point: Where the sums are wanted.
  ///   - scratch: ``scratchCount`` doubles, 64-byte aligned.
  ///   - sums: As many doubles as the shape counts.
  func sum(
    _ wanted: WantedSums, rows: Range<Int>, at point: LinearPoint, scratch: UnsafeMutablePointer<Double>,
    into sums: UnsafeMutablePointer<Double>)
}
