import Logit

/// Rows to try a classifier on: small real ones that are part of the library, and made-up ones.
///
///     let iris = Dataset.iris()
///     print(iris.table.rowCount, iris.target)     // 150 species
///     let (classifier, report) = try Classifier.fit(iris.table, target: iris.target)
///
/// Real sets are decoded when asked for, and need no files. Made-up ones are drawn from ``RandomGenerator``, so that the same
/// seed gives the same rows everywhere. ``all`` lists them.
public struct Dataset: Sendable, Equatable {
  /// What the set is called, where it comes from and on which terms.
  public let entry: DatasetEntry

  /// The rows.
  public let table: Table

  /// The set's name, such as `"iris"`.
  public var name: String { entry.name }

  /// The column that names each row's class.
  public var target: String { entry.target }

  /// Puts columns together that are known to fit.
  init(_ entry: DatasetEntry, _ columns: [Column]) {
    self.entry = entry
    do {
      table = try Table(columns)
    } catch {
      preconditionFailure("The columns of \(entry.name) do not fit: \(error)")
    }
  }
}

// MARK: - All

extension Dataset {
  /// The real sets by size, then the made-up ones.
  public static let all: [DatasetEntry] = [
    .iris, .wine, .penguins, .breastCancer, .digits, .sigmoid, .boundary, .softmax, .twoMoons, .circles,
    .blobs,
  ]

  /// A set by its name.
  ///
  /// - Throws: ``DataError/unknownDataset(name:nearest:known:)``.
  public static func named(_ name: String) throws -> Dataset { try entry(named: name).load() }

  /// What is known of a set by its name.
  ///
  /// - Throws: ``DataError/unknownDataset(name:nearest:known:)``.
  public static func entry(named name: String) throws(DataError) -> DatasetEntry {
    if let entry = all.first(where: { $0.name == name }) { return entry }
    let names = all.map(\.name)
    throw .unknownDataset(name: name, nearest: name.nearest(among: names), known: names)
  }
}
