import Logit
import LogitClassifier

/// Values of a column moved by a small random amount, so that equal whole numbers do not hide each other.
struct Jitter {
  /// With more different values than this they seldom lie on top of each other.
  private static let mostValues = 50
  /// The largest distance, as a share of the smallest between two values.
  private static let share = 0.3

  let values: [Double]
  /// What the name of the axis says about it, with a blank before; empty if nothing was moved.
  let note: String

  /// Moves the values of a column of whole numbers with few different ones; leaves others as they are.
  ///
  /// - Parameter seed: Where the distances come from: the same seed moves the same values alike.
  init(_ values: [Double], kind: ColumnKind, seed: UInt64) {
    let different = Set(values.filter(\.isFinite)).sorted()
    guard kind == .integer, (2...Self.mostValues).contains(different.count),
      values.count > different.count
    else {
      (self.values, note) = (values, "")
      return
    }
    let gap = zip(different, different.dropFirst()).map { $1 - $0 }.min() ?? 1
    let distance = Self.share * gap
    var generator = RandomGenerator(seed: seed)
    let moves = generator.uniform(-distance, distance, count: values.count).scalars
    self.values = zip(values, moves).map(+)
    note = " (whole numbers, each moved by up to ±\(distance.shortText))"
  }
}
