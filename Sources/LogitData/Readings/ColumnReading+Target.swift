// What holds for targets, whose values are classes.

extension ColumnReading {
  /// How a target is read so that its values are classes; `nil` if they are taken as they stand.
  ///
  /// - Parameters:
  ///   - column: The target.
  ///   - options: How columns were asked to be read. Only uses as a category and joined spellings matter.
  package static func target(_ column: Column, options: ColumnOptions) throws -> ColumnReading? {
    if options.uses[column.name] == .category { return try ColumnPlan(column, options: options).reading }
    guard options.mergedSpellings.contains(column.name), column.kind == .string else { return nil }
    return .category(CategorySpelling(joining: SpellingVariants(DistinctTexts(column)).spellings))
  }
}

extension Finding {
  /// What is worth knowing about a target.
  ///
  /// - Parameters:
  ///   - column: The target.
  ///   - reading: How it is read.
  package static func target(_ column: Column, reading: ColumnReading?) -> [Finding] {
    guard column.kind == .string else { return [] }
    if case .category(let spelling)? = reading, spelling.spellings != nil { return [] }
    let variants = SpellingVariants(DistinctTexts(column))
    return [variants.finding(column: column.name, role: "The target")].compactMap { $0 }
  }
}

extension Column {
  /// Whether nine tenths of a column's texts are numbers or dates in some spelling.
  package var readsAsQuantities: Bool {
    let diagnosis = ColumnDiagnosis(self, DistinctTexts(self), options: ColumnOptions())
    return diagnosis.map { 10 * $0.cellCount >= 9 * $0.valueCount } ?? false
  }
}
