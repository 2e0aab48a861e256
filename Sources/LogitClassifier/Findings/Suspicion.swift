/// From where on single columns are suspected, before a model is fitted and afterwards.
enum Suspicion {
  /// The area under the ROC curve from which a single feature is suspected of giving the answer away, if
  /// there are enough rows to tell.
  static let area = 0.9995
  /// With fewer rows nothing is suspected.
  static let fewestRows = 50
  /// The work grows with the square of the number of classes, and no single feature distinguishes many
  /// classes.
  static let mostClasses = 30
  /// The number of rows examined.
  static let sampledRows = 4_000

  /// Whether columns that nearly follow from each other in some rows are likely to do so in others.
  ///
  /// Of independent columns the condition index comes near (1 + √γ)/(1 − √γ) with γ columns for each row (V.
  /// Marchenko and L. Pastur, 1967): below 6 in so many rows, far from where columns are named.
  ///
  /// - Parameters:
  ///   - rows: The number of rows that were looked at.
  ///   - columns: The number of columns that were looked at together.
  static func showsNearness(rows: Int, columns: Int) -> Bool { rows >= 2 * columns + 10 }

  /// A column whose values reach this many times as far as nearly all of them has values far out.
  static let farShare = 100.0

  /// How many times as far some numbers reach as nearly all of them do; `nil` where that is no cause for
  /// suspicion.
  ///
  /// - Parameters:
  ///   - sorted: Numbers in ascending order.
  ///   - reach: From the least to the greatest of all numbers, of which these are a sample; of these by
  ///     default.
  static func timesFar(_ sorted: [Double], reach: Double? = nil) -> Double? {
    guard let last = sorted.last else { return nil }
    // Nearly all values lie between these quantiles.
    let end = Double(sorted.count - 1)
    let usual = sorted[Int(0.99 * end)] - sorted[Int(0.01 * end)]
    let reach = reach ?? (last - sorted[0])
    return usual > 0 && reach / usual >= farShare ? reach / usual : nil
  }
}
