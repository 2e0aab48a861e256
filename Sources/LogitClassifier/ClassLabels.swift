import Logit
import LogitData

/// The classes of a target column, and how its values are numbered.
///
/// Classes are numbered from 0 in ascending order, as scikit-learn's `LabelEncoder` does: numbers by size,
/// strings by their Unicode code points, false before true. Of two classes, the model gives the probability
/// of class 1.
public struct ClassLabels: Sendable, Equatable {
  /// What the target column holds.
  public let kind: ColumnKind

  /// The names of the classes, by number; numeric classes are named by their shortest form.
  public let names: [String]

  /// How the target's texts become the names; `nil` if they are the names.
  public let reading: ColumnReading?

  /// The most classes a target may have; a column with more distinct values is taken for a quantity, which
  /// Logit does not estimate.
  public static let maximumCount = 1000

  /// Makes the labels of known classes.
  ///
  /// - Parameters:
  ///   - kind: What the target column holds.
  ///   - names: 2 to ``maximumCount`` different names: numbers if the column holds numbers, `false` and
  ///     `true` if it holds Boolean values.
  ///   - reading: How the target's texts become the names; as they stand by default.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for a list of names that does not meet these
  ///   conditions.
  public init(kind: ColumnKind, names: [String], reading: ColumnReading? = nil) throws {
    func require(_ holds: Bool, _ value: String, _ expected: String) throws {
      guard !holds else { return }
      throw LogitError.invalidOption(name: "The list of classes", value: value, expected: expected)
    }
    try require(
      (2...Self.maximumCount).contains(names.count), names.count.counted("name"),
      "2 to \(Self.maximumCount) names")
    var seen: Set<String> = []
    for name in names {
      try require(seen.insert(name).inserted, "one with \"\(name)\" twice", "one of different names")
      try require(
        Self.isName(name, of: kind), "one with \"\(name)\"", "one of names of \(kind.rawValue) values")
    }
    self.kind = kind
    self.names = names
    self.reading = reading
  }

  /// Whether a value of a kind can have this name.
  private static func isName(_ name: String, of kind: ColumnKind) -> Bool {
    switch kind {
    case .string: true
    case .boolean: name == "false" || name == "true"
    case .integer: Int64(name) != nil
    case .numeric: Double(name).map { !$0.isNaN } ?? false
    }
  }

  /// The number of classes.
  public var count: Int { names.count }

  /// How the outputs of a model of these classes are read.
  package var head: ClassHead { ClassHead(classCount: count) }

  /// The number that stands for a missing value.
  package static let missing: Int32 = -1

  /// The number that stands for a class that was left out.
  package static let dropped: Int32 = -2
}

// MARK: - Columns

extension ClassLabels {
  /// The number of each row's class in a column of another table.
  ///
  /// The column may be of another kind than the one learned from, as long as its values have the same names:
  /// 1 and 1.0 are the same class.
  ///
  /// - Parameter column: The target column.
  /// - Returns: Each row's number, ``missing`` if it has none.
  /// - Throws: `DataError.unknownClass(column:row:value:known:)` for a class that did not occur in training.
  package func indices(of column: Column) throws -> [Int32] {
    var numbers: [String: Int32] = [:]
    for (index, name) in names.enumerated() { numbers[name] = Int32(index) }
    var values = try DistinctValues(reading?.read(column).column ?? column)
    let translated = values.names.map { numbers[$0] }
    if translated.contains(nil),
      let row = values.indices.firstIndex(where: { $0 >= 0 && translated[Int($0)] == nil })
    {
      throw DataError.unknownClass(
        column: column.name, row: row, value: values.names[Int(values.indices[row])], known: names)
    }
    values.renumber(translated.compactMap(\.self))
    return values.indices
  }
}
