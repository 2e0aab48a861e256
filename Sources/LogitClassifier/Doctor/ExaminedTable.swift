import Logit
import LogitData

/// A table as a classifier would take it: the class of each row, and the columns that features are made of.
struct ExaminedTable {
  /// The column of classes.
  let target: String
  /// The classes in ascending order; empty if the target holds none.
  let classNames: [String]
  /// The number of each row's class, below 0 if it has none.
  let classes: [Int32]
  /// The number of rows of each class.
  let classCounts: [Int]
  /// The columns that features are made of, as they are read.
  let columns: [ExaminedColumn]
  /// What is made of the columns; `nil` if nothing is.
  let features: FeatureSpace?
  /// What was found of the target.
  let targetFindings: [Finding]
  /// What was found while the columns were chosen and read.
  let columnFindings: [Finding]
  /// Whether coefficients are penalized, so that they have a finite optimum whatever the rows are.
  let hasPenalty: Bool

  /// The number of rows that have a class.
  var labeledCount: Int { classCounts.reduce(0, +) }

  init(_ table: Table, target: String, options: ClassifierOptions) throws {
    let column = table.columns[try table.index(of: target, role: "target")]
    let read = try TargetValues(
      column, options: options.columns, rareClass: options.rareClass, mayBeQuantity: true)
    let values = read.values
    let problem = Self.problem(with: read, options: options)
    classNames = problem == nil ? values.names : []
    classes =
      problem == nil ? values.indices : [Int32](repeating: ClassLabels.missing, count: column.count)
    var counts = [Int](repeating: 0, count: classNames.count)
    for index in classes where index >= 0 { counts[Int(index)] += 1 }
    classCounts = counts
    targetFindings =
      Self.missing(in: read, target: target, options: options) + [problem].compactMap { $0 }
      + Finding.target(column, reading: read.reading)
      + Self.sizes(of: classNames, counts, options: options)
    (self.target, hasPenalty) = (target, options.hasPenalty)
    do {
      var features = try options.featureSpace(for: table, target: target)
      features.missingWords = options.reading.ownMissingWords
      let read = features.reading(table).table
      columnFindings =
        Finding.leftOut(features.decisions) + features.findings
        + Finding.infinite(in: read, columns: features.inputNames)
      columns = Self.columns(of: read, features)
      self.features = features
    } catch DataError.noFeatures(let reasons, let remedies) {
      (features, columns) = (nil, [])
      columnFindings = [Self.noColumn(reasons, remedies)]
    }
  }

  private static func columns(of table: Table, _ features: FeatureSpace) -> [ExaminedColumn] {
    var places: [String: Int] = [:]
    for (place, name) in table.columnNames.enumerated() { places[name] = place }
    return features.transforms.compactMap { transform in
      transform.inputs.first.flatMap { places[$0] }.map {
        ExaminedColumn(table.columns[$0], isCategory: transform is CategoryFeature)
      }
    }
  }

  private static func noColumn(_ reasons: [String], _ remedies: [ReadingRemedy]) -> Finding {
    Finding(
      .constant, severity: .error,
      message: "There is no column to make features from"
        + (reasons.isEmpty ? "." : ": \(reasons.joined(separator: "; "))."),
      evidence: ["reasons": .array(reasons.map { .string($0) })],
      option: remedies.isEmpty ? nil : .reading("Read columns with", remedies))
  }
}

/// A column that features are made of.
struct ExaminedColumn {
  /// What its values are to a model.
  enum Role {
    case number
    case category
    /// Dates or running text.
    case other
  }

  let name: String
  let role: Role
  /// Its values as they are read.
  let column: Column

  init(_ column: Column, isCategory: Bool) {
    (name, self.column) = (column.name, column)
    role =
      column.kind != .string || column.largeWholeNumbers != nil ? .number : isCategory ? .category : .other
  }

  /// The values as numbers, NaN where one is missing or infinite; for ``Role/number`` only.
  var numbers: [Double] {
    var numbers = (try? column.numbers()) ?? []
    // An infinite number is missing to a model.
    for row in numbers.indices where !numbers[row].isFinite { numbers[row] = .nan }
    return numbers
  }

  /// The position of each row's text in the dictionary, below 0 where it is missing.
  var codes: [Int32] {
    var codes: [Int32] = []
    codes.reserveCapacity(column.count)
    for case .string(let values) in column.chunks { codes += values }
    return codes
  }

  /// A number for each row's value, the same for the same value.
  var bits: [UInt64] {
    role == .number
      // 0 and -0 are the same.
      ? numbers.map { $0.isNaN ? .max : ($0 + 0).bitPattern }
      : codes.map { UInt64(bitPattern: Int64($0)) }
  }
}
