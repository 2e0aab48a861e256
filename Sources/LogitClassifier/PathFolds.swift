import Logit
import LogitData

/// Fits a path in each fold and measures it on the rows held out.
struct PathFolds {
  private let features: FeatureSpace
  private let classNames: [String]
  private let classWeight: ClassifierOptions.ClassWeight
  /// How much each row of the table counts; `nil` if all count once.
  private let ownWeights: [Double]?
  /// What a row of each class counts in the measures, times its own weight.
  private let rowWeights: [Double]
  private let encoded: EncodedPath
  private let lambdas: [Double]
  private let measures: [PenaltyMeasure]
  /// Whether features are kept in double precision, as where columns nearly explain each other.
  private let isPrecise: Bool

  /// For each measure, fold and λ its value; NaN where there is none.
  private(set) var values: [[[Double]]]
  /// What each fold counts.
  private(set) var weights: [Double] = []
  /// The fits, and how many of them are not at their optimum.
  private(set) var fits = FitTally()
  /// The classes that some fold had no training row of.
  private(set) var untrainedClasses: Set<Int> = []

  init(
    features: FeatureSpace, classNames: [String], classWeight: ClassifierOptions.ClassWeight,
    weights: [Double]?, rowWeights: [Double], encoded: EncodedPath, lambdas: [Double],
    measures: [PenaltyMeasure], isPrecise: Bool
  ) {
    (self.features, self.classNames, self.classWeight) = (features, classNames, classWeight)
    (self.rowWeights, self.encoded, self.lambdas) = (rowWeights, encoded, lambdas)
    (self.measures, ownWeights, self.isPrecise) = (measures, weights, isPrecise)
    values = measures.map { _ in [] }
  }

  /// Measures every fold.
  ///
  /// - Parameters:
  ///   - table: The rows.
  ///   - classes: The number of each row's class; negative if it has none.
  ///   - folds: The folds.
  ///   - isCancelled: Whether to give up; what was measured means nothing then. Never by default.
  ///   - onFold: Called before each; nothing by default.
  mutating func measure(
    _ table: Table, classes: [Int32], folds: FoldDivision, isCancelled: () -> Bool = { false },
    onFold: (Int, Int) -> Void = { _, _ in }
  ) throws {
    let table = try FoldRows.read(table, features)
    for fold in 0..<folds.count {
      let places = folds.places(inFold: fold)
      let held = places.indices.filter { places[$0] == RowDivision.Place.validation }
      guard !held.isEmpty else { continue }
      if isCancelled() { return }
      onFold(fold + 1, folds.count)
      try measure(held, of: table, classes: classes, places: places, isCancelled)
    }
  }

  private mutating func measure(
    _ held: [Int], of table: Table, classes: [Int32], places: [UInt8], _ isCancelled: () -> Bool
  ) throws {
    let fold = try FoldRows(
      features, of: table, classes: classes, places: places, classCount: classNames.count,
      weights: ownWeights, isPrecise: isPrecise)
    untrainedClasses.formUnion(fold.absentClasses)
    let heldClasses = held.map { classes[$0] }
    var rows = HeldLogProbabilities(
      classes: heldClasses, weights: held.map { rowWeights[Int(classes[$0])] * (ownWeights?[$0] ?? 1) },
      classCount: classNames.count,
      values: [])
    weights.append(rows.weights.reduce(0, +))
    for place in measures.indices { values[place].append([]) }
    guard fold.canBeTrainedOn else {
      rows.set(shares: try fold.shares(classWeight, of: classNames))
      for _ in lambdas { append(rows) }
      return
    }
    let found = try encoded.path(
      fold.training, fold.features, head: fold.head,
      classWeights: fold.weights(classWeight, of: classNames), lambdas: lambdas, isCancelled: isCancelled)
    fits.add(
      try FitTally(found.path, fold.training, fold.features, classCount: fold.head.classCount))
    let x = try fold.features.matrix(of: table.rows(at: held), isPrecise: isPrecise)
    for index in found.path.lambdas.indices {
      let estimates = found.estimates(at: index)
      if let x = x.double {
        rows.set(estimates, x, of: fold.present) { $0 }
      } else {
        rows.set(estimates, x.single, of: fold.present) { Double($0) }
      }
      append(rows)
    }
  }

  private mutating func append(_ rows: HeldLogProbabilities) {
    for (place, measure) in measures.enumerated() {
      values[place][weights.count - 1].append(rows.measure(measure))
    }
  }
}

extension HeldLogProbabilities {
  /// Gives every row the shares of the classes in training, where nothing else is to be learned.
  fileprivate mutating func set(shares: [Double]) {
    let logarithms = shares.map { $0 == 0 ? -Double.infinity : naturalLogarithm($0) }
    values = classes.indices.flatMap { _ in logarithms }
  }

  /// Sets the probabilities that a model of one dense layer gives.
  ///
  /// - Parameters:
  ///   - estimates: Its weights.
  ///   - x: The features of the rows.
  ///   - present: The classes that it knows.
  ///   - widened: Makes a double of a feature.
  fileprivate mutating func set<Scalar>(
    _ estimates: LinearEstimates, _ x: Tensor<Scalar>, of present: [Int], widened: (Scalar) -> Double
  ) {
    let (outputs, columns) = (estimates.outputCount, estimates.featureCount)
    let kernel = estimates.kernel.scalars
    let used = (0..<columns).filter { column in (0..<outputs).contains { kernel[column * outputs + $0] != 0 }
    }
    var logits = [Double](repeating: 0, count: outputs)
    values = [Double](repeating: -.infinity, count: classes.count * classCount)
    x.withUnsafeBufferPointer { x in
      for row in classes.indices {
        for output in 0..<outputs { logits[output] = estimates.bias[output] }
        for column in used {
          let value = widened(x[row * columns + column])
          for output in 0..<outputs { logits[output] += value * kernel[column * outputs + output] }
        }
        setLogProbabilities(row, logits, of: present)
      }
    }
  }

  private mutating func setLogProbabilities(_ row: Int, _ logits: [Double], of present: [Int]) {
    let first = row * classCount
    if logits.count == 1 {
      // log(1 / (1 + e⁻ᶻ)) of either class directly, so that the smaller one keeps its digits.
      let tail = logOfOnePlus(exponential(-abs(logits[0])))
      values[first + present[0]] = -max(logits[0], 0) - tail
      values[first + present[1]] = -max(-logits[0], 0) - tail
      return
    }
    let largest = logits.reduce(-Double.infinity, max)
    let sum = logits.reduce(0) { $0 + exponential($1 - largest) }
    let normalizer = largest + naturalLogarithm(sum)
    for (place, label) in present.enumerated() { values[first + label] = logits[place] - normalizer }
  }
}
