import Logit

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What a problem gave, for people and for programs.
struct DemoReport {
  let problem: String
  let result: DemoResult
  let figurePaths: [String]

  /// One JSON object for all problems.
  static func json(_ reports: [DemoReport], seed: UInt64) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let document = Document(seed: seed, problems: reports.map(\.encoded))
    return String(decoding: try encoder.encode(document), as: UTF8.self)
  }

  private struct Document: Encodable {
    var seed: UInt64
    var problems: [Problem]
  }

  private struct Problem: Encodable {
    var problem: String
    var parameters: [String: [Float]]
    var metrics: [String: Double]
    var boundary: [String: Double]?
    var fitSeconds: Double
    var figures: [String]
  }

  private var encoded: Problem {
    func dictionary<Value>(_ pairs: [(name: String, value: Value)]) -> [String: Value] {
      Dictionary(pairs.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }
    return Problem(
      problem: problem, parameters: dictionary(result.parameters.map { ($0.name, $0.values) }),
      metrics: dictionary(result.metrics),
      boundary: result.boundary.isEmpty ? nil : dictionary(result.boundary),
      fitSeconds: result.fitSeconds, figures: figurePaths)
  }
}
