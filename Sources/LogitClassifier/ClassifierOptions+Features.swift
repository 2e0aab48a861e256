import Logit
package import LogitData

extension ClassifierOptions {
  /// What is made of the columns of a table, yet to be learned from rows.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - target: The column that names each row's class.
  ///   - keys: Columns that are no features either; none by default.
  /// - Throws: `DataError.unknownColumn(name:role:nearest:known:)` for a column that does not exist,
  ///   `DataError.noFeatures(reasons:remedies:)` if nothing can be learned from any, and
  ///   `LogitError.invalidOption(name:value:expected:)` for a number of hash bins where nothing is hashed.
  package func featureSpace(for table: Table, target: String, excluding keys: [String] = []) throws
    -> FeatureSpace
  {
    _ = try table.index(of: target, role: "target")
    let left = try leftOut(of: table) + keys
    var space = try FeatureSpace.automatic(for: table, excluding: left + [target], options: columns)
    for cross in crosses {
      try space.addCross(
        FeatureCross(cross, binCount: columns.hashBinCount ?? ColumnOptions.usualHashBinCount))
    }
    if let count = columns.hashBinCount, crosses.isEmpty,
      !space.transforms.contains(where: { $0 is TextFeature })
    {
      throw LogitError.invalidOption(
        name: "hash bins", value: "\(count)",
        expected: "left out where no column is hashed as text and none are crossed")
    }
    space.markTarget(target)
    return space
  }

  /// The same with words of texts and crosses in so many bins that rows are best kept sparse.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - target: The column that names each row's class.
  /// - Returns: `nil` where no column is text, or the number of bins was asked for.
  /// - Throws: As ``featureSpace(for:target:excluding:)``.
  package func sparseFeatureSpace(for table: Table, target: String) throws -> FeatureSpace? {
    _ = try table.index(of: target, role: "target")
    if let weights { _ = try table.index(of: weights, role: "column of weights") }
    let left = try leftOut(of: table) + [target] + [weights].compactMap(\.self)
    let unused = Set(left)
    guard columns.hashBinCount == nil,
      table.columns.contains(where: { !unused.contains($0.name) && columns.mayBeText($0) })
    else { return nil }
    let count = ColumnOptions.sparseHashBinCount
    guard
      var space = try FeatureSpace.automatic(
        for: table, excluding: left, options: columns
      ).hashingTexts(into: count)
    else { return nil }
    for cross in crosses { try space.addCross(FeatureCross(cross, binCount: count)) }
    space.markTarget(target)
    return space
  }

  /// The columns that are no features, as asked for.
  ///
  /// - Throws: `DataError.unknownColumn(name:role:nearest:known:)` for a column that does not exist.
  func leftOut(of table: Table) throws -> [String] {
    for name in excluded { _ = try table.index(of: name, role: "column to exclude") }
    guard let features else { return excluded }
    for name in features { _ = try table.index(of: name, role: "feature") }
    return excluded + table.columnNames.filter { !features.contains($0) }
  }
}
