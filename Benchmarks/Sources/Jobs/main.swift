// What it costs that a training is a job whose progress somebody reads, and how soon a job ends that is cancelled: a line of
// Markdown for each.

import Logit

/// The element in the middle, and the largest.
private func summary(_ times: [Double]) -> (median: Double, largest: Double) {
  let sorted = times.sorted()
  return (sorted[sorted.count / 2], sorted[sorted.count - 1])
}

private let clock = ContinuousClock()

@MainActor private func milliseconds(_ body: @MainActor () async throws -> Void) async rethrows -> Double {
  let start = clock.now
  try await body()
  let (seconds, attoseconds) = (clock.now - start).components
  return Double(seconds) * 1e3 + Double(attoseconds) * 1e-15
}

private func text(_ number: Double) -> String { "\((number * 100).rounded() / 100)" }

// MARK: - The cost of progress

private var generator = RandomGenerator(seed: 1)
private let x = generator.normal(mean: 0, standardDeviation: 1, shape: [20_000, 64])
private let rows = Tensor<Float>(x)
private let labels = Tensor<Float>(rows.column(0) .> 0)
private var model = try Sequential(seed: 1) {
  Dense(32, inputShape: [64], activation: .relu)
  Dense(1, activation: .sigmoid)
}
try model.compile(optimizer: .adam, loss: .binaryCrossentropy, metrics: [.accuracy])

/// As many epochs as take some 50 milliseconds.
private var epochs = 1
while try await milliseconds({
  var copy = model
  try copy.fit(rows, labels, epochs: epochs, verbose: .silent)
}) < 50 { epochs += 1 }

private var (direct, asJobs, differences): ([Double], [Double], [Double]) = ([], [], [])
for round in 0..<101 {
  @MainActor func fit() async throws {
    direct.append(
      try await milliseconds {
        var copy = model
        try copy.fit(rows, labels, epochs: epochs, verbose: .silent)
      })
  }
  @MainActor func job() async throws {
    asJobs.append(
      try await milliseconds {
        let job = model.training(rows, labels, epochs: epochs)
        for await progress in job.progress where progress.step < 0 { print(progress) }
        _ = try await job.value
      })
  }
  // Whoever comes second finds a warmer cache.
  if round.isMultiple(of: 2) { try await fit(); try await job() } else { try await job(); try await fit() }
  differences.append(asJobs[round] - direct[round])
}
private let (fit, cost) = (summary(direct).median, summary(differences).median)
print("| | median | at most |\n|---|--:|--:|")
print("| `fit`, \(epochs) epochs | \(text(fit)) ms | |")
print("| a job, its progress read | \(text(summary(asJobs).median)) ms | |")
print("| more than `fit`, in pairs | \(text(cost)) ms (\(text(100 * cost / fit)) %) | |")

// MARK: - The time until a cancelled job has ended

private let wide = Tensor<Float>(repeating: 0.1, shape: [60_000, 784])
private let classes = Tensor<Float>.zeros([60_000])
private var network = try Sequential(seed: 1) {
  Dense(64, inputShape: [784], activation: .relu)
  Dense(10, activation: .softmax)
}
try network.compile(optimizer: .adam, loss: .sparseCategoricalCrossentropy, metrics: [.accuracy])
private var ends: [Double] = []
for round in 0..<41 {
  let job = network.training(wide, classes, epochs: 1000)
  // Somewhere in an epoch.
  try await Task.sleep(for: .milliseconds(40 + 7 * round))
  ends.append(
    await milliseconds {
      job.cancel()
      _ = try? await job.value
    })
}
private let end = summary(ends)
print("| cancelled in an epoch of 60,000 x 784 | \(text(end.median)) ms | \(text(end.largest)) ms |")
