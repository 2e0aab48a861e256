import Logit
import LogitData

/// What was noticed while rows were predicted, which is worth knowing but not an error.
public struct PredictionNotes: Sendable, Equatable {
  /// The numbers of missing and unknown values, by column.
  public var counts: PredictionCounts
  /// The columns that the classifier neither uses nor left out in training.
  public var extraColumns: [String]
  /// The terms of a regression that have no finite coefficient, since its classes were separated.
  public package(set) var separated: [String] = []
  /// The columns that hold nothing but numbers, where the model has learned texts.
  public internal(set) var numbersForTexts: [String] = []
  /// The rows that could not be predicted.
  public internal(set) var errors = RowErrors()

  /// The sets of classes that were made; `nil` if none were asked for.
  public internal(set) var sets: SetNotes?

  /// Makes notes.
  ///
  /// - Parameters:
  ///   - counts: The numbers of missing and unknown values; none by default.
  ///   - extraColumns: The columns that are not used; none by default.
  public init(counts: PredictionCounts = PredictionCounts(), extraColumns: [String] = []) {
    (self.counts, self.extraColumns) = (counts, extraColumns)
  }

  /// The line about unused columns; empty if there are none.
  private var extraColumnsText: String {
    guard !extraColumns.isEmpty else { return "" }
    return extraColumns.count == 1
      ? "Note: the column \(DataError.list(extraColumns)) is not used: the model does not know it.\n"
      : "Note: the columns \(DataError.list(extraColumns)) are not used: the model does not know them.\n"
  }

  /// The line about coefficients without a finite estimate; empty if there are none.
  private var separatedText: String {
    guard !separated.isEmpty else { return "" }
    return
      "Note: the classes were separated in the rows of the regression, so \(DataError.list(separated)) "
      + "\(separated.count == 1 ? "has" : "have") no finite coefficient. Probabilities are those where the search for it "
      + "ended: how near they are to 0 and 1 means nothing.\n"
  }

  /// The line about columns that may be others than those learned from; empty if there are none.
  private var numbersText: String {
    guard !numbersForTexts.isEmpty else { return "" }
    let names = DataError.list(numbersForTexts)
    return numbersForTexts.count == 1
      ? "Note: the column \(names) holds numbers only, but texts were learned: it may be another one.\n"
      : "Note: the columns \(names) hold numbers only, but texts were learned: they may be other ones.\n"
  }

  /// The line about rows that could not be predicted; empty if there are none.
  package var errorsText: String { errors.text(of: counts.rowCount + errors.count) }

  /// The members of the JSON object after the predictions.
  var jsonMembers: String {
    let rowCount = counts.rowCount + (errors.policy == .mark ? errors.count : 0)
    var members = [
      JSON.Member("rows", .integer(rowCount)), JSON.Member("missing", counts.missing.json),
      JSON.Member("unknown", counts.unknown.json),
      JSON.Member("extra_columns", .array(extraColumns.map { .string($0) })),
    ]
    if !separated.isEmpty { members.append(JSON.Member("separated", .array(separated.map { .string($0) }))) }
    if let sets { members.append(JSON.Member("coverage", sets.json)) }
    if errors.policy != .fail { members.append(JSON.Member("errors", .integer(errors.count))) }
    return String("\(JSON.object(members))".dropFirst().dropLast())
  }
}

extension PredictionCounts {
  /// What was missing and unknown, a sentence each; empty if nothing was.
  var sentences: [String] {
    func sentence(_ counts: [String: Int], _ beginning: String) -> [String] {
      counts.isEmpty ? [] : ["\(beginning): \(Self.list(counts)); of \(rowCount.counted("row"))."]
    }
    return sentence(missing, "Missing values were treated as learned in training")
      + sentence(unknown, "Categories that did not occur in training")
  }

  /// More columns than this are counted instead of listed.
  private static let mostListed = 10

  private static func list(_ counts: [String: Int]) -> String {
    let texts = counts.sorted { $0.key < $1.key }.map { "\($0.value.grouped) in \"\($0.key)\"" }
    let left = texts.count - mostListed
    return texts.prefix(mostListed).joined(separator: ", ")
      + (left > 0 ? " and \(counts.values.reduce(0, +).grouped) in all \(texts.count.grouped) columns" : "")
  }
}

extension PredictionNotes: CustomStringConvertible {
  /// A line for each note; empty if there are none.
  public var description: String {
    extraColumnsText + separatedText + countsText + numbersText + (sets?.text ?? "") + errorsText
  }

  /// The lines about missing and unknown values; empty if there are none.
  private var countsText: String {
    counts.sentences.map { "Note: \($0.prefix(1).lowercased())\($0.dropFirst())\n" }.joined()
  }
}

extension [String: Int] {
  /// A JSON object of numbers, in the order of their names.
  package var json: JSON {
    .object(sorted { $0.key < $1.key }.map { JSON.Member($0.key, .integer($0.value)) })
  }
}
