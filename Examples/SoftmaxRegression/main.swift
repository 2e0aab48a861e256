// Softmax regression: three clusters of points, and a probability for each class.

import Logit
import LogitPlots

// Data generation
var generator = RandomGenerator(seed: 42)

func cloud(
  _ x1: Double, _ x2: Double, _ count: Int, _ generator: inout RandomGenerator
) throws -> Tensor<Double> {
  try Tensor.hstack([
    generator.normal(mean: x1, standardDeviation: 1, shape: [count, 1]),
    generator.normal(mean: x2, standardDeviation: 1, shape: [count, 1]),
  ])
}

func oneHotLabels(_ count: Int) throws -> Tensor<Float> {
  try Tensor.oneHot((0..<3 * count).map { $0 / count }, classCount: 3)
}

let xsLabel0 = try cloud(1, 1, 100, &generator)
let xsLabel1 = try cloud(5, 4, 100, &generator)
let xsLabel2 = try cloud(8, 0, 100, &generator)
var xs = Tensor<Float>(try Tensor.vstack([xsLabel0, xsLabel1, xsLabel2]))
var labels = try oneHotLabels(100)

// Shuffle data
let order = generator.permutation(xs.shape[0])
xs = try xs.rows(at: order)
labels = try labels.rows(at: order)

// Test data
let testXsLabel0 = try cloud(1, 1, 10, &generator)
let testXsLabel1 = try cloud(5, 4, 10, &generator)
let testXsLabel2 = try cloud(8, 0, 10, &generator)
let testXs = Tensor<Float>(try Tensor.vstack([testXsLabel0, testXsLabel1, testXsLabel2]))
let testLabels = try oneHotLabels(10)

// Parameters
let learningRate = 0.01
let trainingEpochs = 50
let batchSize = 100
let inputCount = xs.shape[1]
let classCount = labels.shape[1]

// The model
var model = try Sequential(seed: 42) {
  Dense(classCount, inputShape: [inputCount], activation: .softmax)
}

// Model compilation
try model.compile(
  optimizer: .adam(learningRate: learningRate),
  loss: .categoricalCrossentropy,
  metrics: [.accuracy])

// Training
let history = try model.fit(
  xs, labels, epochs: trainingEpochs, batchSize: batchSize, verbose: .progressBar)

// Evaluation
let test = try model.evaluate(testXs, testLabels)
let testAccuracy = test.accuracy ?? .nan
print("\nTest Accuracy: \((testAccuracy * 10_000).rounded() / 10_000)")

// 150 steps of this size do not reach the optimum, and the history says so.
let lastLosses = history["loss"].suffix(5)
if let earlier = lastLosses.first, let last = lastLosses.last, last < 0.99 * earlier {
  print(
    "The loss was still falling, so the model can get better: set trainingEpochs to \(trainingEpochs * 10).")
}

// Predictions
let predictions = try model.predict(testXs)
print("\nFirst 5 predictions:\n\(predictions.rows(0..<5))")

// Get the class with the highest probability
let predictedClasses = try predictions.argmax(axis: 1)

// Visualization of predictions
var figure = try Figure(width: 8, height: 6)
let styles: [(color: PlotColor, marker: Marker)] = [(.red, .circle), (.green, .x), (.blue, .horizontalLine)]
for (index, style) in styles.enumerated() {
  let chosen = try testXs.rows(where: predictedClasses.mask { $0 == index })
  try figure.axes.scatter(
    chosen.column(0), chosen.column(1), color: style.color, marker: style.marker, size: 50,
    label: "Class \(index)")
}

// Labels and legend
figure.axes.xLabel = "Feature 1"
figure.axes.yLabel = "Feature 2"
figure.axes.title = "Model Predictions"
figure.axes.showsLegend = true
try figure.write(to: "softmax.svg")
