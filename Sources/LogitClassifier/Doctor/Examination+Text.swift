public import Logit
public import LogitData

extension Examination: CustomStringConvertible {
  /// The classes and the findings, as lines of text.
  public var description: String { description(atLeast: .info, OptionNames()) }

  /// The classes and the findings, as lines of text.
  ///
  /// - Parameters:
  ///   - severity: The least severity of a finding that is listed.
  ///   - names: What options are called.
  /// - Returns: The lines.
  package func description(atLeast severity: Finding.Severity, _ names: OptionNames) -> String {
    let compared = comparedSource.map { ", compared with \($0)" } ?? ""
    let listed = findings.filter { $0.severity >= severity }
    let text = listed.text(names)
    return "\(source): \(rowCount.counted("row")), target \"\(target)\"\(classesText)\(compared)\n\n"
      + (text.isEmpty ? nothing(atLeast: severity) : text)
      + notLookedFor.map { "\n\($0)\n" }.joined()
  }

  private func nothing(atLeast severity: Finding.Severity) -> String {
    let left = findings.count
    return left == 0
      ? "Nothing was found.\n"
      : "Nothing of this severity was found; \(left.counted("finding")) \(left == 1 ? "is" : "are") less serious.\n"
  }

  private var classesText: String {
    let total = Double(max(classCounts.reduce(0, +), 1))
    let shown = zip(classNames, classCounts).prefix(5).map { "\"\($0)\" \((Double($1) / total).percent)" }
    guard !shown.isEmpty else { return "" }
    let more = classNames.count - shown.count
    return " (\(shown.joined(separator: ", "))\(more > 0 ? " and \(more.grouped) more" : ""))"
  }

  /// The examination as one JSON object: `source`, `target`, `rows`, `against`,
  /// `findings`, and `not_looked_for` if there is anything.
  ///
  /// - Parameter severity: The least severity of a finding that is listed;
  ///   ``/LogitData/Finding/Severity/info`` by default, which lists all.
  /// - Returns: The object.
  public func json(atLeast severity: Finding.Severity = .info) -> JSON {
    json(atLeast: severity, OptionNames())
  }

  /// The examination as one JSON object.
  ///
  /// - Parameters:
  ///   - severity: The least severity of a finding that is listed.
  ///   - names: What options are called.
  /// - Returns: The object.
  package func json(atLeast severity: Finding.Severity, _ names: OptionNames) -> JSON {
    var members = [
      JSON.Member("source", .string(source)), JSON.Member("target", .string(target)),
      JSON.Member("rows", .integer(rowCount)),
      JSON.Member("against", comparedSource.map { .string($0) } ?? .null),
      JSON.Member(
        "findings", .array(findings.filter { $0.severity >= severity }.map { $0.json(names) })),
    ]
    if !notLookedFor.isEmpty {
      members.append(JSON.Member("not_looked_for", .array(notLookedFor.map { .string($0) })))
    }
    return .object(members)
  }
}
