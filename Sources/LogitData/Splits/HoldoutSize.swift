import Logit

/// How many rows (or groups) are held out: a share of them, or a number.
///
///     ShuffleSplit(validation: 0.2)     // a fifth
///     ShuffleSplit(validation: 1000)    // a thousand
///
/// A share is rounded up to whole rows, as in scikit-learn.
public enum HoldoutSize: Sendable, Equatable, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  /// A share of the rows, between 0 and 1, both excluded.
  case share(Double)
  /// A number of rows, at least 1.
  case count(Int)

  /// Makes a share.
  ///
  /// - Parameter share: The share of the rows, between 0 and 1, both excluded.
  public init(floatLiteral share: Double) { self = .share(share) }

  /// Makes a number of rows.
  ///
  /// - Parameter count: The number of rows, at least 1.
  public init(integerLiteral count: Int) { self = .count(count) }

  /// The number of rows to hold out, which leaves at least one to train on.
  ///
  /// - Parameters:
  ///   - total: The number of rows (or groups) there are.
  ///   - things: What is counted, as a plural noun; used in messages.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` or
  ///   ``DataError/tooFew(things:found:needed:purpose:remedy:)``.
  func count(of total: Int, _ things: String = "rows") throws -> Int {
    let held: Int
    switch self {
    case .share(let share):
      guard share > 0 && share < 1 else {
        throw LogitError.invalidOption(
          name: "The share of \(things) held back", value: "\(share)", expected: "above 0 and below 1")
      }
      held = Int((share * Double(total)).rounded(.up))
    case .count(let count):
      guard count >= 1 else {
        throw LogitError.invalidOption(
          name: "The number of \(things) held back", value: "\(count)", expected: "at least 1")
      }
      // Still large enough to be refused below, and small enough that adding one does not overflow.
      held = min(count, Int.max - 1)
    }
    guard held >= 1 && held < total else {
      throw DataError.tooFew(
        things: things, found: total, needed: max(held, 1) + 1,
        purpose: "holding back \(max(held, 1)) and training on at least one",
        remedy: "hold back fewer, or add \(things)")
    }
    return held
  }
}
