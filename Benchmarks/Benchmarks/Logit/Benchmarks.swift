// What single parts of Logit take, in process: swift package benchmark

import Benchmark
import BenchmarkWorkloads
import Logit

let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .throughput, .peakMemoryResident], maxDuration: .seconds(2))

  for name in ["tutorial-1d", "tutorial-2d", "tutorial-softmax"] {
    Benchmark("fit \(name)") { benchmark in
      let workload = try required(TrainingWorkload.named(name))
      benchmark.startMeasurement()
      for _ in benchmark.scaledIterations { blackHole(try workload.run()) }
    }
  }

  Benchmark("predict 1,000,000 rows of 28 features") { benchmark in
    let workload = try required(PredictionWorkload.named("predict-1m"))
    benchmark.startMeasurement()
    for _ in benchmark.scaledIterations { blackHole(try workload.run()) }
  }

  Benchmark("predict one row of 28 features", configuration: .init(scalingFactor: .kilo)) { benchmark in
    let prediction = try RowPrediction(try required(PredictionWorkload.named("predict-one")))
    benchmark.startMeasurement()
    blackHole(try prediction.run(count: benchmark.scaledIterations.count))
  }

  Benchmark("Adam update of 101,770 weights", configuration: .init(scalingFactor: .kilo)) { benchmark in
    let count = 101_770
    let gradient = [Float](repeating: 0.1, count: count)
    var weights = [Float](repeating: 0, count: count)
    var slots = [Float](repeating: 0, count: 2 * count)
    let optimizer = Adam()
    slots.withUnsafeMutableBufferPointer { slots in
      let slots = OptimizerSlots(slots, count: optimizer.slotNames.count)
      benchmark.startMeasurement()
      for iteration in benchmark.scaledIterations {
        var parameters = weights.mutableSpan
        optimizer.update(
          parameters: &parameters, gradient: gradient.span, slots: slots, learningRate: 0.001,
          iteration: iteration + 1)
      }
      benchmark.stopMeasurement()
    }
    blackHole(weights)
  }

  Benchmark("Dense forward, 128 x 784 -> 128", configuration: .init(scalingFactor: .kilo)) { benchmark in
    let layer = Dense(128, inputShape: [784])
    let input = [Float](repeating: 0.5, count: 128 * 784)
    let parameters = [Float](repeating: 0.01, count: 785 * 128)
    var output = [Float](repeating: 0, count: 128 * 128)
    benchmark.startMeasurement()
    for _ in benchmark.scaledIterations {
      var span = output.mutableSpan
      layer.forward(input: input.span, parameters: parameters.span, output: &span, rows: 128)
    }
    benchmark.stopMeasurement()
    blackHole(output)
  }
}

/// The workload, which every name used above has.
func required<Workload>(_ workload: Workload?) throws -> Workload {
  guard let workload else { throw UnknownWorkload() }
  return workload
}

struct UnknownWorkload: Error {}
