import Logit
import LogitData
import LogitStatistics

/// A training run that is ready to begin: rows are divided, what encodes their columns is learned, and the
/// model is made.
///
/// ``Classifier/fit(_:target:options:callbacks:)`` does everything at once. Use this type to show what will
/// happen beforehand:
///
///     let training = try ClassifierTraining(table, target: "outcome")
///     print(training.profile, training.features.decisions)
///     let (classifier, report) = try training.run()
public struct ClassifierTraining {
  /// What was read.
  public let profile: TableProfile
  /// The classes and their rows.
  public let balance: ClassBalance
  /// What is done with each column; learned from the training rows alone.
  public let features: FeatureSpace
  /// How long training takes, and with what learning rate; `nil` unless it is done in steps.
  public var schedule: TrainingSchedule? { plan.schedule }
  /// The options it was made with.
  public let options: ClassifierOptions
  /// The model, with its initial weights.
  public let model: Sequential

  let target: String
  let classes: ClassLabels
  /// The weight of each class in the loss, by its number; `nil` if all rows count once.
  let classWeights: [Int: Float]?
  /// How much each row of the table counts; `nil` if all count once.
  let rowWeights: [Double]?
  /// The sum of the weights of the rows that are trained on, times those of their classes.
  let weight: Double
  /// How it is trained, with what was chosen where no option was given.
  let plan: TrainingPlan
  /// How a class is decided on.
  let learner: DecisionLearner
  let rows: TrainingRows
  /// Whether the exact solver takes features in double precision.
  let isPrecise: Bool
  let provenance: Provenance
  /// What is worth knowing about the target, and of numbers that are none.
  let targetFindings: [Finding]
  /// What is worth knowing of the columns before anything is fitted.
  var columnFindings: [Finding] {
    targetFindings + Finding.leftOut(features.decisions) + features.findings
  }

