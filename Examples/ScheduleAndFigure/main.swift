// Rows held out for testing, a learning rate that falls, and a figure of how training went.

import Logit
import LogitData
import LogitPlots

var generator = RandomGenerator(seed: 7)
let x = Tensor<Float>(generator.normal(mean: 0, standardDeviation: 1, shape: [500, 2]))
let y = Tensor<Float>(try x.column(0) .> x.column(1))
let (xTrain, xTest, yTrain, yTest) = try trainTestSplit(x, y, testSize: 0.2, seed: 7)

var model = try Sequential(seed: 7) { Dense(1, inputShape: [2], activation: .sigmoid) }
try model.compile(
  optimizer: .sgd(learningRate: .cosineDecay(0.5, decaySteps: 400)), loss: .binaryCrossentropy,
  metrics: [.accuracy])
let history = try model.fit(xTrain, yTrain, epochs: 30, verbose: .silent, validationData: (xTest, yTest))
print(try model.evaluate(xTest, yTest))
try Figure(history: history).savefig("history.svg")
