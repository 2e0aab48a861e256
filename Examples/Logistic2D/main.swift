// 2-D logistic regression: two clusters of points, and the line that separates them.

import Logit
import LogitPlots

// Data generation: x1 and x2 of label 0, and those of label 1
var generator = RandomGenerator(seed: 42)
let data = [3, 2, 7, 6].map { generator.normal(mean: $0, standardDeviation: 1, count: 1000) }
let x = Tensor<Float>(try Tensor.columnStack([data[0].appending(data[2]), data[1].appending(data[3])]))
let y = try Tensor<Float>.concatenate([.zeros([1000]), .ones([1000])])

// Define, compile and train the model
var model = try Sequential(seed: 42) { Dense(1, inputShape: [2], activation: .sigmoid) }
try model.compile(optimizer: .sgd(learningRate: 0.1), loss: .binaryCrossentropy)
try model.fit(x, y, epochs: 50, batchSize: 32, verbose: .silent)

// Get the trained weights
let (w, b) = (model.layers[0].weights[0], model.layers[0].weights[1])
print("Trained parameters: w1 = \(w[0, 0]), w2 = \(w[1, 0]), b = \(b[0])")

// Create a mesh to plot the decision boundary
let range = Tensor<Float>.linspace(-2, 10, count: 200)
let (x1Mesh, x2Mesh) = Tensor.meshgrid(range, range)
let z = try model.predict(Tensor.columnStack([x1Mesh.ravel(), x2Mesh.ravel()])).reshape(x1Mesh.shape)

// Plot the boundary, and the points over it
var figure = try Figure(width: 8, height: 6)
try figure.axes.filledContour(x1Mesh, x2Mesh, z, levels: [0, 0.5, 1], colorMap: .coolwarm, opacity: 0.4)
try figure.axes.scatter(data[0], data[1], color: .red, marker: .x, size: 20, label: "Class 0")
try figure.axes.scatter(data[2], data[3], color: .green, marker: .triDown, size: 20, label: "Class 1")
figure.axes.set(title: "Decision Boundary of the Logistic Model", xLabel: "X1", yLabel: "X2")
figure.axes.set(showsLegend: true, grid: GridLines(style: .dashed, opacity: 0.6))
try figure.write(to: "logistic-2d.svg")
