import Foundation
import Logit
import LogitData
import Testing

@testable import LogitClassifier

/// Rows that count as a column says, against scikit-learn's `sample_weight`; see
/// `Fixtures/Weights/make_sample_weights.py`.
@Suite struct SampleWeightTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    var target: String
    var lambda: Double
    var classes: [String]
    var features: [String]
    var coefficients: [[Double]]
    var intercepts: [Double]

    var testDescription: String { "\(target) at \(lambda)" }

    static func all() throws -> [Case] {
      struct File: Decodable { var cases: [Case] }
      return try JSONDecoder().decode(File.self, from: Data(Fixture.bytes("Weights/sample-weights.json")))
        .cases
    }
  }

  private static func table() throws -> Table { try Table(csv: Fixture.path("Weights/sample-weights.csv")) }

  private static func largestDifference(_ found: [Double], _ expected: [Double]) -> Double {
    guard found.count == expected.count else { return .infinity }
    return zip(found, expected).reduce(0) { max($0, abs($1.0 - $1.1) / max(1, abs($1.1))) }
  }

  @Test(
    "A table's fit with weights is scikit-learn's, of two classes and of three", arguments: try Case.all())
  func table(_ reference: Case) throws {
    var options = ClassifierOptions()
    (options.features, options.weights) = (["x1", "x2", "color"], "w")
    options.method = .optimum(OptimumOptions(penalty: .ridge(reference.lambda)))
    options.measuring = .holdout(0)
    try Self.expect(
      Classifier.fit(Self.table(), target: reference.target, options: options).report, like: reference)
  }

  private static func expect(_ report: FitReport, like reference: Case) throws {
    #expect(report.training.solution?.isConverged == true)
    for (label, name) in reference.classes.enumerated() {
      let lines = report.coefficients.filter { $0.className == name }
      // Categories are told as they are encoded, and as differences from the mean of their column.
      let found = reference.features.map { feature in
        lines.first { $0.feature == feature }.map {
          feature.hasPrefix("color=") ? $0.weight : $0.estimate
        } ?? .nan
      }
      let expected = reference.coefficients[label]
      // Features are single-precision numbers, of 6e-8, whose rounding is averaged over the rows.
      #expect(largestDifference(found, expected) < 2e-8, "\(name): \(found) \(expected)")
      let mean = expected[2...].reduce(0, +) / 3
      let intercept = report.intercepts.first { $0.className == name }?.estimate ?? .nan
      #expect(largestDifference([intercept], [reference.intercepts[label] + mean]) < 2e-7)
    }
  }

  /// The report of a fit of the table without rows that count for nothing, which are not in memory: from the disk,
  /// and in rounds.
  private static func streamed(_ target: String, _ options: ClassifierOptions) throws -> [FitReport] {
    let file = TemporaryFile(".csv")
    let lines = try String(decoding: Fixture.bytes("Weights/sample-weights.csv"), as: UTF8.self)
      .split(separator: "\n").filter { $0.split(separator: ",")[3] != "0.0" }
    try StagedFile.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: file.path)
    let read = try CSVFiles([file.path], options: CSVOptions())
    let fromDisk = try DescribedTable(read, target: target, source: "rows", options: options).training().run()
    let plan = try ShardPlan(
      [file.path], csv: CSVOptions(), target: target, source: "rows", options: options,
      shardByteCount: 1 << 20)
    let (part, written) = (TemporaryFile(".part"), TemporaryFile(".state"))
    var state: RoundState?
    for _ in 0..<40 {
      try StagedFile.write(ShardWork(plan, shard: 0).part(state).encoded, to: part.path)
      switch try Combination(plan).combine(state, parts: [part.path]) {
      case .finished(_, let report, _): return [fromDisk.report, report]
      case .unfinished(var next, _):
        try next.write(to: written.path)
        state = next
      }
    }
    return [fromDisk.report]
  }

  @Test(
    "Rows that are not in memory have scikit-learn's coefficients, too", arguments: try Case.all())
  func streamed(_ reference: Case) throws {
    var options = ClassifierOptions()
    (options.features, options.weights) = (["x1", "x2", "color"], "w")
    options.method = .optimum(OptimumOptions(penalty: .ridge(reference.lambda)))
    options.measuring = .holdout(0)
    let reports = try Self.streamed(reference.target, options)
    #expect(reports.count == 2 && reports[0].coefficients == reports[1].coefficients)
    for report in reports { try Self.expect(report, like: reference) }
  }

  @Test("Rows in double precision have scikit-learn's coefficients to ten digits", arguments: try Case.all())
  func rows(_ reference: Case) throws {
    let table = try Self.table()
    let weights = try table.column("w").numbers()
    let colors = try table.column("color").strings().map { $0 ?? "" }
    let targets = try table.column(reference.target).strings().map { $0 ?? "" }
    let names = Array(Set(targets)).sorted()
    let numbers = try ["x1", "x2"].map { try table.column($0).numbers() }
    let total = weights.reduce(0, +)
    let deviations = numbers.map { column in
      let mean = zip(column, weights).reduce(0) { $0 + $1.0 * $1.1 } / total
      return (zip(column, weights).reduce(0) { $0 + $1.1 * ($1.0 - mean) * ($1.0 - mean) } / total)
        .squareRoot()
    }
    let categories = ["blue", "green", "red"]
    let x = targets.indices.flatMap { row in
      zip(numbers, deviations).map { $0[row] / $1 } + categories.map { colors[row] == $0 ? 1 : 0 }
    }
    var regression = LogisticRegression(penalty: .ridge(reference.lambda))
    regression.standardizes = false
    let model = try regression.fit(
      Tensor(x, shape: [targets.count, 5]), targets.map { Int32(names.firstIndex(of: $0) ?? 0) },
      classCount: names.count, weights: weights)
    for label in reference.classes.indices {
      let found = (0..<5).map { model.coefficients[label, $0] / ($0 < 2 ? deviations[$0] : 1) }
      #expect(Self.largestDifference(found, reference.coefficients[label]) < 1e-10)
    }
    #expect(Self.largestDifference(model.intercepts, reference.intercepts) < 1e-10)
  }
}
