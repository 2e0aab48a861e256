import BenchmarkWorkloads
import Logit

/// A training of one epoch, of any size.
struct Problem {
  static let batchSize = 128
  private static let leastRepeats = 3
  private static let mostSeconds = 1.5

  var rows: Int
  var features: Int
  var classes: Int

  /// The bytes of the rows and of their labels.
  var dataBytes: Int { rows * (features + 1) * MemoryLayout<Float>.size }

  /// The fastest of several epochs, in seconds, and the most memory resident meanwhile beyond the data.
  func measure() throws -> Measurement {
    let samples = Samples.clusters(rows: rows, features: features, classes: classes)
    let layer: Dense
    let loss: any Loss
    if classes == 2 {
      (layer, loss) = (Dense(1, inputShape: [features], activation: .sigmoid), .binaryCrossentropy)
    } else {
      layer = Dense(classes, inputShape: [features], activation: .softmax)
      loss = .sparseCategoricalCrossentropy
    }
    let workload = try TrainingWorkload(
      samples: samples, layers: [layer], optimizer: .adam(), loss: loss, metrics: [], epochs: 1,
      batchSize: Self.batchSize)
    // Drawing the rows took memory of its own.
    PeakMemory.reset()
    var times: [Double] = []
    while times.count < Self.leastRepeats || times.reduce(0, +) < Self.mostSeconds {
      times.append(try workload.run().0)
    }
    return Measurement(seconds: times.min() ?? .nan, extraBytes: PeakMemory.bytes - dataBytes)
  }
}

/// What a problem took.
struct Measurement {
  var seconds: Double
  var extraBytes: Int
}
