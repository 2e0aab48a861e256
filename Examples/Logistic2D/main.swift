// 2-D logistic regression: two clusters of points, and the line that separates them.

import Logit
import LogitPlots

// Hyperparameters
let learningRate = 0.1
let trainingEpochs = 50

// Data generation
var generator = RandomGenerator(seed: 42)
let x1Label1 = generator.normal(mean: 3, standardDeviation: 1, count: 1000)
let x2Label1 = generator.normal(mean: 2, standardDeviation: 1, count: 1000)
let x1Label2 = generator.normal(mean: 7, standardDeviation: 1, count: 1000)
let x2Label2 = generator.normal(mean: 6, standardDeviation: 1, count: 1000)

let x1s = try Tensor.concatenate([x1Label1, x1Label2])
let x2s = try Tensor.concatenate([x2Label1, x2Label2])
let ys = try Tensor<Float>.concatenate([.zeros([x1Label1.count]), .ones([x1Label2.count])])

// Reshape the data to have shape (N, 2)
let x = Tensor<Float>(try Tensor.columnStack([x1s, x2s]))
let y = try ys.reshaped([-1, 1])

// Define the model
var model = try Sequential(seed: 42) {
  Dense(1, inputShape: [2], activation: .sigmoid)
}

// Compile the model
try model.compile(
  optimizer: .sgd(learningRate: learningRate),
  loss: .binaryCrossentropy)

// Train the model
try model.fit(x, y, epochs: trainingEpochs, batchSize: 32, verbose: .silent)

// Get the trained weights
let weights = model.layers[0].weights
let (w, b) = (weights[0], weights[1])
print("Trained parameters: w1 = \(w[0, 0]), w2 = \(w[1, 0]), b = \(b[0])")

// Create a mesh to plot the decision boundary
let x1Range = Tensor<Float>.linspace(-2, 10, count: 200)
let x2Range = Tensor<Float>.linspace(-2, 10, count: 200)
let (x1Mesh, x2Mesh) = Tensor.meshgrid(x1Range, x2Range)
var z = try model.predict(Tensor.columnStack([x1Mesh.flattened(), x2Mesh.flattened()]))
z = try z.reshaped(x1Mesh.shape)

// Plot the decision boundary
var figure = try Figure(width: 8, height: 6)
try figure.axes.filledContour(x1Mesh, x2Mesh, z, levels: [0, 0.5, 1], colorMap: .coolwarm, opacity: 0.4)

// Plot the points
try figure.axes.scatter(x1Label1, x2Label1, color: .red, marker: .x, size: 20, label: "Class 0")
try figure.axes.scatter(x1Label2, x2Label2, color: .green, marker: .triDown, size: 20, label: "Class 1")

// Plot settings
figure.axes.xLabel = "X1"
figure.axes.yLabel = "X2"
figure.axes.title = "Decision Boundary of the Logistic Model"
figure.axes.showsLegend = true
figure.axes.grid = GridLines(style: .dashed, opacity: 0.6)
try figure.write(to: "logistic-2d.svg")
