#if Command
import Logit
import LogitPlots

/// Two features, two classes: a line between them.
enum BoundaryProblem: DemoProblem {
  static let name = "boundary"
  static let title = "2-D logistic regression: 2,000 rows, SGD (learning rate 0.1), batches of 32"
  static let defaultEpochs = 50
  static let verbosity = Verbosity.silent

  private struct Points {
    let class0: (x1: Tensor<Double>, x2: Tensor<Double>)
    let class1: (x1: Tensor<Double>, x2: Tensor<Double>)
  }

  static func run(_ settings: DemoSettings) throws -> DemoResult {
    var generator = RandomGenerator(seed: settings.seed)
    func draw(_ mean: Double) -> Tensor<Double> {
      generator.normal(mean: mean, standardDeviation: 1, count: 1000)
    }
    let points = Points(class0: (draw(3), draw(2)), class1: (draw(7), draw(6)))
    let x1s = try Tensor.concatenate([points.class0.x1, points.class1.x1])
    let x2s = try Tensor.concatenate([points.class0.x2, points.class1.x2])
    let x = Tensor<Float>(try Tensor.columnStack([x1s, x2s]))
    let y = try Tensor<Float>.concatenate([.zeros([1000]), .ones([1000])]).reshaped([-1, 1])

    var model = try Sequential(seed: settings.seed) {
      Dense(1, inputShape: [2], activation: .sigmoid)
    }
    try model.compile(optimizer: .sgd(learningRate: 0.1), loss: .binaryCrossentropy, metrics: [.accuracy])
    let (history, seconds) = try model.timedFit(x, y, batchSize: 32, settings: settings)

    let (w, b) = (model.layers[0].weights[0], model.layers[0].weights[1][0])
    let (slope, intercept) = (Double(-w[0] / w[1]), Double(-b / w[1]))
    let logs = history.last ?? Logs()
    return DemoResult(
      parameters: [("w1", [w[0]]), ("w2", [w[1]]), ("b", [b])],
      metrics: [("loss", logs.loss), ("accuracy", logs.accuracy ?? .nan)],
      boundary: [("slope", slope), ("intercept", intercept)], fitSeconds: seconds,
      text: """
        Trained parameters: w1 = \(w[0]), w2 = \(w[1]), b = \(b)
        Training accuracy: \((logs.accuracy ?? .nan).fixed(decimals: 4)), loss: \(logs.loss.fixed(decimals: 4))
        Decision boundary: x2 = \(intercept.fixed(decimals: 4)) \(slope < 0 ? "-" : "+") \
        \(abs(slope).fixed(decimals: 4)) x1
        Time of fit: \(seconds.readableTime) for \(settings.epochs) epochs

        """,
      figures: [("boundary", try figure(model, points))])
  }

  private static func figure(_ model: Sequential, _ points: Points) throws -> Figure {
    let range = Tensor<Float>.linspace(-2, 10, count: 200)
    let mesh = Tensor.meshgrid(range, range)
    let z = try model.predict(Tensor.columnStack([mesh.x.flattened(), mesh.y.flattened()])).reshaped(
      mesh.x.shape)

    var figure = try Figure(width: 8, height: 6)
    try figure.axes.filledContour(
      mesh.x, mesh.y, z, levels: [0, 0.5, 1], colorMap: .coolwarm, opacity: 0.4)
    try figure.axes.scatter(
      points.class0.x1, points.class0.x2, color: .red, marker: .x, size: 20, label: "Class 0")
    try figure.axes.scatter(
      points.class1.x1, points.class1.x2, color: .green, marker: .triDown, size: 20, label: "Class 1")
    figure.axes.xLabel = "X1"
    figure.axes.yLabel = "X2"
    figure.axes.title = "Decision Boundary of the Logistic Model"
    figure.axes.showsLegend = true
    figure.axes.grid = GridLines(style: .dashed, opacity: 0.6)
    return figure
  }
}
#endif
