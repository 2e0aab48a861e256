import LogitData

/// How long a classifier trains in steps and with what learning rate, chosen from the number of rows.
///
/// Adam with a learning rate that falls from 0.03 to 0 along half a cosine comes within 10⁻⁴ of the optimal
/// objective in some 3,000 steps; this was measured against scikit-learn's `LogisticRegression` on iris,
/// wine, breast cancer, digits and generated sets of 800 to 16,000 rows. Training takes at most 600 epochs on
/// small sets and at least 3 on large ones.
///
/// Networks with hidden layers begin with 0.01 and take twice as many steps, since their objective is not
/// convex.
public struct TrainingSchedule: Sendable, Equatable {
  /// The number of passes over the rows.
  public var epochs: Int
  /// The number of rows in a step.
  public var batchSize: Int
  /// The learning rate at the start.
  public var learningRate: Double

  /// The number of steps in an epoch.
  ///
  /// - Parameter rows: The number of rows, at least 1.
  /// - Returns: The number of batches; the last may be smaller than the others.
  public func stepsPerEpoch(rows: Int) -> Int { max(rows - 1, 0) / max(batchSize, 1) + 1 }

  /// Chooses what the options leave open.
  ///
  /// - Parameters:
  ///   - rows: The number of training rows, at least 1.
  ///   - options: The options given; the rest is chosen.
  public init(rows: Int, options: ClassifierOptions) {
    let steps = options.steps
    batchSize = steps.batchSize ?? (rows < 5_000 ? 32 : rows < 100_000 ? 128 : 512)
    let isLinear = options.hiddenUnits.isEmpty
    learningRate = steps.learningRate ?? Self.learningRate(steps.optimizer.name, isLinear: isLinear)
    let stepCount = isLinear ? 3_000 : 6_000
    let stepsPerEpoch = max(rows - 1, 0) / batchSize + 1
    epochs = steps.epochs ?? min(max((stepCount + stepsPerEpoch - 1) / stepsPerEpoch, 3), 600)
  }

  /// The initial learning rate. Optimizers that scale each step by previous gradients use the same one; those
  /// that do not, or whose scale only grows, use a larger one, and Lion, whose steps are all of full size, a
  /// smaller one.
  private static func learningRate(_ optimizer: String, isLinear: Bool) -> Double {
    let adaptive = isLinear ? 0.03 : 0.01
    return switch optimizer.lowercased() {
    case "sgd", "adagrad", "ftrl": 10 * adaptive
    case "adadelta": 1
    case "lion": adaptive / 10
    default: adaptive
    }
  }
}
