import Logit
import LogitData

// What the columns are, as far as they are not used as what most of their values are.

extension FitReport {
  /// What is worth knowing about columns, each on a line of its own; empty if there is nothing.
  ///
  /// - Parameter names: What options are called; the libraries' own names by default.
  /// - Returns: The lines.
  package func columnsText(_ names: OptionNames = OptionNames()) -> String {
    guard !columnFindings.isEmpty else { return "" }
    let shown = columnFindings.prefix(20).map { "  - \($0.message(names))\n" }
    let more = columnFindings.count - shown.count
    return "Columns to look at\n" + shown.joined() + (more > 0 ? "  and \(more.grouped) more\n" : "")
  }

  /// What was done with each column, and what most of its texts are.
  ///
  /// - Parameter names: What options are called.
  func columnsJSON(_ names: OptionNames) -> JSON {
    var diagnosisOfColumn: [String: ColumnDiagnosis] = [:]
    for diagnosis in diagnoses { diagnosisOfColumn[diagnosis.column] = diagnosis }
    return .array(
      decisions.map { decision in
        guard let diagnosis = diagnosisOfColumn[decision.column] else { return decision.json }
        return .object((decision.json.object ?? []) + [JSON.Member("diagnosis", diagnosis.json(names))])
      })
  }
}
