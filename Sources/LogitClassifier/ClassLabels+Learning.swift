import Logit
import LogitData

extension ClassLabels {
  /// Finds the classes of a column, and the number of each row's class.
  ///
  /// - Parameters:
  ///   - column: The target column.
  ///   - options: How the column is to be read; by what it holds by default. A column of many numbers is
  ///     taken for a quantity unless it is to be used as a category.
  ///   - rareClass: What happens to a class with a single row; only those that are dropped matter here.
  ///   - mayBeQuantity: Whether a column of many numbers is taken for classes, too; `false` by default.
  ///   - leavingOut: Takes the class from rows that do not count, before those of a class are counted; by
  ///     default all count.
  /// - Returns: The classes, and each row's number: ``missing`` if it has none, ``dropped`` if its class was
  ///   left out.
  /// - Throws: `DataError.unusableTarget(column:reason:remedy:)` if there is only one class, or there are too
  ///   many; `DataError.quantityTarget(column:valueCount:)` for a quantity; or
  ///   `LogitError.invalidOption(name:value:expected:)` for a target that is to be used as numbers or dates.
  package static func learn(
    _ column: Column, options: ColumnOptions = ColumnOptions(),
    rareClass: ClassifierOptions.RareClass = .refuse, mayBeQuantity: Bool = false,
    leavingOut: (_ classes: inout [Int32]) throws -> Void = { _ in }
  ) throws -> (labels: ClassLabels, indices: [Int32]) {
    let target = try TargetValues(
      column, options: options, rareClass: rareClass, mayBeQuantity: mayBeQuantity, leavingOut: leavingOut)
    return (try ClassLabels(target), target.values.indices)
  }

  /// Finds the classes of a column, whose rows need not be in memory.
  ///
  /// - Throws: As ``learn(_:options:rareClass:mayBeQuantity:leavingOut:)``.
  static func learn(ofStreamed column: Column, options: ColumnOptions) throws -> ClassLabels {
    try ClassLabels(TargetValues(column, options: options, rareClass: .refuse, keepsRows: false))
  }

  private init(_ target: TargetValues) throws {
    let (values, column) = (target.values, target.column)
    // A quantity, which may have more values than there may be classes, was called one before.
    try values.requireCount(atMost: Self.maximumCount, column: column.name)
    guard values.names.count >= 2 else {
      throw DataError.unusableTarget(
        column: column.name,
        reason: values.names.first.map { "every row is of the class \"\($0)\"" }
          ?? (values.indices.contains(Self.dropped)
            ? "no class has two rows that count" : "every value is missing"),
        remedy: "rows of at least two classes are needed, so choose another target or add rows")
    }
    try self.init(kind: column.kind, names: values.names, reading: target.reading)
  }

  /// The same classes with a certain one as the second, whose probability the model gives.
  ///
  /// - Parameters:
  ///   - name: The class; `nil` for the classes as they are.
  ///   - indices: The number of each row's class, which is changed alike.
  /// - Returns: The classes.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` if there is no such class, or there are more
  ///   than two.
  func makingPositive(_ name: String?, _ indices: inout [Int32]) throws -> ClassLabels {
    guard let name else { return self }
    guard let place = names.placeOfClass(name), count == 2 else {
      throw LogitError.invalidOption(
        name: "positive class", value: "\"\(name)\"",
        expected: count == 2
          ? "one of the classes \(DataError.list(names))"
          : "left out, since each of the \(count) classes has a probability of its own")
    }
    if place == 1 { return self }
    for row in indices.indices where indices[row] >= 0 { indices[row] = 1 - indices[row] }
    return try ClassLabels(kind: kind, names: names.reversed(), reading: reading)
  }
}
