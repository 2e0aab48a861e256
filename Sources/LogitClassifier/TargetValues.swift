import Logit
import LogitData

/// A target as it is read, and the class of each row.
struct TargetValues {
  /// The target as it is read.
  let column: Column
  /// How it is read; `nil` if its values are taken as they stand.
  let reading: ColumnReading?
  /// The classes in ascending order, and the number of each row's: ``ClassLabels/missing`` if it has none,
  /// ``ClassLabels/dropped`` if its class was left out.
  private(set) var values: DistinctValues

  /// Reads a target.
  ///
  /// - Parameters:
  ///   - column: The target as it came.
  ///   - options: How columns are to be read. A target of many numbers is taken for a quantity unless it is
  ///     to be used as a category.
  ///   - rareClass: What happens to a class with a single row; only those that are dropped matter here.
  ///   - mayBeQuantity: Whether a target of many numbers is taken for classes, too; `false` by default.
  ///   - leavingOut: Takes the class from rows that do not count, before those of a class are counted; by
  ///     default all count.
  ///   - keepsRows: Whether rows matter, or only which classes there are.
  /// - Throws: `DataError.quantityTarget(column:valueCount:)` for a quantity,
  ///   `LogitError.invalidOption(name:value:expected:)` for a target that is to be used as numbers or dates,
  ///   and what `leavingOut` throws.
  init(
    _ column: Column, options: ColumnOptions, rareClass: ClassifierOptions.RareClass,
    mayBeQuantity: Bool = false, keepsRows: Bool = true,
    leavingOut: (_ classes: inout [Int32]) throws -> Void = { _ in }
  ) throws {
    try options.requireNames(in: column.name, role: "target", things: "classes")
    reading = try ColumnReading.target(column, options: options)
    self.column = reading?.read(column).column ?? column
    values = try DistinctValues(self.column, keepsRows: keepsRows)
    if !mayBeQuantity && options.uses[column.name] != .category,
      let quantity = TargetQuantity(values, of: self.column)
    {
      throw quantity.error(column: column.name)
    }
    try values.leaveOut(leavingOut)
    if rareClass == .drop { values.dropSingles(as: ClassLabels.dropped) }
  }
}

extension [Int32] {
  /// Checks that every row has a class.
  ///
  /// - Parameter target: The column of classes.
  /// - Throws: `DataError.missingTarget(column:count:firstRow:)`.
  func requireClasses(target: String) throws {
    guard let first = firstIndex(of: ClassLabels.missing) else { return }
    throw DataError.missingTarget(
      column: target, count: count { $0 == ClassLabels.missing }, firstRow: first)
  }
}
