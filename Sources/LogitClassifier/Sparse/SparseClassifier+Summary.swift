import Logit
import LogitData

extension SparseClassifier {
  /// More coefficients are counted in the summary.
  private static let mostCoefficients = 20

  /// The classifier's columns, classes, strongest coefficients and origin as lines of text.
  ///
  /// - Parameter path: The file it was loaded from; `nil`, the default, if there is none.
  /// - Returns: Several lines, each ending in a line feed.
  public func summaryText(path: String? = nil) -> String {
    let decided = decision.text(classNames: classes.names)
    return """
      \(path.map { "\($0)\n\n" } ?? "")Target \(target ?? "label"): \(DataError.list(classes.names))

      Sparse columns: \(columnCount.grouped), \(columns.count.grouped) with a coefficient
      \(features?.decisions.text ?? "")
      \(coefficientsText)
      \(decided.isEmpty ? "" : "Decision\n" + decided + "\n")Origin
      \(originText)
      """
  }

  /// The constants and the coefficients with the largest magnitudes.
  private var coefficientsText: String {
    let count = columns.count
    let strongest = coefficients.indices.sorted {
      let (first, second) = (coefficients[$0].magnitude, coefficients[$1].magnitude)
      return first == second ? $0 < $1 : first > second
    }.prefix(Self.mostCoefficients)
    let places = Set(strongest.map { $0 % count }).sorted()
    let names = Dictionary(uniqueKeysWithValues: zip(places, columnNames(places.map { Int(columns[$0]) })))
    var table = AlignedText(rightAligned: [classes.count == 2 ? 1 : 2])
    func append(_ name: String, _ k: Int, _ value: Double) {
      let number = value.fixed(decimals: 4)
      if classes.count == 2 {
        table.append(name, number)
      } else {
        table.append(name, classes.names[k], number)
      }
    }
    for (k, intercept) in intercepts.enumerated() { append("intercept", k, intercept) }
    for place in strongest { append(names[place % count] ?? "", place / count, coefficients[place]) }
    let left = coefficients.count - strongest.count
    let towards = classes.count == 2 ? " towards \(classes.names[1].onOneLine)" : ""
    return "Strongest coefficients\(towards), in the columns' own units\n\(table.text)"
      + (left > 0 ? "  and \(left.grouped) more\n" : "")
  }

  private var originText: String {
    var origin = AlignedText()
    let (data, training, scores) = (record["data"], record["training"], record["scores"])
    func add(_ name: String, _ value: JSON?) {
      guard let value, value != .null else { return }
      origin.append(name, value.string ?? value.description)
    }
    add("data", data?["source"])
    add("rows", data?["rows"])
    for name in ["solver", "penalty", "lambda", "l1_ratio", "learning_rate"] { add(name, training?[name]) }
    if training?["converged"] == .bool(false) { origin.append("not converged", "so this is not the optimum") }
    add("measured_on", scores?["measured_on"])
    for name in ["accuracy", "log_loss", "roc_auc"] {
      if let value = scores?[name]?["value"]?.double { origin.append(name, value.fixed(decimals: 4)) }
    }
    add("written by Logit", record["version"])
    return origin.text
  }

  /// The names of some columns: those of features, or the numbers in svmlight files.
  private func columnNames(_ columns: [Int]) -> [String] {
    features?.featureNames(at: columns) ?? columns.map { "column \($0 + firstIndex)" }
  }

  /// The classifier's columns, classes, coefficients and origin as one JSON object.
  ///
  /// - Parameter path: The file it was loaded from; `nil`, the default, if there is none.
  /// - Returns: The object on one line.
  public func summaryJSON(path: String? = nil) -> String {
    let predicted = classes.count == 2 ? Array(classes.names.suffix(1)) : classes.names
    let names = columnNames(columns.map { Int($0) })
    var members = [
      JSON.Member("model", path.map { .string($0) } ?? .null),
      JSON.Member("target", target.map { .string($0) } ?? .null),
      JSON.Member("classes", .array(classes.names.map { .string($0) })),
      JSON.Member("columns", .array((features?.decisions ?? []).map(\.json))),
      JSON.Member("column_count", .integer(columnCount)), JSON.Member("first_index", .integer(firstIndex)),
      JSON.Member("nonzero", .integer(columns.count)),
      JSON.Member(
        "intercepts",
        .array(zip(predicted, intercepts).map { ["class": .string($0), "estimate": .finite($1)] })),
      JSON.Member(
        "coefficients",
        .array(
          coefficients.indices.map { place in
            [
              "feature": .string(names[place % names.count]),
              "class": .string(predicted[place / names.count]), "weight": .null,
              "estimate": .number(coefficients[place]),
            ]
          })),
    ]
    if decision != .usual { members.append(JSON.Member("decision", decision.json)) }
    members.append(JSON.Member("provenance", record))
    return JSON.object(members).description
  }
}