  /// Divides and encodes the rows of a table, and makes a model for them.
  ///
  /// - Parameters:
  ///   - table: The rows, which are freed chunk by chunk; see
  ///     ``Classifier/fit(_:target:options:callbacks:)``.
  ///   - target: The column that names each row's class.
  ///   - source: Where the rows came from, such as a file name, for the provenance; `"a table"` by default.
  ///   - options: How to train, where it differs from the default.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for an option out of range, a target that is
  ///   to be used as numbers or dates, a class whose rows all have the weight 0, or a model that is too
  ///   large; `FileError.overLimit(source:item:limit:remedy:)` for one that no model file has room for;
  ///   `FileError.outOfMemory(source:limit:)` if there is no memory for the features;
  ///   `DataError.unknownColumn(name:role:nearest:known:)` for a target, feature or excluded column that does
  ///   not exist; `DataError.unknownClassName(_:purpose:nearest:known:)` for a weighted class that does not;
  ///   `DataError.unusableTarget(column:reason:remedy:)` for a target with only one class, or with too many;
  ///   `DataError.missingTarget(column:count:firstRow:)` unless rows without a target are dropped;
  ///   `DataError.tooFewRows(className:found:needed:purpose:)` if a class has too few rows to hold some out;
  ///   `DataError.tooFew(things:found:needed:purpose:remedy:)` for more folds than rows or groups;
  ///   `DataError.missingKeys(column:role:count:firstRow:)` for a column of folds, groups or times with gaps;
  ///   and `DataError.noFeatures(reasons:remedies:)` if nothing can be learned from any column.
  public init(
    _ table: consuming Table, target: String, source: String = "a table",
    options: ClassifierOptions = ClassifierOptions()
  ) throws {
    try options.validate()
    var table = consume table
    let targetIndex = try table.index(of: target, role: "target")
    let keys = try Self.keyColumns(of: table, target: target, options: options)
    var (weights, uncountedCount): ([Double]?, Int) = (nil, 0)
    let (labels, numbers) = try ClassLabels.learn(
      table.columns[targetIndex], options: options.columns, rareClass: options.rareClass
    ) { classes in
      weights = try RowWeights.read(table, options.weights, classes: classes)
      uncountedCount = RowWeights.leaveOutUncounted(&classes, weights)
    }
    let ofTarget = Finding.target(table.columns[targetIndex], reading: labels.reading)
    profile = TableProfile(table, source: source)
    let (columnCount, fingerprint) = (table.columnCount, table.fingerprint)
    var features = try Self.features(of: table, target: target, excluding: keys, options: options)
    table.releaseColumn(targetIndex)
    try Self.requireWeight(weights, numbers, of: labels)
    // Which rows are held out does not depend on which class is the positive one.
    let rows = try RowDivision(numbers, labels: labels, target: target, of: table, options: options)
    var indices = numbers
    let classes = try labels.makingPositive(options.positiveClass, &indices)
    try Self.requireTwoClasses(classes, offset: options.offset)
    let isReversed = classes != labels
    balance = ClassBalance(
      names: classes.names, trainingCounts: isReversed ? rows.trainingCounts.reversed() : rows.trainingCounts,
      validationCounts: isReversed ? rows.validationCounts.reversed() : rows.validationCounts)
    if case .optimum(let optimum) = options.trainingMethod, optimum.like == .liblinear,
      classes.names.count > 2
    {
      throw LogitError.invalidOption(
        name: "like", value: "liblinear",
        expected:
          "another program for \(classes.names.count) classes: LIBLINEAR fits each class against the others, which "
          + "is no softmax regression")
    }
    let classWeights = try balance.weights(options.classWeight)
    self.classWeights = classWeights
    rowWeights = weights
    let sums = balance.weights(of: indices, rows.places, weights)
    let trained = sums.training.enumerated().map { $1 * Double(classWeights?[$0] ?? 1) }
    try Self.requireWeight(trained, of: classes)
    weight = trained.reduce(0, +)
    learner = try DecisionLearner(
      options.decision, balance.names, training: trained, all: sums.all)
    features.missingWords = options.reading.ownMissingWords
    // Read once; what is read stays as it is when the features take it.
    table = features.reading(table).table
    targetFindings = ofTarget + Finding.infinite(in: table, columns: features.inputNames)
    try features.adapt(
      to: table,
      rows: RowSelection(places: rows.places, RowDivision.Place.training, of: table))
    plan = try TrainingPlan(options, balance: balance, weight: weight, head: classes.head)
    var provenance = Provenance(
      version: LogitVersion.current, source: source, rowCount: table.rowCount, columnCount: columnCount,
      fingerprint: fingerprint, trainingRowCount: rows.trainingCount,
      validationRowCount: rows.validationCount, droppedRowCount: rows.droppedCount, seed: options.seed,
      options: Provenance.Options(options, training: plan.record(rows: rows.trainingCount)), metrics: [])
    provenance.uncountedRowCount = uncountedCount
    self.provenance = provenance
    // The model is made before the matrices, so that one that is too large is refused at once.
    model = try Self.model(
      inputCount: features.outputCount, head: classes.head, rows: rows.trainingCount, plan: plan,
      options: options)
    try Classifier(
      target: target, classes: classes, features: features, model: model, provenance: provenance
    ).requireSavable()
    isPrecise = try FeaturePrecision.needsDouble(
      plan, features, table, places: rows.places, weights: weights)
    try Self.requireMemory(
      for: features, table, isKept: rows.folds != nil, isPrecise: isPrecise, options: options, source: source)
    if let folds = rows.folds {
      self.rows = .inTurn(table, places: rows.places, classes: indices, folds)
    } else {
      let matrices = try features.matrices(
        consuming: &table, destinations: rows.places, count: 2, isPrecise: isPrecise)
      self.rows = .divided(
        training: LabeledMatrix(
          features: matrices[0].single,
          classes: rows.select(indices, RowDivision.Place.training, count: rows.trainingCount),
          weights: weights.map { weights in
            weights.indices.filter { rows.places[$0] == RowDivision.Place.training }.map { weights[$0] }
          }, precise: matrices[0].double),
        validation: rows.validationCount == 0
          ? nil
          : LabeledMatrix(
            features: matrices[1].single,
            classes: rows.select(indices, RowDivision.Place.validation, count: rows.validationCount),
            weights: weights.map { weights in
              weights.indices.filter { rows.places[$0] == RowDivision.Place.validation }.map { weights[$0] }
            }, precise: matrices[1].double))
    }
    self.features = features
    self.target = target
    self.classes = classes
    self.options = options
  }

  /// Makes sure that no class has rows that all count for nothing, before they are divided.
  private static func requireWeight(_ weights: [Double]?, _ classes: [Int32], of labels: ClassLabels) throws {
    guard let weights else { return }
    var sums = [Double](repeating: 0, count: labels.count)
    for row in classes.indices where classes[row] >= 0 { sums[Int(classes[row])] += weights[row] }
    try requireWeight(sums, of: labels)
  }

