#if Command
import Logit
import LogitPlots

/// Two features, three classes.
enum SoftmaxProblem: DemoProblem {
  static let name = "softmax"
  static let title = "Softmax regression: 300 rows, 3 classes, Adam (learning rate 0.01), batches of 100"
  static let defaultEpochs = 50
  static let verbosity = Verbosity.progressBar

  private static let centers = [(1.0, 1.0), (5.0, 4.0), (8.0, 0.0)]

  static func run(_ settings: DemoSettings) throws -> DemoResult {
    var generator = RandomGenerator(seed: settings.seed)
    var (xs, labels) = try draw(100, from: &generator)
    let order = generator.permutation(xs.shape[0])
    (xs, labels) = (try xs.rows(at: order), try labels.rows(at: order))
    let (testXs, testLabels) = try draw(10, from: &generator)

    var model = try Sequential(seed: settings.seed) {
      Dense(3, inputShape: [2], activation: .softmax)
    }
    try model.compile(
      optimizer: .adam(learningRate: 0.01), loss: .categoricalCrossentropy, metrics: [.accuracy])
    let (history, seconds) = try model.timedFit(xs, labels, batchSize: 100, settings: settings)
    let test = try model.evaluate(testXs, testLabels)
    let predictions = try model.predict(testXs)

    let (kernel, bias) = (model.layers[0].weights[0], model.layers[0].weights[1])
    let testAccuracy = test.accuracy ?? .nan
    return DemoResult(
      parameters: [("kernel", kernel.scalars), ("bias", bias.scalars)],
      metrics: [
        ("loss", history.last?.loss ?? .nan), ("accuracy", history.last?.accuracy ?? .nan),
        ("test_loss", test.loss), ("test_accuracy", testAccuracy),
      ],
      boundary: [], fitSeconds: seconds,
      text: """

        Test Accuracy: \(testAccuracy.fixed(decimals: 4))

        First 5 predictions:
        \(predictions.rows(0..<5))

        Time of fit: \(seconds.readableTime) for \(settings.epochs) epochs
        \(advice(history, epochs: settings.epochs))
        """,
      figures: [("softmax", try figure(testXs, predictions))])
  }

  private static func draw(
    _ count: Int, from generator: inout RandomGenerator
  ) throws -> (xs: Tensor<Float>, labels: Tensor<Float>) {
    let clouds = try centers.map { first, second in
      try Tensor.hstack([
        generator.normal(mean: first, standardDeviation: 1, shape: [count, 1]),
        generator.normal(mean: second, standardDeviation: 1, shape: [count, 1]),
      ])
    }
    let classes = (0..<3 * count).map { $0 / count }
    return (Tensor<Float>(try Tensor.vstack(clouds)), try Tensor.oneHot(classes, classCount: 3))
  }

  private static func advice(_ history: History, epochs: Int) -> String {
    guard history.isLossStillFalling else { return "" }
    return """
      The loss was still falling when training ended, so the model can get better: try more epochs \
      (--epochs \(epochs * 10)).

      """
  }

  private static func figure(_ points: Tensor<Float>, _ predictions: Tensor<Float>) throws -> Figure {
    let predictedClasses = try predictions.argmax(axis: 1)
    var figure = try Figure(width: 8, height: 6)
    let styles: [(PlotColor, Marker)] = [(.red, .circle), (.green, .x), (.blue, .horizontalLine)]
    for (index, (color, marker)) in styles.enumerated() {
      let chosen = try points.rows(where: predictedClasses.mask { $0 == index })
      try figure.axes.scatter(
        chosen.column(0), chosen.column(1), color: color, marker: marker, size: 50, label: "Class \(index)")
    }
    figure.axes.xLabel = "Feature 1"
    figure.axes.yLabel = "Feature 2"
    figure.axes.title = "Model Predictions"
    figure.axes.showsLegend = true
    return figure
  }
}
#endif
