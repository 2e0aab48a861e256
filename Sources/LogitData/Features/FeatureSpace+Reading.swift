// MARK: - What texts stand for

extension FeatureSpace {
  /// A table's columns as these features take them, and the values that cannot be read.
  ///
  /// The rows of such values can be left out, and the others become features:
  ///
  ///     let (read, unreadable) = features.reading(batch)
  ///     let bad = Set(unreadable.map(\.row))
  ///     let x = try features.matrix(of: read.rows(at: (0..<batch.rowCount).filter { !bad.contains($0) }))
  ///
  /// - Parameters:
  ///   - table: The table as a reader gives it. Columns that are not features do not matter.
  ///   - includesTexts: Whether columns of texts are also read where numbers were learned, so that a batch
  ///     whose columns are all texts can be read value by value; `false` by default.
  /// - Returns: The table with columns read, and the values that cannot be, by row; they count as missing in
  ///   the table. A table that is already read comes back as it is.
  public func reading(
    _ table: Table, includesTexts: Bool = false
  ) -> (table: Table, unreadable: [UnreadableCell]) {
    let table = missingWords.isEmpty ? table : table.removing(missingWords, from: Set(inputNames))
    var readings = readings
    if includesTexts {
      for (name, kind) in inputKinds where readings[name] == nil && kind != .string {
        readings[name] = .number(NumberSpelling())
      }
    }
    return table.reading(readings)
  }

  /// A table's columns as these features take them.
  ///
  /// - Throws: ``DataError/unreadableValue(column:row:value:expected:count:remedies:)`` for the first value
  ///   that cannot be read.
  func read(_ table: Table) throws -> Table {
    let (read, unreadable) = reading(table)
    guard let first = unreadable.first else { return read }
    throw first.error(count: unreadable.count { $0.column == first.column })
  }

  /// The same features for a table whose numbers and dates are written in another way than learned.
  ///
  /// - Parameter options: How they are written, where it differs.
  /// - Returns: The features.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for marks that exclude each other.
  package func reading(as options: ColumnOptions) throws -> FeatureSpace {
    var features = self
    for (name, kind) in inputKinds {
      switch readings[name] {
      case .number(let learned)?:
        features.readings[name] = .number(try learned.changed(by: options.numbers).validated())
      case .date? where options.dateOrder != nil:
        features.readings[name] = .date(DateSpelling(order: options.dateOrder))
      case nil where kind != .string && kind != .boolean && !options.numbers.isPlain:
        features.readings[name] = .number(try options.numbers.validated())
      default: break
      }
    }
    return features
  }

  /// The kinds that a reader of separated values should read the columns of these features as, before they
  /// are given to ``reading(_:includesTexts:)``.
  ///
  /// - Parameter areLaterRowsKnown: Whether the reader sees all rows before it decides on a kind; then only
  ///   texts need be specified.
  /// - Returns: The kinds, by column.
  package func sourceKinds(areLaterRowsKnown: Bool) -> [String: ColumnKind] {
    var kinds: [String: ColumnKind] = [:]
    for (name, kind) in inputKinds {
      switch readings[name] {
      case .number(let spelling)?:
        if !areLaterRowsKnown { kinds[name] = spelling.isPlain ? kind : .string }
      case .date?, .category?, .text?: kinds[name] = .string
      case nil:
        if kind == .string || !areLaterRowsKnown { kinds[name] = kind }
      }
    }
    return kinds
  }
}

extension NumberSpelling {
  /// The spelling with what another says instead.
  package func changed(by other: NumberSpelling) -> NumberSpelling {
    NumberSpelling(
      usesDecimalComma: usesDecimalComma || other.usesDecimalComma, thousands: other.thousands ?? thousands,
      stripped: stripped + other.stripped.filter { !stripped.contains($0) },
      belowLimit: other.belowLimit ?? belowLimit)
  }
}

extension Table {
  /// The table with some words counted as missing in some columns.
  fileprivate func removing(_ words: Set<String>, from names: Set<String>) -> Table {
    var table = self
    for (index, column) in columns.enumerated() where column.kind == .string && names.contains(column.name) {
      guard column.dictionary.contains(where: words.contains) else { continue }
      table.replaceColumn(
        index, with: column.replacingTexts(with: column.dictionary.map { words.contains($0) ? nil : $0 }))
    }
    return table
  }

  /// The table with columns read as asked for: texts that are all numbers, columns whose use was given, and
  /// joined spellings. Dates stay as they are written unless their use or order was given.
  ///
  /// - Parameter options: How columns are read and used.
  /// - Returns: The table.
  /// - Throws: As ``FeatureSpace/automatic(for:excluding:options:)``.
  public func reading(as options: ColumnOptions) throws -> Table {
    guard options != ColumnOptions() else { return self }
    try options.validate(for: self)
    var table = self
    for (index, column) in columns.enumerated() {
      let plan = try ColumnPlan(column, options: options)
      if case .date? = plan.reading, plan.use == nil, options.dateOrder == nil { continue }
      table.replaceColumn(index, with: plan.column)
    }
    return table
  }

  /// The table with some columns read, and the values that cannot be, by row.
  func reading(_ readings: [String: ColumnReading]) -> (table: Table, unreadable: [UnreadableCell]) {
    guard !readings.isEmpty else { return (self, []) }
    var (table, cells): (Table, [UnreadableCell]) = (self, [])
    for (index, column) in columns.enumerated() {
      guard let reading = readings[column.name] else { continue }
      let (read, unreadable) = reading.read(column)
      table.replaceColumn(index, with: read)
      cells += unreadable
    }
    cells.sort { $0.row < $1.row }
    return (table, cells)
  }
}
