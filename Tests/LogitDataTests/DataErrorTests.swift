import Foundation
import Logit
import LogitData
import LogitTestSupport
import Testing

@Suite struct DataErrorTests {
  /// One error of each case.
  static let all: [DataError] = [
    .unknownColumn(name: "agge", role: "feature", nearest: "age", known: ["age", "sex"]),
    .unknownColumn(name: "age", role: "target", nearest: nil, known: ["column_1", "column_2"]),
    .unknownColumn(name: "age", role: "target", nearest: nil, known: []),
    .duplicateColumn(name: "age", first: 2, second: 5, source: "patients.csv"),
    .columnLengths(name: "age", expected: 10, found: 9),
    .rowOutOfRange(row: 10, count: 10),
    .missingColumns(names: ["age", "sex"], known: ["height", "weight"]),
    .missingValues(column: "age", count: 3, firstRow: 11),
    .unknownCategory(column: "city", row: 4, value: "Oslo", known: ["Bergen", "Tromsø"]),
    .tooLargeNumber(column: "energy", row: 4, value: "1e+300"),
    .learnedOtherwise(column: "age", learned: "numbers", found: "texts"),
    .ambiguousDates(column: "day", row: 2, value: "04/08/2023"),
    .quantityTarget(column: "price", valueCount: 146),
    .proportionTarget(column: "share"),
    .unreadableValue(column: "age", row: 1, value: "n.a.", expected: "a number", count: 3),
    .unreadableValue(
      column: "price", row: 1, value: "327,928", expected: "a number", count: 3,
      remedies: [.oneOf([.thousands(","), .decimalComma]), .strip("$")]),
    .noFeatures(reasons: ["id: every row has another value"]),
    .notAdapted(feature: "age"),
    .unknownFormat(path: "table.xls", known: [".csv", ".npy"]),
    .wrongKind(
      column: "city", expected: "numbers", found: "texts", remedy: "leave the column out"),
    .emptyFile(path: "patients.csv"),
    .headerOnly(path: "patients.csv", columns: ["age", "sex"]),
    .notText(path: "patients.csv", found: "a PNG image", remedy: "give a text file"),
    .foreignFormat(path: "patients.xlsx", found: "an Excel workbook", remedy: "save the sheet as CSV"),
    .unreadableColumn(path: "patients.parquet", column: "tags", found: "lists", canLeaveOut: true),
    .unreadableColumn(path: "patients.parquet", column: "tags", found: "lists", canLeaveOut: false),
    .linesAboveHeader(path: "patients.csv", line: 4, fields: 5, found: 1),
    .arraysToChoose(path: "mnist.npz", arrays: ["\"x_train\" [60000, 28, 28]", "\"y_train\" [60000]"]),
    .tableToChoose(path: "clinic.db", tables: ["patients", "visits"]),
    .notUTF8(
      path: "patients.csv", line: 3, column: "\"city\"", found: "Troms\u{FFFD}", likely: .windows1252),
    .fieldCount(path: "patients.csv", line: 7, expected: 4, found: 5, countLine: 1),
    .unclosedQuote(path: "patients.csv", line: 8),
    .openEscape(path: "patients.csv", line: 8, escape: "\\"),
    .textAfterQuote(path: "patients.csv", line: 8, column: "\"city\"", found: "x"),
    .fieldTooLong(path: "patients.csv", line: 9, limit: 1_000_000),
    .wrongValue(path: "patients.csv", line: 4, column: "age", expected: "a number", found: "old1"),
    .wrongValue(
      path: "patients.csv", line: 4, column: "age", expected: "a number", found: "old",
      remedies: [.missingWord("old")]),
    .unusableTarget(
      column: "outcome", reason: "every value is missing", remedy: "choose another target"),
    .unknownClass(column: "outcome", row: 3, value: "maybe", known: ["no", "yes"]),
    .missingTarget(column: "outcome", count: 2, firstRow: 5),
    .unknownClassName("rosa", purpose: "to weight", nearest: nil, known: ["setosa", "virginica"]),
    .tooFewRows(className: "yes", found: 1, needed: 2, purpose: "holding rows back"),
    .tooFew(things: "groups", found: 2, needed: 5, purpose: "5 folds", remedy: "ask for fewer folds"),
    .missingKeys(column: "patient", role: "group", count: 2, firstRow: 5),
    .unknownDataset(name: "irs", nearest: "iris", known: ["iris", "wine"]),
    .oneLevel(column: "city", level: "Oslo"),
    .oneLevel(column: "city", level: nil),
    .tooManyLevels(column: "city", count: 7000, limit: 5000),
    .unknownLevel(column: "city", level: "Olso", nearest: "Oslo", known: ["Bergen", "Oslo"]),
    .twoReferences(column: "city", first: "Oslo", second: "Bergen"),
    .undefinedValue(column: "income", row: 4, value: "-3", expression: "log(income)"),
    .unsuitableTerm(
      term: "poly(age, 3)", reason: "the rows have 2 different numbers, and 4 are needed",
      remedy: "lower the degree"),
    .wrongEntry(
      path: "rows.svm", line: 3, place: 7, expected: "a column after 3", found: "2",
      remedy: "sort the entries of each line by their columns"),
    .predictionColumn("predicted"),
    .noClassSets(
      reason: "it was not measured on rows that it has not seen", remedy: "fit it with folds"),
    .tooManyErrors(limit: 3, first: "line 3: 1 field, but 3 are needed"),
    .invalidModelFile(
      path: "model.safetensors", item: "the header", expected: "a table", found: "damaged",
      remedy: "load another"),
  ]

