import Logit
import LogitFiles

/// A small data set to try a classifier on: measured and part of the library, or generated.
///
///     let iris = Dataset.iris()
///     print(iris.table.rowCount, iris.target)     // 150 species
///     let (classifier, report) = try Classifier.fit(iris.table, target: iris.target)
///
/// Measured sets are decoded on demand and need no files. Generated ones are drawn from `RandomGenerator`, so
/// that the same seed gives the same rows everywhere. ``all`` lists them.
public struct Dataset: Sendable, Equatable {
  /// The set's name, origin and licence.
  public let entry: DatasetEntry

  /// The rows.
  public let table: Table

  /// The set's name, such as `"iris"`.
  public var name: String { entry.name }

  /// The column that names each row's class.
  public var target: String { entry.target }

  /// Combines columns that are known to fit.
  init(_ entry: DatasetEntry, _ columns: [Column]) {
    self.entry = entry
    do {
      table = try Table(columns)
    } catch {
      programmingError("The columns of \(entry.name) do not fit: \(error)")
    }
  }
}

// MARK: - All

extension Dataset {
  /// The measured sets by size, then the generated ones.
  public static let all: [DatasetEntry] = [
    .iris, .wine, .penguins, .breastCancer, .digits, .sigmoid, .boundary, .softmax, .twoMoons, .circles,
    .blobs,
  ]

  /// Returns a set by its name.
  ///
  /// - Parameter name: The name, such as `"iris"`.
  /// - Returns: The set; a generated one with its defaults.
  /// - Throws: ``DataError/unknownDataset(name:nearest:known:)`` if there is no such set.
  public static func named(_ name: String) throws -> Dataset { try entry(named: name).load() }

  /// Returns the description of a set by its name.
  ///
  /// - Parameter name: The name, such as `"iris"`.
  /// - Returns: What is known about the set.
  /// - Throws: ``DataError/unknownDataset(name:nearest:known:)`` if there is no such set.
  public static func entry(named name: String) throws(DataError) -> DatasetEntry {
    if let entry = all.first(where: { $0.name == name }) { return entry }
    let names = all.map(\.name)
    throw .unknownDataset(name: name, nearest: name.nearest(among: names), known: names)
  }
}
