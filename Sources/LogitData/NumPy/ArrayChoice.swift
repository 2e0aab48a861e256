public import Logit

/// The arrays of an NPZ file that make a table: one of features, and one of classes.
///
///     let train = try Table(npz: "mnist.npz", choosing: ArrayChoice(features: "x_train", labels: "y_train"))
///     train.columnNames    // ["x_0", "x_1", ..., "x_783", "y"]
///
/// The columns have these names whatever the arrays are called, so that what was learned from some rows fits
/// others. An array of more dimensions is flattened: an image of 28 × 28 becomes 784 columns.
public struct ArrayChoice: Sendable, Equatable {
  /// The name of the array of features, one row for each record.
  public var features: String
  /// The name of the array of classes, one number or text for each record; `nil` for none.
  public var labels: String?

  /// Chooses arrays.
  ///
  /// - Parameters:
  ///   - features: The name of the array of features.
  ///   - labels: The name of the array of classes; none by default.
  public init(features: String, labels: String? = nil) { (self.features, self.labels) = (features, labels) }

  /// The names of the arrays.
  public var names: [String] { [features] + (labels.map { [$0] } ?? []) }
}

extension Table {
  /// Reads chosen arrays of an NPZ file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - choice: The arrays.
  ///   - memory: What reading may take up; `MemoryLimit.standard` by default.
  /// - Throws: As ``NumPyArchive/init(path:limit:memory:)`` and ``init(_:choosing:)``.
  public init(npz path: String, choosing choice: ArrayChoice, memory: MemoryLimit = .standard) throws {
    try self.init(NumPyArchive(path: path, memory: memory), choosing: choice)
  }

  /// Makes a table of chosen arrays of an archive.
  ///
  /// The features become the columns `x_0`, `x_1` and so on, or those of their fields if they are records;
  /// the classes become the column `y`.
  ///
  /// - Parameters:
  ///   - archive: The archive.
  ///   - choice: The arrays.
  /// - Throws: ``DataError/unknownColumn(name:role:nearest:known:)`` if there is no such array;
  ///   ``DataError/wrongKind(column:expected:found:remedy:)`` for more than one class in a row;
  ///   ``DataError/columnLengths(name:expected:found:)`` if the arrays have different numbers of rows;
  ///   otherwise as ``NumPyArchive/array(_:)``.
  public init(_ archive: NumPyArchive, choosing choice: ArrayChoice) throws {
    let memory = archive.memory
    var columns = try archive.array(choice.features).columns(isFlattened: true, within: memory) { "x_\($0)" }
    if let name = choice.labels {
      let labels = try archive.array(name)
      let added = try labels.columns(isFlattened: true, within: memory) { $0 == 0 ? "y" : "y_\($0)" }
      guard added.count == 1 else {
        throw DataError.wrongKind(
          column: labels.name, expected: "classes, one in each row",
          found: "\(added.count) values in each row", remedy: "save array.argmax(axis=1)")
      }
      columns += added
    }
    try self.init(columns)
  }
}