  /// The case of an error. A case that is added has no place here until it has one in ``all``, too.
  static func number(of error: DataError) -> Int {
    switch error {
    case .unknownColumn: 0
    case .duplicateColumn: 1
    case .columnLengths: 2
    case .rowOutOfRange: 3
    case .missingColumns: 4
    case .missingValues: 5
    case .unknownCategory: 6
    case .learnedOtherwise: 7
    case .noFeatures: 8
    case .notAdapted: 9
    case .unknownFormat: 10
    case .wrongKind: 11
    case .emptyFile: 12
    case .headerOnly: 13
    case .notText: 14
    case .notUTF8: 15
    case .fieldCount: 16
    case .unclosedQuote: 17
    case .textAfterQuote: 18
    case .fieldTooLong: 19
    case .wrongValue: 20
    case .unusableTarget: 21
    case .unknownClass: 22
    case .missingTarget: 23
    case .tooFewRows: 24
    case .tooFew: 25
    case .missingKeys: 26
    case .unknownDataset: 27
    case .predictionColumn: 28
    case .invalidModelFile: 29
    case .unknownClassName: 30
    case .tooLargeNumber: 31
    case .tooManyErrors: 32
    case .foreignFormat: 33
    case .linesAboveHeader: 34
    case .arraysToChoose: 35
    case .unreadableValue: 36
    case .ambiguousDates: 37
    case .quantityTarget: 38
    case .openEscape: 39
    case .oneLevel: 40
    case .tooManyLevels: 41
    case .unknownLevel: 42
    case .twoReferences: 43
    case .undefinedValue: 44
    case .unsuitableTerm: 45
    case .noClassSets: 46
    case .wrongEntry: 47
    case .proportionTarget: 48
    case .unreadableColumn: 49
    case .tableToChoose: 50
    }
  }

  @Test func `every case has its message`() {
    let numbers = Set(Self.all.map(Self.number))
    #expect(numbers == Set(0...50))
  }

  @Test(arguments: all) func `a message is a sentence, and names no option of the command`(error: DataError) {
    #expect(faults(ofMessage: error.description) == [])
  }

  @Test func `codes stay what they are, one for each case`() {
    let codes: Set = [
      "data-unknown-column", "data-duplicate-column", "data-column-lengths", "data-row-out-of-range",
      "data-missing-columns", "data-missing-values", "data-unknown-category", "data-too-large-number",
      "data-unreadable-value", "data-learned-otherwise", "data-no-features", "data-ambiguous-dates",
      "data-not-adapted", "data-unknown-format", "data-wrong-kind", "data-empty-file", "data-header-only",
      "data-proportion-target", "data-not-text", "data-foreign-format", "data-unreadable-column",
      "data-table-to-choose", "data-lines-above-header",
      "data-arrays-to-choose",
      "data-not-utf8", "data-field-count", "data-unclosed-quote", "data-open-escape",
      "data-text-after-quote", "data-field-too-long", "data-wrong-value", "data-wrong-entry",
      "data-unusable-target",
      "data-quantity-target", "data-unknown-class", "data-unknown-class-name", "data-missing-target",
      "data-prediction-column", "data-no-class-sets", "data-invalid-model-file", "data-one-level",
      "data-too-many-levels", "data-unknown-level", "data-two-references", "data-undefined-value",
      "data-unsuitable-term", "data-too-few-rows", "data-too-few", "data-missing-keys",
      "data-unknown-dataset", "data-too-many-errors",
    ]
    #expect(Set(Self.all.map(\.code)) == codes && codes.count == 51)
    #expect(Self.all.allSatisfy { $0.code.hasPrefix("data-") })
  }

  @Test(arguments: all) func `an error keeps its text where nothing else is known of it`(error: DataError) {
    let unknown: any Error = error
    #expect(unknown.localizedDescription == error.description)
    #expect((unknown as? any CodedError)?.code == error.code)
  }

  @Test func `a header is only missed where names were made up`() {
    func message(_ known: [String]) -> String {
      DataError.unknownColumn(name: "age", role: "target", nearest: nil, known: known).description
    }
    #expect(message(["column_1", "column_2"]).contains("first row of the file"))
    #expect(!message(["column_1", "height"]).contains("first row of the file"))
    #expect(message([]) == "There is no target \"age\". There are none at all.")
  }

  @Test func `a program may call the options by other names`() {
    var names = OptionNames()
    names.dropMissingTargets = "--missing-target drop"
    names.encoding = { "--encoding \($0.rawValue)" }
    let target = DataError.missingTarget(column: "y", count: 1, firstRow: 0)
    #expect(target.description.contains("ClassifierOptions.missingTarget = .drop"))
    #expect(target.description(names).contains("leave such rows out with --missing-target drop"))
    let encoding = DataError.notUTF8(path: "a", line: 1, column: "1", found: "x", likely: .latin1)
    #expect(encoding.description(names).contains("Read it with --encoding latin1, or convert it"))
  }
}
