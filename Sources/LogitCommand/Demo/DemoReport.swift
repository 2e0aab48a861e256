import Logit
import LogitClassifier

/// What a problem gave, for people and for programs.
struct DemoReport {
  let problem: String
  let result: DemoResult
  let figurePaths: [String]

  /// One JSON object for all problems.
  static func json(_ reports: [DemoReport], seed: UInt64) -> String {
    KerasValue.object(
      ("seed", Int(exactly: seed).map { .integer($0) } ?? .string("\(seed)")),
      ("problems", .array(reports.map(\.json)))
    ).description
  }

  private var json: KerasValue {
    func object(_ pairs: [(name: String, value: Double)]) -> KerasValue {
      .object(pairs.map { KerasMember($0.name, .finite($0.value)) })
    }
    // Parameters with the digits of single precision, as they are printed.
    let parameters = result.parameters.map { parameter in
      KerasMember(parameter.name, .array(parameter.values.map { .finite(Double("\($0)") ?? .nan) }))
    }
    var members = [
      KerasMember("problem", .string(problem)), KerasMember("parameters", .object(parameters)),
      KerasMember("metrics", object(result.metrics)),
    ]
    if !result.boundary.isEmpty { members.append(KerasMember("boundary", object(result.boundary))) }
    return .object(
      members + [
        KerasMember("fit_seconds", .finite(result.fitSeconds)),
        KerasMember("figures", .array(figurePaths.map { .string($0) })),
      ])
  }
}
