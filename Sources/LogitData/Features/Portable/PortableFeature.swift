import Logit

/// What a transform makes of a row, in plain values, for whoever writes a model in another format.
///
/// Numbers that are infinite or none count as missing everywhere.
package enum PortableFeature: Sendable {
  /// A number, and an indicator of missing ones where there is one.
  case number(PortableNumeric)
  /// 1 at the place of the row's category, and 0 elsewhere.
  case category(PortableCategory)
  /// 1 at the place of the number's bin, and 0 elsewhere.
  case bins(PortableBins)
  /// The columns of a regression's formula.
  case formula(PortableFormula)
  /// What takes more than plain values, in a few words: `hashed texts`.
  case other(String)
}

/// `(x − center) · factor + offset` of a number.
package struct PortableNumeric: Sendable {
  /// The column.
  package let column: String
  /// Whether the column holds whole numbers or truth values.
  package let isWhole: Bool
  /// What missing values count as, before anything is done with the number; `nil` if they are refused.
  package let replacement: Double?
  /// Whether a further feature is 1 where the value is missing and 0 elsewhere.
  package let hasIndicator: Bool
  /// What is subtracted.
  package let center: Double
  /// What is multiplied by: 0 if all numbers learned from were the same.
  package let factor: Double
  /// What is added.
  package let offset: Double
  /// What the numbers learned from lay in; `nil` if that is not known.
  package let range: ClosedRange<Double>?
}

/// A category as one of several features.
package struct PortableCategory: Sendable {
  /// What the categories are.
  package enum Tokens: Sendable {
    case texts([String])
    case numbers([Int])

    /// How many there are.
    package var count: Int {
      switch self {
      case .texts(let texts): texts.count
      case .numbers(let numbers): numbers.count
      }
    }
  }

  /// The column.
  package let column: String
  /// The categories.
  package let tokens: Tokens
  /// The feature of the first category; those of the others follow.
  package let firstToken: Int
  /// The number of features.
  package let width: Int
  /// The feature of a category that is not among them; `nil` for none.
  package let unknownFeature: Int?
  /// How many features unknown categories are put into by hash; with more than one the first alone is
  /// `unknownFeature`.
  package let unknownFeatureCount: Int
  /// Whether unknown categories are refused.
  package let refusesUnknown: Bool
  /// The feature of a missing value; `nil` for none.
  package let missingFeature: Int?
  /// Whether missing values are refused.
  package let refusesMissing: Bool
}

/// A number as one of several features, by its bin.
package struct PortableBins: Sendable {
  /// The column.
  package let column: String
  /// Where one bin ends and the next begins, ascending; a number's bin is how many of them are not above it.
  package let boundaries: [Double]
  /// The number of features.
  package let width: Int
  /// The feature of a missing value; `nil` for none.
  package let missingFeature: Int?
  /// Whether missing values are refused.
  package let refusesMissing: Bool
}

extension FeatureSpace {
  /// What the transforms make of a row, in their order.
  ///
  /// - Throws: ``DataError/notAdapted(feature:)`` if something has not been learned.
  package var portableFeatures: [PortableFeature] {
    get throws {
      try transforms.map { transform in
        switch transform {
        case let number as NumericFeature: .number(try number.portable)
        case let offset as OffsetFeature: .number(try offset.portable)
        case let category as CategoryFeature: .category(try category.portable)
        case let bins as DiscretizedFeature: .bins(try bins.portable)
        case let formula as FormulaFeature:
          formula.portable.map { .formula($0) } ?? .other("a spline of a number")
        case is HashedFeature: .other("hashed categories")
        case is TextFeature: .other("the words of a text")
        case is DateFeature: .other("the parts of a date")
        case is CrossFeature: .other("a cross, whose combinations are hashed")
        default: .other("the transform \(type(of: transform).typeName)")
        }
      }
    }
  }
}
