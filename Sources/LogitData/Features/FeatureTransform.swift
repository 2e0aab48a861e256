public import Logit
import LogitFiles

/// Turns one or more columns of a table into features: the numbers that a model takes.
///
/// A transform is a value: its options, and what it has learned from training rows. The ones that come with
/// Logit have a name that can be written with a leading dot:
///
///     var features = try FeatureSpace([.floatNormalized("age"), .stringCategorical("species")])
///
/// To add one, conform to this protocol, and pass its type to ``FeatureSpace/init(json:transforms:)`` when
/// loading. <doc:LearningFeatures> shows how.
///
/// A transform learns in a fold over blocks of rows: ``accumulator(for:)`` makes an empty
/// ``FeatureAccumulator``, copies of it observe the blocks and are merged, and ``finish(_:)`` learns from the
/// result. A transform that learns nothing needs none of this.
public protocol FeatureTransform: Sendable {
  /// What is gathered from rows before it learns.
  associatedtype Accumulator: FeatureAccumulator = NothingGathered

  /// What the transform is called in files; different for each type.
  static var typeName: String { get }

  /// The columns it takes.
  var inputs: [String] { get }

  /// A name for each number it makes; complete once it has learned.
  var outputNames: [String] { get }

  /// How many numbers it makes; the count of ``outputNames`` unless there is a cheaper way to know.
  var outputCount: Int { get }

  /// What it does in a few words, for people.
  var summary: String { get }

  /// The kinds of columns it was made for, by position in ``inputs``.
  var inputKinds: [ColumnKind] { get }

  /// Whether missing values or unknown categories are errors.
  var refusal: FeatureRefusal { get }

  /// The accumulator that a first pass over the rows begins with.
  ///
  /// - Parameter kinds: What the columns of ``inputs`` hold.
  /// - Returns: The accumulator of no rows. Each block of rows gets a copy.
  /// - Throws: ``DataError/wrongKind(column:expected:found:remedy:)`` for a column that it cannot learn from.
  func accumulator(for kinds: [ColumnKind]) throws -> Accumulator

  /// Learns from what was gathered in a pass over all rows chosen, and no others.
  ///
  /// - Parameter accumulator: The accumulators of all blocks, merged.
  /// - Returns: The accumulator of no rows that another pass begins with; `nil` when everything is learned.
  /// - Throws: ``DataError`` for values that it cannot learn from.
  mutating func finish(_ accumulator: Accumulator) throws -> Accumulator?

  /// Prepares to encode the columns of a table, all of whose pieces are then given to the result.
  ///
  /// - Parameter columns: Those of ``inputs``.
  /// - Returns: What writes the features.
  /// - Throws: ``DataError/learnedOtherwise(column:learned:found:)`` for a column of another kind than
  ///   learned from, or ``DataError/notAdapted(feature:)`` if it has to learn first.
  func encoder(for columns: [Column]) throws -> any FeatureEncoder

  /// Its options and what it has learned.
  var members: [JSON.Member] { get }

  /// Takes options, and what was learned, from a file that cannot be trusted.
  ///
  /// - Parameter options: The members that ``members`` wrote, and perhaps others.
  /// - Throws: ``/Logit/LogitError/invalidConfiguration(object:reason:)`` for anything that ``members`` would
  ///   not write.
  init(_ options: inout JSONFields) throws
}

extension FeatureTransform where Accumulator == NothingGathered {
  /// Gathers nothing, and accepts every kind of column.
  ///
  /// - Parameter kinds: What the columns hold.
  /// - Returns: An empty accumulator.
  public func accumulator(for kinds: [ColumnKind]) -> NothingGathered { NothingGathered() }

  /// Learns nothing.
  ///
  /// - Parameter accumulator: Nothing either.
  /// - Returns: `nil`: there is no other pass.
  public mutating func finish(_ accumulator: NothingGathered) -> NothingGathered? { nil }
}

extension FeatureTransform {
  /// Nothing is refused.
  public var refusal: FeatureRefusal { FeatureRefusal() }

  /// The number of names.
  public var outputCount: Int { outputNames.count }
}

/// What a transform treats as an error.
public struct FeatureRefusal: Sendable, Equatable {
  /// Whether missing values are errors.
  public var missing = false
  /// Whether unknown categories are errors.
  public var unknown = false
  /// Some of the categories that are known, for the message.
  public var known: [String] = []
  /// The same for each column, where a transform has several.
  var knownByColumn: [String: [String]] = [:]

  /// Chooses what is refused; by default, nothing.
  ///
  /// - Parameters:
  ///   - missing: Whether missing values are errors.
  ///   - unknown: Whether unknown categories are errors.
  ///   - known: Some of the categories that are known, for the message.
  public init(missing: Bool = false, unknown: Bool = false, known: [String] = []) {
    self.missing = missing
    self.unknown = unknown
    self.known = known
  }
}

/// Writes the features of a table's rows; made by a ``FeatureTransform`` once for each table.
public protocol FeatureEncoder: Sendable {
  /// Writes the features of some rows of a piece.
  ///
  /// Called from several threads at once, for different rows.
  ///
  /// - Parameters:
  ///   - chunks: A piece of each of the transform's columns.
  ///   - rows: Which rows of the piece.
  ///   - features: Where they go; every number must be written.
  ///   - tally: Counts missing values and unknown categories.
  func encode(
    _ chunks: [ColumnChunk], rows: Range<Int>, into features: FeatureRows, tally: inout FeatureTally)
}

/// Where the features of some rows go.
public struct FeatureRows {
  /// Where each row's features of the transform begin, less the offset.
  let starts: UnsafePointer<UnsafeMutablePointer<Float>>
  let offset: Int
  /// The number of rows.
  public let count: Int
  /// The number of features.
  public let width: Int

  /// Writes a feature of a row.
  ///
  /// - Parameters:
  ///   - value: A finite number.
  ///   - row: Counted from 0, below ``count``.
  ///   - feature: Counted from 0, below ``width``.
  public func set(_ value: Float, row: Int, feature: Int) {
    guard row >= 0 && row < count && feature >= 0 && feature < width else {
      programmingError("a feature outside the matrix")
    }
    starts[row][offset + feature] = value
  }
}
