import Logit
import LogitData
import LogitStatistics

// What the classes show: how many rows they have, how they were weighted, and whether they overlap.

extension FitFindings {
  func imbalance() -> [Finding] {
    guard training.options.classWeight == .equal else { return [] }
    return Finding.imbalance(training.balance.names, counts: training.balance.counts)
  }

  /// Weights of classes change what probabilities mean: with balanced ones the model answers as if all
  /// classes were equally frequent.
  func weighted() throws -> [Finding] {
    // Corrected probabilities are for the shares that were given, and curves are learned from rows that count
    // alike.
    let decision = training.options.decision
    guard let weights = training.classWeights, decision.prior.isEmpty,
      decision.calibration == nil || decision.calibration == .temperature
    else { return [] }
    let names = training.balance.names
    let used = names.indices.map { Double(weights[$0] ?? 1) }
    guard Set(used).count > 1 else { return [] }
    let means = try (measured?.rows).map(meanProbabilities)
    let shares = shares(of: measured?.counts ?? training.balance.trainingCounts)
    // The class whose probability is raised the most is the one to speak of.
    let index = used.indices.max { used[$0] < used[$1] } ?? 0
    let example = means.map {
      ": that of \"\(names[index])\" is \($0[index].fixed(decimals: 3)) on average over the held-out rows, of which "
        + "\(shares[index].percent) are"
    }
    let how =
      training.options.classWeight == .balanced
      ? "Classes count alike in training, however rare" : "Classes are weighted in training"
    return [
      Finding(
        .balancedWeights, classes: names,
        message:
          "\(how), so the probabilities no longer match how frequent the classes are\(example ?? ""). Use them to "
          + "rank rows; for probabilities to be taken at their word, train without weights, or say how frequent the classes are.",
        evidence: [
          "weights": .array(used.map { .finite($0) }),
          "shares": .array(shares.map { .finite($0) }),
          "mean_probabilities": means.map { .array($0.map { .finite($0) }) } ?? .null,
        ], option: prior(names))
    ]
  }

  /// The shares of the rows that were read, as an option; `nil` of many classes.
  private func prior(_ names: [String]) -> OptionAdvice? {
    guard names.count <= Self.mostAdvised else { return nil }
    let shares = shares(of: training.balance.counts)
    // The most frequent class has the rest, so that a share near 1 is not rounded to it.
    guard let most = shares.indices.max(by: { shares[$0] < shares[$1] }) else { return nil }
    let given = names.indices.filter { $0 != most }.compactMap { index -> OptionAdvice.Share? in
      guard shares[index] > 0, let share = Double(shares[index].text(digits: Self.advisedDigits)) else {
        return nil
      }
      return OptionAdvice.Share(name: names[index], share: share)
    }
    return given.count == names.count - 1 ? .prior(given) : nil
  }

  /// The significant digits of a share that is advised.
  private static let advisedDigits = 4
  /// Of more classes, the option would be too long to read.
  private static let mostAdvised = 6

  private func shares(of counts: [Int]) -> [Double] {
    let total = Double(max(counts.reduce(0, +), 1))
    return counts.map { Double($0) / total }
  }

  private func meanProbabilities(_ rows: ProbabilityRows) throws -> [Double] {
    let (head, count) = (training.classes.head, training.classes.count)
    var sums = [Double](repeating: 0, count: count)
    try rows.forEachBatch { batch in
      head.probabilities(batch.probabilities).withUnsafeBufferPointer { p in
        for place in p.indices { sums[place % count] += Double(p[place]) }
      }
    }
    return sums.map { $0 / Double(max(rows.rowCount, 1)) }
  }
}
