// Training that can be killed at any moment and started again: it ends with the same checkpoint, to the last
// bit.
//
//     ResumableTraining backup final.safetensors
//     ResumableTraining backup final.safetensors 7
//
// trains with backups in the directory `backup`, after each epoch or after every 7 batches, and saves
// weights, optimizer, seed and position to `final.safetensors`.

import Logit

let arguments = CommandLine.arguments.dropFirst()
let directory = arguments.first ?? "backup"
let result = arguments.dropFirst().first ?? "final.safetensors"
let batches = arguments.dropFirst(2).first.flatMap { Int($0) }

var generator = RandomGenerator(seed: 42)
let xs = Tensor<Float>(
  try Tensor.vstack([
    generator.normal(mean: 0, standardDeviation: 1, shape: [300, 2]),
    generator.normal(mean: 2, standardDeviation: 1, shape: [300, 2]),
  ]))
let labels = try Tensor<Float>.concatenate([.zeros([300]), .ones([300])])

var model = try Sequential(seed: 42) {
  Dense(8, inputShape: [2], activation: .tanh)
  BatchNormalization()
  Dropout(0.2)
  Dense(1, activation: .sigmoid)
}
try model.compile(
  optimizer: .adam(learningRate: 0.01), loss: .binaryCrossentropy, metrics: [.accuracy, .auc()])

// It is the last callback, so that it saves what the others have changed.
let backup = try BackupAndRestore(directory, saveFrequency: batches.map { .batches($0) } ?? .epoch)
try model.fit(xs, labels, epochs: 60, verbose: .silent, callbacks: [backup])
try model.save(to: result)
