import Logit

/// Makes features, numbers a model takes, of one or more columns of a table.
///
/// A transform is a value: its options, and what it has learned from training rows. The ones that come with Logit have a
/// name that can be written with a leading dot:
///
///     var features = try FeatureSpace([.floatNormalized("age"), .stringCategorical("species")])
///
/// To add one, conform to this protocol, and pass its type to ``FeatureSpace/init(json:transforms:)`` when loading.
public protocol FeatureTransform: Sendable {
  /// What the transform is called in files; different for each type.
  static var typeName: String { get }

  /// The columns it takes.
  var inputs: [String] { get }

  /// A name for each number it makes; complete once it is adapted.
  var outputNames: [String] { get }

  /// How many numbers it makes; the count of ``outputNames`` unless there is a cheaper way to know.
  var outputCount: Int { get }

  /// What it does in a few words, for people.
  var summary: String { get }

  /// The kinds of columns it was made for, by position in ``inputs``.
  var inputKinds: [ColumnKind] { get }

  /// Whether missing values or unknown categories are errors.
  var refusal: FeatureRefusal { get }

  /// Learns what it needs to know, from the rows chosen and no others.
  ///
  /// - Parameter columns: Those of ``inputs``.
  mutating func adapt(to columns: [Column], rows: RowSelection) throws

  /// Prepares for the columns of a table, all of whose pieces are then given to the result.
  ///
  /// - Throws: ``DataError/learnedOtherwise(column:learned:found:)`` for a column of another kind.
  func encoder(for columns: [Column]) throws -> any FeatureEncoder

  /// Its options and what it has learned.
  var members: [KerasMember] { get }

  /// Takes options, and what was learned, from a file that cannot be trusted.
  init(_ options: inout KerasOptions) throws
}

extension FeatureTransform {
  /// Nothing is refused.
  public var refusal: FeatureRefusal { FeatureRefusal() }

  /// The number of names.
  public var outputCount: Int { outputNames.count }
}

/// What a transform takes for an error.
public struct FeatureRefusal: Sendable, Equatable {
  /// Whether missing values are errors.
  public var missing = false
  /// Whether unknown categories are errors.
  public var unknown = false
  /// Some of the categories that are known, for the message.
  public var known: [String] = []

  /// Nothing is refused.
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

  /// Writes a feature of a row; both count from 0.
  public func set(_ value: Float, row: Int, feature: Int) {
    precondition(row >= 0 && row < count && feature >= 0 && feature < width, "a feature outside the matrix")
    starts[row][offset + feature] = value
  }
}
