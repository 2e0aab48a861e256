/// What a ``FeatureTransform`` gathers from rows before it learns: sums, counts, extremes.
///
/// Rows are gathered in blocks, each by an accumulator of its own, and accumulators are merged along a fixed
/// binary tree. A block is seen from its first row to its last, and merging always appends the rows that
/// follow; so what is learned depends on the rows alone, not on the threads, batches or machines that divided
/// the work.
///
///     struct Largest: FeatureAccumulator {
///       var value = -Double.infinity
///
///       mutating func observe(_ rows: ObservedRows) {
///         rows.forEachNumber { if $0 > value { value = $0 } }
///       }
///
///       mutating func merge(_ following: Largest) { value = max(value, following.value) }
///     }
///
/// An accumulator that gathers nothing must change no bit of another it is merged with, because a block may
/// be without a chosen row. Accumulators are `Codable` so that a part can be gathered by one process and
/// merged by another, but are only encoded between blocks.
public protocol FeatureAccumulator: Sendable, Codable {
  /// Gathers rows of the block, which follow those observed before.
  ///
  /// - Parameter rows: A piece of the transform's columns, and which of its rows to learn from.
  mutating func observe(_ rows: ObservedRows)

  /// Adds what was gathered from the rows that follow.
  ///
  /// - Parameter following: Made from the same empty accumulator.
  mutating func merge(_ following: Self)
}

/// The accumulator of a transform that learns nothing from rows.
public struct NothingGathered: FeatureAccumulator, Equatable {
  /// Nothing.
  public init() {}

  /// Passes over the rows.
  ///
  /// - Parameter rows: Rows that follow those observed before.
  public mutating func observe(_ rows: ObservedRows) {}

  /// Nothing more.
  ///
  /// - Parameter following: Of the rows that follow.
  public mutating func merge(_ following: NothingGathered) {}
}
