import Logit

extension FeatureSpace {
  /// Takes a column that linear models add as it is, which no other feature is made of, in after all others.
  ///
  /// - Parameters:
  ///   - name: The column.
  ///   - table: The table that these features were chosen for.
  ///   - options: How numbers are written.
  /// - Throws: ``DataError/unknownColumn(name:role:nearest:known:)`` if there is no such column, or
  ///   ``DataError/unreadableValue(column:row:value:expected:count:remedies:)`` for a text that is no number;
  ///   `LogitError.invalidOption(name:value:expected:)` for a column that is to be used otherwise.
  package mutating func addOffset(_ name: String, of table: Table, options: ColumnOptions) throws {
    let column = table.columns[try table.index(of: name, role: "column of offsets")]
    guard options.uses[name] ?? .number == .number else {
      throw LogitError.invalidOption(
        name: "column of offsets", value: "\"\(name)\", which is to be used as something else",
        expected: "a column that is used as a number")
    }
    var asNumber = options
    if column.kind != .boolean { asNumber.uses[name] = .number }
    let plan: ColumnPlan
    do { plan = try ColumnPlan(column, options: asNumber) } catch let error as DataError {
      throw error.withoutOtherUses
    }
    transforms.append(try OffsetFeature(name))
    readings[name] = plan.reading
    guard let place = reasons.firstIndex(where: { $0.column == name }) else { return }
    reasons[place] = ColumnReason(column: name, kind: plan.column.kind, reason: "it is the offset")
  }

  /// The place of the offset among the numbers that a row becomes; `nil` without one.
  package var offsetFeature: Int? {
    var start = 0
    for transform in transforms {
      if transform is OffsetFeature { return start }
      start += transform.outputCount
    }
    return nil
  }

  /// The column of the offset; `nil` without one.
  package var offsetColumn: String? {
    transforms.lazy.compactMap { ($0 as? OffsetFeature)?.column }.first
  }

  /// The offset and nothing else; `nil` without one.
  package var offsetAlone: FeatureSpace? {
    guard offsetFeature != nil else { return nil }
    var features = self
    features.transforms.removeAll { !($0 is OffsetFeature) }
    return features
  }

  /// The features with a coefficient: all but the offset.
  package var withoutOffset: FeatureSpace {
    var features = self
    features.transforms.removeAll { $0 is OffsetFeature }
    return features
  }
}

extension DataError {
  /// The same error of a column that can be a number only.
  package var withoutOtherUses: DataError {
    guard case .unreadableValue(let column, let row, let value, let expected, let count, let remedies) = self
    else { return self }
    return .unreadableValue(
      column: column, row: row, value: value, expected: expected, count: count,
      remedies: remedies.compactMap(\.withoutOtherUses))
  }
}

extension ReadingRemedy {
  /// The same without another use of the column; `nil` if it is nothing else.
  fileprivate var withoutOtherUses: ReadingRemedy? {
    switch self {
    case .use: return nil
    case .oneOf(let choices):
      let kept = choices.compactMap(\.withoutOtherUses)
      return kept.count > 1 ? .oneOf(kept) : kept.first
    default: return self
    }
  }
}
