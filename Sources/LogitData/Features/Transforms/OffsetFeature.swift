package import Logit

/// A number that a linear model adds to each row's linear predictor as it is: R's `offset(x)`.
///
/// It is an input of the model like others, so that rows without it cannot be predicted, but its coefficient
/// is 1 and not estimated. A missing value is an error, since nothing can stand for it.
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

extension OffsetFeature {
  /// What it makes of a row.
  var portable: PortableNumeric { get throws { try number.portable } }
}
