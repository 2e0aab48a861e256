import Logit
import LogitData

/// What reports on trainings on sparse rows have in common, whether the rows are gone over or come once.
protocol SparseRowsReport {
  var source: String { get }
  var rowCount: Int { get }
  var droppedRowCount: Int { get }
  var uncountedRowCount: Int { get }
  var columnCount: Int { get }
  var entryCount: Int { get }
  var firstIndex: Int { get }
  var decisions: [ColumnDecision] { get }
  var classNames: [String] { get }
  /// The rows of each class.
  var classCounts: [Int] { get }
  var intercepts: [Double] { get }
  /// All of the report's members, in their order.
  var members: [JSON.Member] { get }
}

extension SparseRowsReport {
  /// The report as one JSON object, on one line, with the file the model was written to.
  func object(modelPath: String?) -> String {
    JSON.object([JSON.Member("model", modelPath.map { .string($0) } ?? .null)] + members).description
  }

  /// Rows, classes and columns.
  var dataMembers: [JSON.Member] {
    [
      JSON.Member(
        "data",
        [
          "source": .string(source), "rows": .integer(rowCount), "columns": .integer(columnCount),
          "entries": .integer(entryCount), "first_index": .integer(firstIndex),
          "dropped_rows": .integer(droppedRowCount), "uncounted_rows": .integer(uncountedRowCount),
        ]),
      JSON.Member(
        "target",
        [
          "classes": .array(
            zip(classNames, classCounts).map { ["name": .string($0), "training_rows": .integer($1)] })
        ]), JSON.Member("columns", .array(decisions.map(\.json))),
    ]
  }

  /// The constants.
  var interceptsMember: JSON.Member {
    let names = classNames.count == 2 ? Array(classNames.suffix(1)) : classNames
    return JSON.Member(
      "intercepts", .array(zip(names, intercepts).map { ["class": .string($0), "estimate": .finite($1)] }))
  }

  /// What a model file keeps of the training, behind what comes first.
  func kept(after first: [JSON.Member]) -> JSON {
    .object(
      [JSON.Member("version", .string(LogitVersion.current))] + first
        + members.filter { $0.name != "columns" })
  }

  /// Rows and columns, as lines of text.
  var dataText: String {
    var text =
      "\(source): \(rowCount.counted("row")), \(columnCount.counted("column")), \(entryCount.grouped) entries that are "
      + "not 0\n"
    if droppedRowCount > 0 { text += "\(droppedRowCount.counted("row")) without a class left out\n" }
    if uncountedRowCount > 0 { text += "\(uncountedRowCount.counted("row")) of weight 0 left out\n" }
    return text
  }
}
