import Logit

/// How the columns of a table become the numbers a model takes.
///
///     var features = try FeatureSpace.automatic(for: table, excluding: ["outcome"])
///     print(features.decisions)                       // what it will do with each column, and why
///     try features.adapt(to: table, rows: trainingRows)
///     let x = try features.matrix(of: table)          // [rows, features.outputCount]
///
/// or with every column's features chosen, in Keras's words:
///
///     var features = try FeatureSpace(
///       [.floatNormalized("age"), .stringCategorical("species"), .stringCategorical("island")],
///       crosses: [FeatureCross(["species", "island"], binCount: 32)])
///
/// All that is learned (means, categories, bins) comes from the rows given to ``adapt(to:rows:)``, and goes
/// with the model as ``json``, so that a model takes raw columns, found by name and in any order.
///
/// Follows `keras.utils.FeatureSpace` with `output_mode="concat"`; features come in the order given, where
/// Keras sorts them by name.
public struct FeatureSpace: Sendable {
  /// The transforms in the order of their features.
  public internal(set) var transforms: [any FeatureTransform]

  /// Whether something has been learned.
  public internal(set) var isAdapted = false

  /// How the texts of columns become the values that the transforms take; columns without one are taken as
  /// they stand.
  public internal(set) var readings: [String: ColumnReading] = [:]

  /// Texts that count as missing in columns that are needed; none by default. A reader has usually taken them
  /// for missing values already. Not kept in files.
  package var missingWords: Set<String> = []

  /// What texts of columns are, if many are numbers or dates; only known where the features were chosen by the data, and not
  /// kept in files.
  public internal(set) var diagnoses: [ColumnDiagnosis] = []

  /// What is worth knowing about the columns; only known where the features were chosen by the data, and not
  /// kept in files.
  public internal(set) var findings: [Finding] = []

  /// Why columns are used or left out, in the order of the table; empty if the features were given.
  var reasons: [ColumnReason] = []

  /// The most numbers that a row may become: a few texts of the most bins each.
  static let largestOutputCount = 1 << 26

  /// Makes features of columns.
  ///
  /// - Parameters:
  ///   - transforms: At least one; see ``FeatureTransform`` for those there are.
  ///   - crosses: Combinations of some of them.
  ///   - readings: How the texts of columns become the values that the transforms take; as they stand by
  ///     default.
  /// - Throws: ``DataError/unknownColumn(name:role:nearest:known:)`` if a cross names a column that has no
  ///   categories, ``DataError/noFeatures(reasons:remedies:)`` if there is no transform, or
  ///   ``/Logit/LogitError/invalidOption(name:value:expected:)`` for a cross of fewer than two columns or
  ///   with a wrong number of bins.
  public init(
    _ transforms: [any FeatureTransform], crosses: [FeatureCross] = [],
    readings: [String: ColumnReading] = [:]
  ) throws {
    guard !transforms.isEmpty else { throw DataError.noFeatures(reasons: []) }
    (self.transforms, self.readings) = (transforms, readings)
    for cross in crosses { self.transforms.append(try CrossFeature(cross, of: transforms)) }
  }

  init(
    transforms: [any FeatureTransform], reasons: [ColumnReason], readings: [String: ColumnReading],
    isAdapted: Bool
  ) {
    (self.transforms, self.readings) = (transforms, readings)
    self.reasons = reasons
    self.isAdapted = isAdapted
  }
}

extension FeatureSpace {
  /// Adds combinations of some columns, before anything is learned.
  ///
  /// - Parameter cross: Columns that all have categories, and the bins of their combinations.
  /// - Throws: As ``init(_:crosses:readings:)``.
  public mutating func addCross(_ cross: FeatureCross) throws {
    transforms.append(try CrossFeature(cross, of: transforms))
  }
}

// MARK: - What goes in and what comes out

extension FeatureSpace {
  /// The columns that are needed, each once.
  public var inputNames: [String] { inputKinds.map(\.name) }

  /// The columns that are needed and what they hold, from which a reader can tell `"007"` from 7.
  public var inputKinds: [(name: String, kind: ColumnKind)] {
    var seen: Set<String> = []
    var kinds: [(name: String, kind: ColumnKind)] = []
    for transform in transforms {
      for (name, kind) in zip(transform.inputs, transform.inputKinds) where seen.insert(name).inserted {
        kinds.append((name, kind))
      }
    }
    return kinds
  }

  /// A name for each number that a row becomes, such as `"age"`, `"species=adelie"` or `"age is missing"`.
  public var featureNames: [String] { transforms.flatMap(\.outputNames) }

