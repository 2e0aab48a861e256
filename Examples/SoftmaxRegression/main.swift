// Softmax regression: three clusters of points, and a probability for each class.

import Logit
import LogitPlots

// Data generation: as many points of each class, around (1, 1), (5, 4) and (8, 0)
func points(_ count: Int, from generator: inout RandomGenerator) throws -> Tensor<Double> {
  let x = [1, 1, 5, 4, 8, 0].map { generator.normal(mean: $0, standardDeviation: 1, count: count) }
  return try .columnStack([.concatenate([x[0], x[2], x[4]]), .concatenate([x[1], x[3], x[5]])])
}

// Shuffled rows to train on, and others to test on
var generator = RandomGenerator(seed: 42)
let ordered = Tensor<Float>(try points(100, from: &generator))
let order = generator.permutation(300)
let (xs, labels) = (try ordered.rows(at: order), try Tensor<Float>.oneHot(order.map { $0 / 100 }))
let testXs = Tensor<Float>(try points(10, from: &generator))

// The model, its training and its evaluation
var model = try Sequential(seed: 42) { Dense(3, inputShape: [2], activation: .softmax) }
try model.compile(optimizer: .adam(learningRate: 0.01), loss: .categoricalCrossentropy, metrics: [.accuracy])
try model.fit(xs, labels, epochs: 50, batchSize: 100)
let test = try model.evaluate(testXs, Tensor<Float>.oneHot((0..<30).map { $0 / 10 }))

// Predictions, and the class with the highest probability
let predictions = try model.predict(testXs)
print("\nTest Accuracy: \(test.accuracy ?? .nan)\n\nFirst 5 predictions:\n\(predictions.rows(0..<5))")
let predictedClasses = try predictions.argmax(axis: 1)

// Visualization of predictions
var figure = try Figure(width: 8, height: 6)
let styles: [(PlotColor, Marker)] = [(.red, .circle), (.green, .x), (.blue, .horizontalLine)]
for (i, (color, mark)) in styles.enumerated() {
  let x = try testXs.rows(where: predictedClasses .== i)
  try figure.axes.scatter(x.column(0), x.column(1), color: color, marker: mark, size: 50, label: "Class \(i)")
}
figure.axes.set(title: "Model Predictions", xLabel: "Feature 1", yLabel: "Feature 2", showsLegend: true)
try figure.write(to: "softmax.svg")
