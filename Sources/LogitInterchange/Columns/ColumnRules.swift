/// What a file says of columns besides what weighs their values.
struct ColumnRules {
  /// The columns whose categories are whole numbers.
  var wholeNumbers: Set<String> = []
  /// The columns whose missing values count as a number of their own, where they are no categories.
  var numbers: Set<String> = []
  /// The columns of numbers that are truth values: 1 where they are true, and 0 elsewhere.
  var truthValues: Set<String> = []
  /// What missing numbers count as; others are refused.
  var replacements: [String: Double] = [:]
  /// The columns of categories that must have a value, and those that must have a known one.
  var refusesMissing: Set<String> = []
  var refusesUnknown: Set<String> = []
  /// The values that columns of categories know, though not all of them have a weight.
  var knownValues: [String: [String]] = [:]
  /// What numbers are lessened and divided by where a field does nothing else: `(x − mean) / deviation`.
  private(set) var scales: [String: (mean: Double, deviation: Double)] = [:]

  /// Keeps how a number is scaled, so that it is scaled before it is rounded to single precision.
  mutating func noteScale(of sum: ColumnSum) {
    guard sum.sources.count == 1, case .number(let name) = sum.sources[0],
      let slope = sum.weights[sum.sources[0]], slope != 1 || sum.constant != 0
    else { return }
    let (mean, deviation) = (-sum.constant / slope, 1 / abs(slope))
    guard mean.isFinite, (1e-100...1e100).contains(deviation) else { return }
    scales[name] = (mean, deviation)
  }
}
