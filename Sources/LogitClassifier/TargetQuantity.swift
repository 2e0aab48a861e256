import LogitData

/// A target that holds a quantity rather than classes.
struct TargetQuantity {
  /// The number of different values.
  let valueCount: Int

  /// Up to so many values are classes, whatever they are.
  private static let fewestValues = 5
  /// Up to so many numbers are classes.
  private static let mostClasses = 20
  /// Up to so many whole numbers are classes if they do not count from 0 or 1 on.
  private static let mostCodes = 50
  /// Classes have at least so many rows on average.
  private static let leastRowsOfClass = 10

  /// Looks at a target.
  ///
  /// Many numbers are a quantity if they have few rows each, or if they have fractions; so are many whole
  /// numbers, unless they number the classes. Texts are if most of them are numbers or dates that could not
  /// be read.
  ///
  /// - Parameters:
  ///   - values: The different values of the target.
  ///   - column: The target as it is read.
  /// - Returns: `nil` if the values may be classes.
  init?(_ values: DistinctValues, of column: Column) {
    valueCount = values.names.count
    guard valueCount > Self.fewestValues else { return nil }
    let areRare = Self.leastRowsOfClass * valueCount > column.count
    if column.kind == .string {
      guard valueCount > Self.mostClasses, areRare, column.readsAsQuantities else { return nil }
      return
    }
    guard column.kind == .integer || column.kind == .numeric else { return nil }
    let numbers = values.names.compactMap(Double.init)
    if numbers.contains(where: { $0 != $0.rounded() }) {
      guard valueCount > Self.mostClasses || areRare else { return nil }
      return
    }
    let least = numbers.first ?? 0
    let numberClasses = (least == 0 || least == 1) && numbers.last == least + Double(valueCount - 1)
    guard valueCount > Self.mostClasses, areRare || valueCount > Self.mostCodes && !numberClasses else {
      return nil
    }
  }

  /// The error that names it.
  func error(column: String) -> DataError { .quantityTarget(column: column, valueCount: valueCount) }
}
