// A tabular classifier written as in Keras, with columns on very different scales and few rows of the class
// that matters.

import Logit
import LogitPlots

var generator = RandomGenerator(seed: 11)

// Age, income and number of visits of customers; those who left are older and richer, and came more often.
let stayed = try Tensor.hstack([
  generator.normal(mean: 38, standardDeviation: 12, shape: [1800, 1]),
  generator.normal(mean: 41_000, standardDeviation: 9000, shape: [1800, 1]),
  generator.normal(mean: 4, standardDeviation: 2, shape: [1800, 1]),
])
let left = try Tensor.hstack([
  generator.normal(mean: 52, standardDeviation: 12, shape: [200, 1]),
  generator.normal(mean: 55_000, standardDeviation: 9000, shape: [200, 1]),
  generator.normal(mean: 7, standardDeviation: 2, shape: [200, 1]),
])
let x = Tensor<Float>(try Tensor.vstack([stayed, left]))
let y = try Tensor<Float>.concatenate([.zeros([1800]), .ones([200])])

// The last fifth is used for validation, so the classes must be mixed.
let order = generator.permutation(2000)
let (rows, labels) = (try x.rows(at: order), try y.rows(at: order))

var model = try Sequential(seed: 11) {
  try Normalization(adaptedTo: rows)
  Dense(16, activation: .relu)
  Dropout(0.2, seed: 11)
  Dense(1, activation: .sigmoid)
}
try model.compile(
  optimizer: .adam(learningRate: 0.001), loss: .binaryCrossentropy,
  metrics: [.accuracy, .auc(), .recall()])
let stopping = try EarlyStopping(monitor: "val_auc", patience: 10, restoreBestWeights: true)
let history = try model.fit(
  rows, labels, classWeight: [0: 1, 1: 9], epochs: 100, verbose: .silent, callbacks: [stopping],
  validationSplit: 0.2)

print("Trained \(history.epochs.count) epochs, best \((stopping.bestEpoch ?? 0) + 1)")
print(try model.evaluate(rows, labels))
print(model.summary())

let json = try model.kerasJSON()  // keras.models.model_from_json(text) reads it
let twin = try Sequential(kerasJSON: json)  // and this reads what to_json() of Keras wrote
print(twin.parameterCount == model.parameterCount)

try plotHistory(history, metrics: ["auc"])[0].write(to: "history.svg")
