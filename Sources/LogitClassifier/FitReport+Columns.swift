import Logit
import LogitData

// What the columns are, as far as they are not used as what most of their values are.

extension FitReport {
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
