#if Command
import Logit
import LogitPlots

/// One feature, two classes: a sigmoid curve.
enum SigmoidProblem: DemoProblem {
  static let name = "sigmoid"
  static let title = "1-D logistic regression: 2,000 rows, Adam (learning rate 0.01), batches of 32"
  static let defaultEpochs = 30
  static let verbosity = Verbosity.silent

  static func run(_ settings: DemoSettings) throws -> DemoResult {
    var generator = RandomGenerator(seed: settings.seed)
    let class0 = generator.normal(mean: -4, standardDeviation: 2, count: 1000)
    let class1 = generator.normal(mean: 4, standardDeviation: 2, count: 1000)
    let xs = Tensor<Float>(try Tensor.concatenate([class0, class1]))
    let labels = try Tensor<Float>.concatenate([.zeros([1000]), .ones([1000])])

    var model = try Sequential(seed: settings.seed) {
      Dense(1, inputShape: [1], activation: .sigmoid)
    }
    try model.compile(optimizer: .adam(learningRate: 0.01), loss: .binaryCrossentropy, metrics: [.accuracy])
    let (history, seconds) = try model.timedFit(xs, labels, batchSize: 32, settings: settings)

    let (w, b) = (model.layers[0].weights[0][0], model.layers[0].weights[1][0])
    let logs = history.last ?? Logs()
    let boundary = Double(-b / w)
    return DemoResult(
      parameters: [("w0", [w]), ("w1", [b])],
      metrics: [("loss", logs.loss), ("accuracy", logs.accuracy ?? .nan)],
      boundary: [("x", boundary)], fitSeconds: seconds,
      text: """
        Trained parameters: w0 = \(w), w1 = \(b)
        Training accuracy: \((logs.accuracy ?? .nan).fixed(decimals: 4)), loss: \(logs.loss.fixed(decimals: 4))
        Decision boundary: x = -w1 / w0 = \(boundary.fixed(decimals: 4))
        Time of fit: \(seconds.readableTime) for \(settings.epochs) epochs

        """,
      figures: [("sigmoid-data", try dataFigure(xs, labels)), ("sigmoid", try figure(model, xs, labels))])
  }

  private static func dataFigure(_ xs: Tensor<Float>, _ labels: Tensor<Float>) throws -> Figure {
    var figure = Figure()
    try figure.axes.scatter(xs, labels, opacity: 0.3)
    return figure
  }

  private static func figure(
    _ model: Sequential, _ xs: Tensor<Float>, _ labels: Tensor<Float>
  ) throws -> Figure {
    let allXs = Tensor<Float>.linspace(-10, 10, count: 100)
    var figure = Figure()
    try figure.axes.line(allXs, try model.predict(allXs), color: .red, label: "Sigmoid Model")
    try figure.axes.scatter(xs, labels, opacity: 0.3, label: "Data")
    figure.axes.showsLegend = true
    return figure
  }
}

extension Double {
  /// A time in the unit that suits it: `1.23 ms`.
  var readableTime: String {
    if self >= 1 { return "\(fixed(decimals: 2)) s" }
    return self >= 1e-3 ? "\((self * 1e3).fixed(decimals: 2)) ms" : "\((self * 1e6).fixed(decimals: 0)) µs"
  }
}
#endif
