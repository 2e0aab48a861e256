#if Command
import Logit
import LogitPlots

/// A problem with data, a model and figures.
protocol DemoProblem {
  static var name: String { get }
  static var title: String { get }
  static var defaultEpochs: Int { get }
  static var verbosity: Verbosity { get }

  static func run(_ settings: DemoSettings) throws -> DemoResult
}

struct DemoSettings {
  var seed: UInt64
  var epochs: Int
  var verbosity: Verbosity
}

/// What came out of a problem.
struct DemoResult {
  /// What was learned, by name.
  var parameters: [(name: String, values: [Float])]
  /// Loss and accuracy, by name.
  var metrics: [(name: String, value: Double)]
  /// The numbers that describe the decision boundary, by name; empty when there is no single one.
  var boundary: [(name: String, value: Double)]
  var fitSeconds: Double
  var text: String
  var figures: [(name: String, figure: Figure)]
}

extension Sequential {
  /// Trains, and tells how long it took.
  mutating func timedFit(
    _ x: Tensor<Float>, _ y: Tensor<Float>, batchSize: Int, settings: DemoSettings
  ) throws -> (history: History, seconds: Double) {
    let clock = ContinuousClock()
    let start = clock.now
    let history = try fit(x, y, epochs: settings.epochs, batchSize: batchSize, verbose: settings.verbosity)
    return (history, (clock.now - start).seconds)
  }
}

extension History {
  /// Whether the loss fell by more than 1 % over the last tenth of the epochs: more training would pay.
  var isLossStillFalling: Bool {
    let losses = self["loss"]
    let tail = max(losses.count / 10, 1)
    guard losses.count > tail else { return true }
    return losses[losses.count - 1] < 0.99 * losses[losses.count - 1 - tail]
  }
}
#endif
