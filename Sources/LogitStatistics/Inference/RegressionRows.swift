import Logit

/// The rows of a regression after checks: what each is, and how much it counts.
struct RegressionRows: Sendable {
  let design: RegressionDesign
  let labels: DenseRows.Labels
  let classNames: [String]
  /// The class that others are compared with; of two classes the first.
  let baseClass: Int
  /// Prior weights times trials, one a row, without frequencies; `nil` if all are 1.
  let weights: [Double]?
  /// How many equal rows each row stands for; `nil` if all are 1.
  let frequencies: [Double]?
  /// Weights times frequencies; `nil` if all are 1.
  let totals: [Double]?
  let offsets: [Double]?
  /// The number of trials of each row, of counts.
  let trials: [Double]?
  /// Σ w log (n over s), of counts; otherwise 0.
  let logConstant: Double
  /// The rows that count, each as often as its frequency says.
  let observationCount: Int
  /// Σ of the totals.
  let totalWeight: Double
  /// Σ of the totals of each class.
  let classTotals: [Double]
  private let rowNumbers: RegressionOptions.RowNumbers

  var matrix: DenseRows.Matrix { design.matrix }
  var rowCount: Int { design.rowCount }
  var classCount: Int { classNames.count }

  init(_ design: RegressionDesign, _ outcome: RegressionOutcome, _ options: RegressionOptions) throws {
    self.design = design
    let count = design.rowCount
    let priors = try Self.checked(options.weights, "The weight", count)
    frequencies = try Self.checked(options.frequencyWeights, "The frequency weight", count)
    if let row = frequencies?.firstIndex(where: { $0 != $0.rounded() }) {
      throw LogitError.invalidOption(
        name: "The frequency weight of row \(row) (counted from 0)", value: "\(frequencies?[row] ?? 0)",
        expected: "a whole number; prior weights may be any numbers")
    }
    offsets = try Self.checkedOffsets(options.offsets, count)
    switch outcome {
    case .classes(let classes, let names, let base):
      (labels, trials, logConstant) = (.classes(classes), nil, 0)
      try Self.check(classes, names, base, count)
      (classNames, baseClass) = (names, names.count == 2 ? 0 : base)
      weights = priors
    case .counts(let successes, let counts, let names):
      let shares = try Self.shares(successes, counts, names, count)
      (labels, classNames, baseClass, trials) = (.shares(shares), names, 0, counts)
      weights = Self.product(counts, priors)
      logConstant = Self.logConstant(successes, counts, Self.product(priors, frequencies))
    }
    try LogitError.require(
      classNames.count == 2 || offsets == nil, "The number of classes with offsets", classNames.count,
      "2; leave the offsets out for more classes")
    totals = Self.product(weights, frequencies)
    (totalWeight, classTotals) = Self.sums(labels, totals, classNames.count)
    observationCount = try Self.observations(totals, frequencies, count)
    rowNumbers = options.rowNumbers
    try checkSums()
  }

  /// Rows of another design with the same outcome and weights.
  init(_ rows: RegressionRows, design: RegressionDesign) {
    self.design = design
    (labels, classNames, baseClass) = (rows.labels, rows.classNames, rows.baseClass)
    (weights, frequencies, totals) = (rows.weights, rows.frequencies, rows.totals)
    (offsets, trials, logConstant) = (rows.offsets, rows.trials, rows.logConstant)
    (observationCount, totalWeight, classTotals) = (
      rows.observationCount, rows.totalWeight, rows.classTotals
    )
    rowNumbers = rows.rowNumbers
  }

  /// The mean of the offsets by the totals; 0 without any.
  var meanOffset: Double {
    guard let offsets else { return 0 }
    let sum = offsets.indices.reduce(0) { sum, row in
      let total = totals?[row] ?? 1
      return total > 0 ? sum + total * offsets[row] : sum
    }
    return sum / totalWeight
  }

  /// What a row is called in a message.
  func name(ofRow row: Int) -> String {
    switch rowNumbers {
    case .fromZero: "row \(row) (counted from 0)"
    case .ofTable(let places): "row \((places?[row] ?? row) + 1)"
    }
  }

  /// Whether a row counts.
  func counts(_ row: Int) -> Bool { (totals?[row] ?? 1) > 0 }

  /// The share of the second class in a row, of two classes.
  func share(_ row: Int) -> Double {
    switch labels {
    case .classes(let classes): Double(classes[row])
    case .shares(let shares): shares[row]
    }
  }
}

// MARK: - Checks

extension RegressionRows {
  private static func checked(
    _ weights: [Double]?, _ name: String, _ count: Int
  ) throws(LogitError) -> [Double]? {
    if let weights { try DenseRows.check(weights: weights, rowCount: count, name: name) }
    return weights
  }

