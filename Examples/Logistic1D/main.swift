// 1-D logistic regression: two normal distributions, and the sigmoid that separates them.

import Logit
import LogitPlots

// Data generation
var generator = RandomGenerator(seed: 42)
let xLabel0 = generator.normal(mean: -4, standardDeviation: 2, count: 1000)
let xLabel1 = generator.normal(mean: 4, standardDeviation: 2, count: 1000)
let xs = Tensor<Float>(try Tensor.concatenate([xLabel0, xLabel1]))
let labels = try Tensor<Float>.concatenate([.zeros([1000]), .ones([1000])])

// Create, compile and train the model
var model = try Sequential(seed: 42) { Dense(1, inputShape: [1], activation: .sigmoid) }
try model.compile(optimizer: .adam(learningRate: 0.01), loss: .binaryCrossentropy, metrics: [.accuracy])
try model.fit(xs, labels, epochs: 30, batchSize: 32, verbose: .silent)

// Get the trained parameters (weight and bias)
let weights = model.layers[0].weights
print("Trained parameters: w0 = \(weights[0][0, 0]), w1 = \(weights[1][0])")

// Plot the fitted sigmoid over the data
let allXs = Tensor<Float>.linspace(-10, 10, count: 100)
let predictions = try model.predict(allXs)
var figure = Figure()
try figure.axes.line(allXs, predictions, color: .red, label: "Sigmoid Model")
try figure.axes.scatter(xs, labels, opacity: 0.3, label: "Data")
figure.axes.showsLegend = true
try figure.write(to: "logistic-1d.svg")
