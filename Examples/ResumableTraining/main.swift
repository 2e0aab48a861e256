// A training that can be killed at any moment and started again: it ends with the same weights, to the last bit.
//
//     ResumableTraining backup
//
// trains with backups in the directory `backup`, and prints the bits of the final weights.

import Logit

let directory = CommandLine.arguments.dropFirst().first ?? "backup"

var generator = RandomGenerator(seed: 42)
let xs = Tensor<Float>(
  try Tensor.vstack([
    generator.normal(mean: 0, standardDeviation: 1, shape: [300, 2]),
    generator.normal(mean: 2, standardDeviation: 1, shape: [300, 2]),
  ]))
let labels = try Tensor<Float>.concatenate([.zeros([300]), .ones([300])])

var model = try Sequential(seed: 42) {
  Dense(8, inputShape: [2], activation: .tanh)
  Dense(1, activation: .sigmoid)
}
try model.compile(optimizer: .adam(learningRate: 0.01), loss: .binaryCrossentropy, metrics: [.accuracy])

// Last among the callbacks, so that it saves what the others changed.
try model.fit(
  xs, labels, epochs: 60, verbose: .silent, callbacks: [BackupAndRestore(directory)])

for tensor in model.weights {
  print(tensor.scalars.map { String($0.bitPattern, radix: 16) }.joined(separator: " "))
}
