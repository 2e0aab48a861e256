import Logit
import LogitData

/// How a model is trained, with everything that was chosen from the rows.
enum TrainingPlan {
  /// To the optimum; where λ is to be chosen by cross-validation, it is not in the fit yet.
  case optimum(OptimumFit, LambdaSource)
  /// In steps.
  case steps(StepOptions, TrainingSchedule)

  /// Chooses what the options leave open.
  ///
  /// - Parameters:
  ///   - weight: The sum of the training rows' weights.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` if no row counts.
  init(
    _ options: ClassifierOptions, balance: ClassBalance, weight: Double, head: ClassHead
  ) throws {
    switch options.trainingMethod {
    case .steps(let steps):
      let rows = balance.trainingCounts.reduce(0, +)
      self = .steps(steps, TrainingSchedule(rows: rows, options: options))
    case .optimum(let optimum):
      guard weight > 0 else {
        throw LogitError.invalidOption(
          name: "weight", value: "0 for every row", expected: "above 0 for some row of some class")
      }
      let given = optimum.penalty.lambda
      self = .optimum(
        OptimumFit(optimum, lambda: given ?? 1 / weight, head: head),
        optimum.lambdaRule.map { .chosen($0) } ?? (given == nil ? .byDefault : .given))
    }
  }

  /// How long training in steps takes; `nil` for the optimum.
  var schedule: TrainingSchedule? { if case .steps(_, let schedule) = self { schedule } else { nil } }

  /// The plan as it is recorded.
  ///
  /// - Parameter rows: The number of training rows.
  func record(rows: Int) -> Provenance.Options.Training {
    switch self {
    case .optimum(let fit, let source): return .optimum(fit.record(source))
    case .steps(let steps, let schedule):
      var record = Provenance.Options.Steps(
        optimizer: steps.optimizer.name, learningRate: schedule.learningRate, epochs: schedule.epochs,
        batchSize: schedule.batchSize, l2: steps.l2(rows: rows))
      record.keepsLearningRate = !steps.decaysLearningRate
      return .steps(record)
    }
  }
}

extension OptimumFit {
  /// The fit as it is recorded.
  func record(_ source: LambdaSource) -> OptimumOptions {
    var options = options
    options.lambdaRule = source.rule
    return options
  }
}

/// The rows that a model is trained and measured on.
enum TrainingRows {
  /// Some to train on, and some that are held out; `nil` if none are.
  case divided(training: LabeledMatrix, validation: LabeledMatrix?)
  /// A table whose rows are held out in turn; those of a class that is left out, or without one, have the
  /// place `RowDivision.Place.dropped` and a negative class.
  case inTurn(Table, places: [UInt8], classes: [Int32], FoldDivision)
  /// Rows that are not in memory, held out in turn in so many folds; in none if nothing is measured.
  case streamed(any StreamedRows, foldCount: Int)

  /// The rows to train on, encoded.
  ///
  /// - Parameters:
  ///   - features: What encodes them.
  ///   - weights: How much each row of the table counts; `nil` if all count once.
  ///   - isPrecise: Whether features are kept in double precision too.
  /// - Throws: As `FeatureSpace.matrix(of:)`.
  func training(_ features: FeatureSpace, weights: [Double]?, isPrecise: Bool) throws -> LabeledMatrix {
    switch self {
    case .divided(let training, _): return training
    case .streamed(let rows, _):
      // What is looked at beside the fit, which takes the rows themselves.
      return try rows.sample(most: Suspicion.sampledRows)
        ?? LabeledMatrix(
          features: Tensor(unsafeUninitializedShape: [0, features.outputCount]) { _ in }, classes: [])
    case .inTurn(let table, let places, let classes, _):
      let matrix = try features.matrices(of: table, destinations: places, count: 1, isPrecise: isPrecise)[0]
      return LabeledMatrix(
        features: matrix.single, classes: classes.filter { $0 >= 0 },
        weights: weights.map { weights in classes.indices.filter { classes[$0] >= 0 }.map { weights[$0] } },
        precise: matrix.double)
    }
  }
}