  private static func checkedOffsets(_ offsets: [Double]?, _ count: Int) throws(LogitError) -> [Double]? {
    guard let offsets else { return nil }
    guard offsets.count == count else {
      throw .rowCountMismatch(name: "offsets", expected: count, found: offsets.count)
    }
    if let row = offsets.firstIndex(where: { !$0.isFinite }) {
      throw .nonFiniteInput(name: "offsets", row: row, column: 0, value: Float(offsets[row]))
    }
    return offsets
  }

  private static func check(
    _ classes: [Int32], _ names: [String], _ base: Int, _ count: Int
  ) throws(LogitError) {
    try LogitError.require(
      names.count >= 2, "The number of classes", names.count,
      "at least 2: with one class there is nothing to explain")
    try LogitError.require(
      names.indices.contains(base), "The base class", base, "in 0..<\(names.count), the place of its name")
    guard classes.count == count else {
      throw .rowCountMismatch(name: "classes", expected: count, found: classes.count)
    }
    if let row = classes.firstIndex(where: { $0 < 0 || Int($0) >= names.count }) {
      throw .unknownClass(label: Int(classes[row]), row: row, classCount: names.count)
    }
  }

  private static func shares(
    _ successes: [Double], _ trials: [Double], _ names: [String], _ count: Int
  ) throws(LogitError) -> [Double] {
    try LogitError.require(names.count == 2, "The number of classes of counts", names.count, "2")
    guard successes.count == count, trials.count == count else {
      let found = successes.count == count ? trials.count : successes.count
      throw .rowCountMismatch(
        name: successes.count == count ? "trials" : "successes", expected: count, found: found)
    }
    var shares: [Double] = []
    shares.reserveCapacity(count)
    for (row, (success, trial)) in zip(successes, trials).enumerated() {
      try LogitError.require(
        trial >= 0 && trial.isFinite, "The number of trials in row \(row) (counted from 0)", trial,
        "finite and not negative")
      try LogitError.require(
        success >= 0 && success <= trial, "The number of successes in row \(row) (counted from 0)", success,
        "from 0 to the number of trials, \(trial)")
      shares.append(trial > 0 ? success / trial : 0)
    }
    return shares
  }

  private func checkSums() throws(LogitError) {
    try LogitError.require(
      totalWeight > 0 && totalWeight.isFinite, "The sum of the weights", totalWeight, "finite and above 0")
    if let absent = classTotals.firstIndex(of: 0) {
      throw .invalidOption(
        name: "The number of rows with weight of class \"\(classNames[absent])\"", value: "0",
        expected: classCount == 2
          ? "at least 1: an outcome that never varies cannot be explained"
          : "at least 1: a class that never occurs has no coefficients; leave it out")
    }
  }

  private static func product(_ first: [Double]?, _ second: [Double]?) -> [Double]? {
    guard let first else { return second }
    guard let second else { return first }
    return zip(first, second).map(*)
  }

  private static func logConstant(_ successes: [Double], _ trials: [Double], _ weights: [Double]?) -> Double {
    var sum = 0.0
    for (row, (success, trial)) in zip(successes, trials).enumerated() {
      let weight = weights?[row] ?? 1
      guard weight > 0, success > 0, success < trial else { continue }
      sum +=
        weight
        * (logarithmOfGamma(trial + 1) - logarithmOfGamma(success + 1) - logarithmOfGamma(trial - success + 1))
    }
    return sum
  }

  private static func sums(
    _ labels: DenseRows.Labels, _ totals: [Double]?, _ classCount: Int
  ) -> (Double, [Double]) {
    var sums = [Double](repeating: 0, count: classCount)
    switch labels {
    case .classes(let classes) where totals == nil && classCount == 2:
      let ones = classes.reduce(0) { $0 &+ Int($1) }
      sums = [Double(classes.count - ones), Double(ones)]
    case .classes(let classes):
      for (row, label) in classes.enumerated() { sums[Int(label)] += totals?[row] ?? 1 }
    case .shares(let shares):
      for (row, share) in shares.enumerated() {
        let weight = totals?[row] ?? 1
        sums[0] += weight * (1 - share)
        sums[1] += weight * share
      }
    }
    return (sums.reduce(0, +), sums)
  }

  /// The largest number up to which sums of whole numbers are exact.
  private static let largestCount = 0x1p53

  private static func observations(
    _ totals: [Double]?, _ frequencies: [Double]?, _ count: Int
  ) throws(LogitError) -> Int {
    guard let totals else { return count }
    var sum = 0.0
    for (row, weight) in totals.enumerated() where weight > 0 { sum += frequencies?[row] ?? 1 }
    try LogitError.require(
      sum <= largestCount, "The sum of the frequency weights", sum,
      "at most 2^53, about 9e15, the number of rows that they stand for; weights of any size can be prior weights"
    )
    return Int(sum)
  }
}
