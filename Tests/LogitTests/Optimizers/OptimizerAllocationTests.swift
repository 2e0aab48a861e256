import CAllocationCounter
import Testing

@testable import Logit

@Suite struct OptimizerAllocationTests {
  static let optimizers: [any Optimizer] =
    OptimizerTests.all + [
      .sgd(learningRate: .cosineDecay(0.1, decaySteps: 100, warmupTarget: 0.2, warmupSteps: 10)),
      .adamW(options: OptimizerOptions(clipping: .norm(0.5)).excludeFromWeightDecay("bias")),
      .adam(
        options: OptimizerOptions(
          weightDecay: 0.1, clipping: .globalNorm(1), averaging: MovingAverage(overwriteFrequency: 3),
          gradientAccumulationSteps: 2)),
      OptimizerTests.HeavyBall(options: OptimizerOptions(clipping: .value(1))),
    ]

  @Test(
    "No optimizer allocates memory in a step, whatever its options",
    .enabled(if: allocation_counter_is_available() != 0, "needs glibc's malloc"),
    .enabled(if: AllocationTests.isOptimized, "unoptimised code boxes generics; run with -c release"),
    arguments: optimizers)
  func stepsDoNotAllocate(_ optimizer: any Optimizer) throws {
    let layers: [any Layer] = [
      Dense(20, inputShape: [30]), Dense(9, isTrainable: false), Dense(5, kernelConstraint: Halved()),
    ]
    let stack = try LayerStack(layers: layers, inputShape: [30])
    let count = stack.storageCount
    let updater = Updater(optimizer, stack: stack, pool: try .shared(), longestRun: 1)
    let workspace = Workspace(reserving: [count, count])
    let (parameters, gradient) = (workspace.slice(count), workspace.slice(count))
    var slots = optimizer.initialSlots(storageCount: count)
    slots.withUnsafeMutableBufferPointer { slots in
      updater.update(parameters: parameters, slots: slots, gradient: gradient, iteration: 1)
      let before = allocation_counter_current()
      for iteration in 2...100 {
        gradient[0] = 1
        updater.update(parameters: parameters, slots: slots, gradient: gradient, iteration: iteration)
      }
      #expect(allocation_counter_current() == before)
    }
  }

  private struct Halved: Constraint {
    func project(_ values: inout MutableSpan<Float>, shape: [Int]) {
      for i in values.indices { values[i] /= 2 }
    }
  }
}
