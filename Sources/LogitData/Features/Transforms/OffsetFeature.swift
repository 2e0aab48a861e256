package import Logit

/// A number that a linear model adds to each row's linear predictor as it is: R's `offset(x)`.
///
/// It is an input of the model like others, so that rows without it cannot be predicted, but its coefficient is 1 and
/// not estimated. A missing value is an error, since nothing can stand for it.
package struct OffsetFeature: FeatureTransform, Equatable {
  private var number: NumericFeature

  /// - Parameter column: The column's name.
  /// - Throws: As `NumericFeature.init(_:scaling:missing:)`.
  package init(_ column: String) throws {
    number = try NumericFeature(column, scaling: .none, missing: .refuse)
  }

  /// The column.
  package var column: String { number.column }
}

extension OffsetFeature {
  package static let typeName = "offset"

  package var inputs: [String] { number.inputs }
  package var inputKinds: [ColumnKind] { number.inputKinds }
  package var outputNames: [String] { number.outputNames }
  package var refusal: FeatureRefusal { number.refusal }
  package var summary: String { "added as it is; missing: refused" }
  package var members: [JSON.Member] { number.members }

  package init(_ options: inout JSONFields) throws {
    number = try NumericFeature(&options)
    guard number.scaling == .none, number.missing == .refuse else {
      throw options.wrong(
        "scaling", expected: "none, with missing values refused", found: options.value("scaling") ?? .null)
    }
  }

  // MARK: Learning and encoding

  package func accumulator(for kinds: [ColumnKind]) -> NumberSums { number.accumulator(for: kinds) }
  package mutating func finish(_ sums: NumberSums) throws -> NumberSums? { try number.finish(sums) }
  package func encoder(for columns: [Column]) throws -> any FeatureEncoder {
    try number.encoder(for: columns)
  }

  /// What is done with a number of a single row; `nil` if nothing has been learned.
  func numberRule(place: Int) -> NumberRule? { number.numberRule(place: place) }
}

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

  /// The features with a coefficient: all but the offset.
  package var withoutOffset: FeatureSpace {
    var features = self
    features.transforms.removeAll { $0 is OffsetFeature }
    return features
  }
}

extension DataError {
  /// The same error of a column that can be a number only.
  fileprivate var withoutOtherUses: DataError {
    guard case .unreadableValue(let column, let row, let value, let expected, let count, let remedies) = self
    else { return self }
    return .unreadableValue(
      column: column, row: row, value: value, expected: expected, count: count,
      remedies: remedies.filter { if case .use = $0 { false } else { true } })
  }
}