  /// The names of some of the numbers that a row becomes; those of features without any among them are not made.
  ///
  /// - Parameter places: Ascending places in a row.
  package func featureNames(at places: [Int]) -> [String] {
    var (names, first, next) = ([String](), 0, 0)
    for transform in transforms {
      let end = first + transform.outputCount
      if next < places.count, places[next] < end {
        // Of millions of bins only the names that are wanted are made.
        let numbered = transform as? any NumberedFeatures
        let own = numbered == nil ? transform.outputNames : []
        while next < places.count, places[next] < end {
          names.append(numbered?.outputName(places[next] - first) ?? own[places[next] - first])
          next += 1
        }
      }
      first = end
    }
    return names
  }

  /// The same features with the words of texts hashed into another number of bins.
  ///
  /// - Parameter count: The number of bins.
  /// - Returns: `nil` where no column is text.
  package func hashingTexts(into count: Int) throws -> FeatureSpace? {
    var (space, hasTexts) = (self, false)
    for (index, transform) in transforms.enumerated() {
      guard let text = transform as? TextFeature else { continue }
      let grams = text.grams
      space.transforms[index] = TextFeature(
        text.column,
        try HashedNGrams(
          binCount: count, sizes: grams.sizes, unit: grams.unit, standardization: grams.standardization,
          counting: grams.counting, salt: grams.salt))
      hasTexts = true
    }
    return hasTexts ? space : nil
  }

  /// How many numbers a row becomes.
  public var outputCount: Int { transforms.reduce(0) { $0 + $1.outputCount } }

  /// Whether nothing is learned from rows: every text is hashed, so that any rows make the same features.
  package var learnsNothing: Bool { transforms.allSatisfy { $0 is TextFeature || $0 is HashedFeature } }

  /// Whether features mean the same as those of a space of the same columns that has learned from other rows,
  /// but for the units of numbers.
  package func hasColumns(of other: FeatureSpace) -> Bool {
    transforms.count == other.transforms.count
      && zip(transforms, other.transforms).allSatisfy { own, other in
        let isHashed = own is TextFeature || own is HashedFeature || own is CrossFeature
        if isHashed { return own.outputCount == other.outputCount }
        return own.outputCount == other.outputCount && own.outputNames == other.outputNames
      }
  }

  /// What is done with each column, and why.
  public var decisions: [ColumnDecision] {
    var summaries: [String: String] = [:]
    for transform in transforms {
      for input in transform.inputs where summaries[input] == nil || transform.inputs.count == 1 {
        summaries[input] = transform.summary
      }
    }
    let reasons =
      reasons.isEmpty
      ? inputKinds.map { ColumnReason(column: $0.name, kind: $0.kind, reason: "as asked for") } : reasons
    return reasons.map {
      ColumnDecision(
        column: $0.column, kind: $0.kind, action: $0.isLeftOut ? .leaveOut : .use(summaries[$0.column] ?? ""),
        reason: $0.reason, cause: $0.cause)
    }
  }

  /// Notes that a column is left out because it is what the model predicts, not because the caller asked for
  /// it.
  ///
  /// - Parameter name: The column; nothing happens if it is used, or not among the columns.
  package mutating func markTarget(_ name: String) {
    for index in reasons.indices where reasons[index].column == name && reasons[index].isLeftOut {
      (reasons[index].reason, reasons[index].cause) = ("it is what the model predicts", .target)
    }
  }

  /// The columns of a table that these features neither use nor leave out; they do no harm.
  ///
  /// - Parameter table: The table.
  /// - Returns: Their names.
  public func extraColumns(in table: Table) -> [String] {
    let known = Set(inputNames).union(reasons.map(\.column))
    return table.columnNames.filter { !known.contains($0) }
  }

  /// The columns of each transform.
  ///
  /// - Throws: ``DataError/missingColumns(names:known:)``, which lists all that are missing.
  func columns(of table: Table) throws -> [[Column]] {
    var places: [String: Int] = [:]
    for (place, name) in table.columnNames.enumerated() { places[name] = place }
    let missing = inputNames.filter { places[$0] == nil }
    guard missing.isEmpty else { throw DataError.missingColumns(names: missing, known: table.columnNames) }
    let columns = table.columns
    return transforms.map { $0.inputs.compactMap { places[$0] }.map { columns[$0] } }
  }
}

/// Features whose names follow from their places, as those of bins do.
protocol NumberedFeatures {
  /// The name of a feature, as in `outputNames`.
  func outputName(_ place: Int) -> String
}
