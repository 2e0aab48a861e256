#if Command
import Logit
import LogitClassifier

/// What a problem gave, for people and for programs.
struct DemoReport {
  let problem: String
  let result: DemoResult
  let figurePaths: [String]

  /// One JSON object for all problems.
  static func json(_ reports: [DemoReport], seed: UInt64) -> String {
    ([
      "seed": Int(exactly: seed).map { .integer($0) } ?? .string("\(seed)"),
      "problems": .array(reports.map(\.json)),
    ] as JSON).description
  }

  private var json: JSON {
    func object(_ pairs: [(name: String, value: Double)]) -> JSON {
      .object(pairs.map { JSON.Member($0.name, .finite($0.value)) })
    }
    // Parameters with the digits of single precision, as they are printed.
    let parameters = result.parameters.map { parameter in
      JSON.Member(parameter.name, .array(parameter.values.map { .finite(Double("\($0)") ?? .nan) }))
    }
    var members = [
      JSON.Member("problem", .string(problem)), JSON.Member("parameters", .object(parameters)),
      JSON.Member("metrics", object(result.metrics)),
    ]
    if !result.boundary.isEmpty { members.append(JSON.Member("boundary", object(result.boundary))) }
    return .object(
      members + [
        JSON.Member("fit_seconds", .finite(result.fitSeconds)),
        JSON.Member("figures", .array(figurePaths.map { .string($0) })),
      ])
  }
}
#endif
