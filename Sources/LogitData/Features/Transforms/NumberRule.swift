/// What a numeric feature does with the number of a single row: the rule of its ``NumericEncoder`` in a few
/// plain numbers, so that a row's numbers can be gone through without counting references.
struct NumberRule {
  enum Kind: UInt8 {
    /// Nothing: the column has no such feature.
    case none
    case standardize
    case keep
    case rescale
  }

  let kind: Kind
  private let hasIndicator: Bool
  /// Whether truth values can stand for the numbers.
  let takesBooleans: Bool
  let refusesMissing: Bool
  /// Whether whole numbers are counted from an origin, which loses none of their digits.
  private let hasOrigin: Bool
  /// Where the features begin in a row.
  private let place: Int32
  /// What goes in the place of a missing value, scaled.
  private let replacement: Float
  /// The same before it is rounded to single precision.
  private let preciseReplacement: Double
  private let scaling: Standardization
  private let origin: Int64
  private let scalingFromOrigin: Standardization
  private let rescaling: ColumnRescaling
  /// The least of the numbers learned from, and the greatest; infinities if they are not known.
  private let least: Double
  private let greatest: Double

  init(
    _ encoder: NumericEncoder, place: Int, takesBooleans: Bool, refusesMissing: Bool,
    range: ClosedRange<Double>?
  ) {
    var scaling = Standardization(mean: 0, variance: 1)
    var rescaling = ColumnRescaling(scale: 1)
    switch encoder.rule {
    case .keep: kind = .keep
    case .standardize(let learned): (kind, scaling) = (.standardize, learned)
    case .rescale(let rule): (kind, rescaling) = (.rescale, rule)
    }
    (hasIndicator, self.takesBooleans, self.refusesMissing) =
      (encoder.hasIndicator, takesBooleans, refusesMissing)
    hasOrigin = encoder.isInteger && kind == .standardize
    self.place = Int32(place)
    (replacement, preciseReplacement) = (encoder.replacement, encoder.preciseReplacement)
    (self.scaling, self.rescaling) = (scaling, rescaling)
    (origin, scalingFromOrigin) = scaling.fromOrigin
    (least, greatest) = (range?.lowerBound ?? -.infinity, range?.upperBound ?? .infinity)
  }

  /// The rule of a column that has no such feature.
  static let none = NumberRule()

  private init() {
    kind = .none
    (hasIndicator, takesBooleans, refusesMissing, hasOrigin) = (false, false, false, false)
    (place, replacement, preciseReplacement, origin) = (0, 0, 0, 0)
    scaling = Standardization(mean: 0, variance: 1)
    scalingFromOrigin = scaling
    rescaling = ColumnRescaling(scale: 1)
    (least, greatest) = (-.infinity, .infinity)
  }
}

extension NumberRule {
  /// Writes the features of a number.
  ///
  /// - Parameter features: The features of the row.
  /// - Returns: What there is to tell of it.
  @inline(__always)
  func write(_ number: Double, into features: UnsafeMutablePointer<Float>) -> RowMarks {
    if kind == .standardize { return store(scaling(number), number, into: features) }
    let value = kind == .keep ? Float(number) : rescaling.scaled(number)
    guard number.isFinite else { return writeMissing(into: features) }
    let marks = store(value.clamped, number, into: features)
    return value.isFinite ? marks : [marks, .tooLarge]
  }

  /// Writes the features of a whole number.
  @inline(__always)
  func write(_ number: Int64, into features: UnsafeMutablePointer<Float>) -> RowMarks {
    guard hasOrigin else { return write(Double(number), into: features) }
    return store(scalingFromOrigin(number.distance(from: origin)), Double(number), into: features)
  }

  /// Writes the features of a missing number.
  func writeMissing(into features: UnsafeMutablePointer<Float>) -> RowMarks {
    let start = features + Int(place)
    start[0] = replacement
    if hasIndicator { start[1] = 1 }
    return .missing
  }

  @inline(__always)
  private func store(
    _ value: Float, _ number: Double, into features: UnsafeMutablePointer<Float>
  ) -> RowMarks {
    guard !value.isNaN else { return writeMissing(into: features) }
    let start = features + Int(place)
    start[0] = value
    if hasIndicator { start[1] = 0 }
    return isBeyond(number) ? .outOfRange : []
  }

  /// Whether a number is beyond those learned from.
  @inline(__always)
  func isBeyond(_ number: Double) -> Bool { number < least || number > greatest }
}

extension NumberRule {
  /// The numbers of ``StandardizedColumns``; `nil` if more or something else is made of a number, or not at this
  /// place.
  func standardizing(place: Int) -> [Double]? {
    guard kind == .standardize, !hasIndicator, place == Int(self.place) else { return nil }
    return [scaling.center.high, scaling.center.low, scaling.divisor, least, greatest]
  }
}

// MARK: - For rows of numbers

/// The rule of a column in plain numbers, for code that goes through many rows of them.
///
/// A number `x` becomes `y = ((x − high) − low) / divisor` where `|y| ≤ largest`. What is left of the numbers
/// is too large where they count as they are, and counts as ±2⁶⁰ where they are normalized.
package struct NumberColumnRule: Sendable {
  /// What is subtracted, in two parts.
  package let high, low: Double
  /// What is divided by; an infinity makes 0 of every number.
  package let divisor: Double
  /// The largest magnitude that is written as it is.
  package let largest: Double
  /// What goes in the place of NaN and infinities.
  package let replacement: Double
  /// Whether numbers are normalized, so that the largest are only limited.
  package let isNormalized: Bool
  /// Whether NaN and infinities are errors.
  package let refusesMissing: Bool
  /// Where the column's feature is in a row of features.
  package let place: Int
  /// Whether the feature behind it says whether the number is missing.
  package let hasIndicator: Bool
}

extension NumberRule {
  /// The largest number that single precision holds once it is rounded.
  private static let largestSingle = (0x1p128 - 0x1p103).nextDown

  /// The rule in plain numbers; `nil` for one that rescales as Keras does, and for none.
  var column: NumberColumnRule? {
    switch kind {
    case .none, .rescale: nil
    case .keep:
      NumberColumnRule(
        high: 0, low: 0, divisor: 1, largest: Self.largestSingle, replacement: preciseReplacement,
        isNormalized: false, refusesMissing: refusesMissing, place: Int(place), hasIndicator: hasIndicator)
    case .standardize:
      NumberColumnRule(
        high: scaling.center.high, low: scaling.center.low, divisor: scaling.divisor,
        largest: Standardization.largest, replacement: preciseReplacement, isNormalized: true,
        refusesMissing: refusesMissing, place: Int(place), hasIndicator: hasIndicator)
    }
  }
}

/// What there is to tell of a value of a row.
struct RowMarks: OptionSet {
  let rawValue: UInt8

  /// The value was given.
  static let given = RowMarks(rawValue: 1)
  /// It is missing.
  static let missing = RowMarks(rawValue: 2)
  /// It is a category that was not learned.
  static let unknown = RowMarks(rawValue: 4)
  /// It is beyond the numbers learned from.
  static let outOfRange = RowMarks(rawValue: 8)
  /// Single precision does not hold it, where it is needed as it is.
  static let tooLarge = RowMarks(rawValue: 16)
  /// It is a number that is written when the row ends.
  static let waiting = RowMarks(rawValue: 32)
}
