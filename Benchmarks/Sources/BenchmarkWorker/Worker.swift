import BenchmarkWorkloads
import Logit

/// Keeps workloads ready and runs them on request.
struct Worker {
  private static let rowsPerPredictionRun = 20_000

  private var trainings: [String: TrainingWorkload] = [:]
  private var predictions: [String: PredictionWorkload] = [:]

  mutating func answer(_ request: Request) throws -> Reply {
    var reply = try run(request)
    reply.peakResidentBytes = PeakMemory.bytes
    return reply
  }

  private mutating func run(_ request: Request) throws -> Reply {
    let name = request.workload
    if let workload = try trainings[name] ?? TrainingWorkload.named(name) {
      trainings[name] = workload
      return try train(workload, request)
    }
    guard let workload = try predictions[name] ?? PredictionWorkload.named(name) else {
      return Reply(error: "there is no workload \(name)")
    }
    predictions[name] = workload
    return try predict(workload, request)
  }

  private func train(_ workload: TrainingWorkload, _ request: Request) throws -> Reply {
    var reply = Reply()
    var trained = workload.model
    let verbose: Verbosity = request.terminal == nil ? .silent : .progressBar
    try StandardOutput.connected(to: request.terminal) {
      for _ in 0..<request.repeat {
        let (seconds, model) = try workload.run(shuffle: request.shuffle ?? true, verbose: verbose)
        reply.seconds.append(seconds)
        trained = model
      }
    }
    reply.loss = try workload.loss(of: trained)
    return reply
  }

  private func predict(_ workload: PredictionWorkload, _ request: Request) throws -> Reply {
    var reply = Reply()
    for _ in 0..<request.repeat {
      if workload.x.shape[0] == 1 {
        let prediction = try RowPrediction(workload)
        let start = ContinuousClock().now
        reply.loss = Double(try prediction.run(count: Self.rowsPerPredictionRun))
        reply.seconds.append((ContinuousClock().now - start).seconds / Double(Self.rowsPerPredictionRun))
      } else {
        let (seconds, mean) = try workload.run()
        reply.seconds.append(seconds)
        reply.loss = mean
      }
    }
    return reply
  }
}