  /// Makes sure that no class has rows that all count for nothing, as whose coefficients nothing could be
  /// learned.
  static func requireWeight(_ sums: [Double], of classes: ClassLabels) throws {
    guard let index = sums.firstIndex(of: 0) else { return }
    throw LogitError.invalidOption(
      name: "sum of the weights of class \"\(classes.names[index])\" in the rows that are trained on",
      value: "0",
      expected: "above 0, so give some of its rows a weight, or leave the class out")
  }

  /// Makes sure that there is room for the features of all rows, while the memory of the table is released
  /// unless it is kept for folds.
  private static func requireMemory(
    for features: FeatureSpace, _ table: Table, isKept: Bool, isPrecise: Bool, options: ClassifierOptions,
    source: String
  ) throws {
    // A column takes four bytes a row or eight, and features four, in both precisions twelve.
    let width = features.outputCount * (isPrecise ? 3 : 1)
    let more = isKept ? width : max(width - table.columnCount, 0)
    try options.memory.require(more * table.rowCount * MemoryLayout<Float>.size, for: source)
  }

  /// The columns that divide or weigh rows, or are offsets, and so are no features by themselves.
  static func keyColumns(
    of table: Table, target: String, options: ClassifierOptions
  ) throws -> [String] {
    var keys: [String] = []
    if let key = options.rowsToMeasure.folds?.keyColumn {
      _ = try table.index(of: key, role: "column to divide rows by")
      guard key != target else {
        throw LogitError.invalidOption(
          name: "column to divide rows by", value: "\"\(key)\"", expected: "another one than the target")
      }
      keys.append(key)
    }
    for (column, role) in [(options.weights, "column of weights"), (options.offset, "column of offsets")] {
      guard let column else { continue }
      _ = try table.index(of: column, role: role)
      guard column != target else {
        throw LogitError.invalidOption(
          name: role, value: "\"\(column)\"", expected: "another one than the target")
      }
      keys.append(column)
    }
    return keys
  }

  private static func features(
    of table: Table, target: String, excluding keys: [String], options: ClassifierOptions
  ) throws -> FeatureSpace {
    var features = try options.featureSpace(for: table, target: target, excluding: keys)
    if let offset = options.offset {
      try features.addOffset(offset, of: table, options: options.columns)
    }
    return features
  }

  /// Makes sure that there is one logit that an offset can be added to.
  private static func requireTwoClasses(_ classes: ClassLabels, offset: String?) throws {
    guard let offset, classes.count > 2 else { return }
    throw LogitError.invalidOption(
      name: "column of offsets", value: "\"\(offset)\"",
      expected:
        "left out with \(classes.count) classes, since it says by how much one of two is more probable")
  }

  static func model(
    inputCount: Int, head: ClassHead, rows: Int, plan: TrainingPlan, options: ClassifierOptions
  ) throws -> Sequential {
    try requireFittingSize([inputCount] + options.hiddenUnits + [head.classCount])
    switch plan {
    case .optimum(let fit, _): return try head.model(inputCount: inputCount, penalty: fit.penalty)
    case .steps(let steps, let schedule):
      let l2 = steps.l2(rows: rows)
      let regularizer: (any Regularizer)? = l2 > 0 ? .l2(l2) : nil
      var layers: [any Layer] = [Input(shape: [inputCount])]
      for units in options.hiddenUnits {
        layers.append(Dense(units, activation: .relu, kernelRegularizer: regularizer))
      }
      layers.append(head.layer(kernelRegularizer: regularizer))
      var model = try Sequential(layers, seed: options.seed)
      var optimizer = steps.optimizer
      optimizer.learningRate =
        steps.decaysLearningRate
        ? CosineDecay(
          schedule.learningRate, decaySteps: schedule.epochs * schedule.stepsPerEpoch(rows: rows))
        : schedule.learningRate
      try model.compile(optimizer: optimizer, loss: head.loss, metrics: [.accuracy])
      return model
    }
  }

  /// The most weights that a model may have, which take 1 GiB; training takes several times as much.
  private static let largestWeightCount = 1 << 28

  /// - Parameter sizes: The number of values between consecutive layers.
  private static func requireFittingSize(_ sizes: [Int]) throws {
    // Sizes are at most 2²², so neither product nor sum overflows.
    let count = zip(sizes, sizes.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }
    guard count <= largestWeightCount else {
      throw LogitError.invalidOption(
        name: "hidden units", value: sizes.dropFirst().dropLast().map(String.init).joined(separator: ","),
        expected: "such that the model of \(sizes[0].grouped) features has at most "
          + "\(largestWeightCount.grouped) weights, not \(count.grouped)")
    }
  }
}
