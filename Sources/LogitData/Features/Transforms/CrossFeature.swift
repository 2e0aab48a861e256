public import Logit

/// Which features are combined into a further one: Keras's `FeatureSpace.cross`.
public struct FeatureCross: Sendable, Equatable {
  /// The columns, which all have categories, hashes or bins as features.
  public let columns: [String]
  /// The number of bins that combinations are put into.
  public let binCount: Int

  /// Combines features.
  ///
  /// - Parameters:
  ///   - columns: At least two.
  ///   - binCount: The number of bins, at least 1.
  public init(_ columns: [String], binCount: Int = 32) {
    self.columns = columns
    self.binCount = binCount
  }
}

/// Combinations of categories, put into bins by hash; a feature for each bin.
///
/// As in Keras, it is the positions of the categories that are combined, so that all unknown categories count
/// as one. A missing or ignored value has no position and counts as −1. Follows
/// `keras.layers.HashedCrossing`.
public struct CrossFeature: CodedFeature, NumberedFeatures {
  private var sources: [any CodedColumn]
  /// The number of bins.
  public let binCount: Int
  private let crossing: HashedCrossing

  /// Combines some of the transforms of a feature space.
  init(_ cross: FeatureCross, of transforms: [any FeatureTransform]) throws {
    let coded = transforms.compactMap { $0 as? any CodedColumn }
    let known = coded.flatMap(\.inputs)
    guard cross.columns.count >= 2 else {
      throw LogitError.invalidOption(
        name: "cross", value: "\(cross.columns)", expected: "at least two columns")
    }
    let sources = try cross.columns.map { name in
      guard let source = coded.first(where: { $0.inputs == [name] }) else {
        throw DataError.unknownColumn(
          name: name, role: "column with categories to cross", nearest: name.nearest(among: known),
          known: known)
      }
      return source
    }
    try self.init(sources: sources, binCount: cross.binCount)
  }

  private init(sources: [any CodedColumn], binCount: Int) throws {
    guard (1...HashedNGrams.largestBinCount).contains(binCount) else {
      throw LogitError.invalidOption(
        name: "binCount", value: "\(binCount)", expected: "in 1...\(HashedNGrams.largestBinCount)")
    }
    self.sources = sources
    self.binCount = binCount
    crossing = try HashedCrossing(binCount: binCount)
  }

  /// Gathers what the features that are combined need.
  ///
  /// - Parameter kinds: What the columns hold.
  /// - Throws: ``DataError/wrongKind(column:expected:found:remedy:)`` for a column that one of them cannot
  ///   learn from.
  public func accumulator(for kinds: [ColumnKind]) throws -> CrossSums {
    CrossSums(sources: try zip(sources, kinds).map { try $0.accumulator(for: [$1]) })
  }

  /// Learns what the features that are combined need to know.
  ///
  /// - Parameter sums: Of all rows.
  /// - Returns: The sums that another pass begins with, if one of them needs it.
  /// - Throws: As the features that are combined do.
  public mutating func finish(_ sums: CrossSums) throws -> CrossSums? {
    var next: [CodedSums?] = []
    for (index, sums) in sums.sources.enumerated() {
      next.append(try sums.flatMap { try sources[index].finish($0) })
    }
    return next.allSatisfy { $0 == nil } ? nil : CrossSums(sources: next)
  }

  /// The columns.
  public var inputs: [String] { sources.flatMap(\.inputs) }

  /// What the columns held.
  public var inputKinds: [ColumnKind] { sources.flatMap(\.inputKinds) }

  /// The number of bins.
  var codeCount: Int { binCount }

  /// `species_X_island=3` for each bin; Keras's name for a cross.
  var codeNames: [String] { (0..<binCount).map(outputName) }

  func outputName(_ place: Int) -> String { "\(inputs.joined(separator: "_X_"))=\(place)" }

  /// `species_X_island=3` for each bin.
  public var outputNames: [String] { codeNames }

  /// What is done, in a few words.
  public var summary: String { "crossed into \(binCount) bins" }

  /// Prepares to combine the codes of a table's rows.
  func codeReader(for columns: [Column]) throws -> any CodeReader {
    CrossCodeReader(
      readers: try sources.indices.map { try sources[$0].codeReader(for: [columns[$0]]) }, crossing: crossing)
  }
}

// MARK: - In files

extension CrossFeature {
  /// The name in files.
  public static let typeName = "cross"

  /// The options and what was learned.
  public var members: [JSON.Member] {
    [JSON.Member("num_bins", .integer(binCount)), JSON.Member("features", .array(sources.map { $0.json }))]
  }

  /// Takes options and what was learned from a file.
  ///
  /// - Parameter options: The members that ``members`` wrote.
  /// - Throws: ``/Logit/LogitError/invalidConfiguration(object:reason:)`` for anything that ``members`` would
  ///   not write, or ``/Logit/LogitError/invalidOption(name:value:expected:)`` for options that exclude each
  ///   other.
  public init(_ options: inout JSONFields) throws {
    let binCount = try options.requiredInteger("num_bins", in: 1...HashedNGrams.largestBinCount)
    let sources = try options.requiredArray("features", limit: 64).map { json in
      guard let source = try FeatureSpace.transform(json, custom: []) as? any CodedColumn else {
        throw options.wrong("features", expected: "features with categories", found: json)
      }
      return source
    }
    guard sources.count >= 2 else {
      throw options.wrong("features", expected: "at least two", found: .integer(sources.count))
    }
    try self.init(sources: sources, binCount: binCount)
  }
}

/// Combines codes into bins.
struct CrossCodeReader: CodeReader {
  let readers: [any CodeReader]
  let crossing: HashedCrossing

  func read(
    _ chunks: [ColumnChunk], rows: Range<Int>, into codes: UnsafeMutablePointer<Int32>,
    tally: inout FeatureTally
  ) {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: rows.count) { hashes in
      hashes.initialize(repeating: HashedCrossing.start)
      for (reader, chunk) in zip(readers, chunks) {
        var counted = FeatureTally()
        reader.read([chunk], rows: rows, into: codes, tally: &counted)
        for row in hashes.indices {
          hashes[row] = Fingerprint64.concatenation(hashes[row], UInt64(bitPattern: Int64(codes[row])))
        }
      }
      for row in hashes.indices { codes[row] = Int32(crossing.bin(hashes[row])) }
    }
  }
}
