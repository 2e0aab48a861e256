import Logit

/// What is wrong with data from outside, with the facts needed to correct it.
///
/// Lines, columns and bytes of a file are counted from 1 unless a case says otherwise. ``description`` says
/// what is wrong in one sentence that ends with what to do.
public enum DataError: Error, Equatable, Sendable {
  /// There is no column of this name; `nearest` is the most similar name, if any.
  case unknownColumn(name: String, role: String, nearest: String?, known: [String])

  /// Two columns have the same name; their positions count from 1.
  case duplicateColumn(name: String, first: Int, second: Int, source: String?)

  /// A column has a different number of rows, or a different division into chunks, than the first.
  case columnLengths(name: String, expected: Int, found: Int)

  /// A row, counted from 0, does not exist.
  case rowOutOfRange(row: Int, count: Int)

  /// Columns that the features need are missing.
  case missingColumns(names: [String], known: [String])

  /// Values are missing where none may be; `firstRow` is counted from 0.
  case missingValues(column: String, count: Int, firstRow: Int)

  /// A value is not one of the learned categories; `row` is counted from 0.
  case unknownCategory(column: String, row: Int, value: String, known: [String])

  /// A number, needed as it is, is beyond single precision; `row` is counted from 0.
  case tooLargeNumber(column: String, row: Int, value: String)

  /// A text is not what its column was learned to hold; `row` is counted from 0, `count` is the number of
  /// such texts in the column, and `remedies` make the text be read, if anything does.
  case unreadableValue(
    column: String, row: Int, value: String, expected: String, count: Int, remedies: [ReadingRemedy] = [])

  /// A column holds a different kind of values than when features were learned from it.
  case learnedOtherwise(column: String, learned: String, found: String)

  /// No column is left to make features from; `remedies` would make columns be read that are not.
  case noFeatures(reasons: [String], remedies: [ReadingRemedy] = [])

  /// Dates may have the day or the month first, and no value settles which; `row` is counted from 0.
  case ambiguousDates(column: String, row: Int, value: String)

  /// Features are used before they have been learned.
  case notAdapted(feature: String)

  /// The extension of a file's name is not that of a known format.
  case unknownFormat(path: String, known: [String])

  /// A column holds values of the wrong kind.
  case wrongKind(column: String, expected: String, found: String, remedy: String)

  // MARK: Reading text files

  /// A file has no rows at all.
  case emptyFile(path: String)

  /// A file has a header row and nothing else.
  case headerOnly(path: String, columns: [String])

  /// A file is not text.
  case notText(path: String, found: String, remedy: String)

  /// A file is of a format that Logit does not read; `found` says which.
  case foreignFormat(path: String, found: String, remedy: String)

  /// A column of a file holds what no column of a table can, such as lists; `found` says what, in the plural,
  /// and `canLeaveOut` whether there is an option not to read it.
  case unreadableColumn(path: String, column: String, found: String, canLeaveOut: Bool)

  /// The header stands only in this line, below others with another number of fields, or with hardly any.
  case linesAboveHeader(path: String, line: Int, fields: Int, found: Int)

  /// An archive holds arrays that are no table together; each is given with its shape.
  case arraysToChoose(path: String, arrays: [String])

  /// A database holds several tables.
  case tableToChoose(path: String, tables: [String])

  /// A text's bytes are not UTF-8; `column` is a name in quotes or a position.
  case notUTF8(path: String, line: Int, column: String, found: String, likely: TextEncoding)

  /// A row has more or fewer fields than the row in line `countLine`.
  case fieldCount(path: String, line: Int, expected: Int, found: Int, countLine: Int)

  /// A quote opens in this line and is never closed.
  case unclosedQuote(path: String, line: Int)

  /// The text ends behind an escape, which has nothing to take the meaning from.
  case openEscape(path: String, line: Int, escape: Character)

  /// A closing quote is followed by something other than a separator.
  case textAfterQuote(path: String, line: Int, column: String, found: String)

  /// A field is longer than allowed, in bytes.
  case fieldTooLong(path: String, line: Int, limit: Int)

  /// A value is not of the kind that was requested; `remedies` make it be read, if anything does.
  case wrongValue(
    path: String, line: Int, column: String, expected: String, found: String, remedies: [ReadingRemedy] = [])

  /// A line of a sparse file is not what it must be at a byte, counted from 1 within the line.
  case wrongEntry(path: String, line: Int, place: Int, expected: String, found: String, remedy: String)

  // MARK: Targets and models

  /// A column cannot tell classes apart.
  case unusableTarget(column: String, reason: String, remedy: String)

  /// The target holds proportions, but not how many trials each is of.
  case proportionTarget(column: String)

  /// The target is a quantity with so many values.
  case quantityTarget(column: String, valueCount: Int)

  /// A class did not occur in training; `row` is counted from 0.
  case unknownClass(column: String, row: Int, value: String, known: [String])

  /// There is no class of this name; `nearest` is the most similar name, if any.
  case unknownClassName(String, purpose: String, nearest: String?, known: [String])

  /// Targets are missing; `firstRow` is counted from 0.
  case missingTarget(column: String, count: Int, firstRow: Int)

  /// A column of the table has the same name as a column of predictions that would be added.
  case predictionColumn(String)

  /// A model cannot predict sets of classes with a coverage.
  case noClassSets(reason: String, remedy: String)

  /// A model file is damaged or is not a model file; `item` names the part that is wrong.
  case invalidModelFile(path: String, item: String, expected: String, found: String, remedy: String)

  // MARK: Formulas

  /// A category of a regression has one level among the rows learned from, or none.
  case oneLevel(column: String, level: String?)

  /// A category of a regression has more levels than allowed.
  case tooManyLevels(column: String, count: Int, limit: Int)

  /// The level that others should be compared with does not occur; `nearest` is the most similar, if any.
  case unknownLevel(column: String, level: String, nearest: String?, known: [String])

  /// Two levels of one column should be the one that others are compared with.
  case twoReferences(column: String, first: String, second: String)

  /// A function of columns has no finite value in a row, counted from 0, such as the logarithm of a negative
  /// number.
  case undefinedValue(column: String, row: Int, value: String, expression: String)

  /// A term cannot be learned from the rows.
  case unsuitableTerm(term: String, reason: String, remedy: String)

  // MARK: Dividing rows, and bundled data

  /// A class has too few rows for the purpose.
  case tooFewRows(className: String, found: Int, needed: Int, purpose: String)

  /// There are too few of something for the purpose; `things` is a plural noun.
  case tooFew(things: String, found: Int, needed: Int, purpose: String, remedy: String)

  /// A column that rows are divided by has missing values; `firstRow` is counted from 0.
  case missingKeys(column: String, role: String, count: Int, firstRow: Int)

  /// There is no bundled data set of this name; `nearest` is the most similar name, if any.
  case unknownDataset(name: String, nearest: String?, known: [String])

  /// More rows than allowed cannot be predicted; `first` says what is wrong with the first of them.
  case tooManyErrors(limit: Int, first: String)
}

extension DataError {
  /// One sentence: what was expected, what was found, where, and what to do.
  public var description: String { description(OptionNames()) }

  /// One sentence: what was expected, what was found, where, and what to do.
  ///
  /// - Parameter names: What the options are called in the sentence.
  /// - Returns: The sentence.
  package func description(_ names: OptionNames) -> String {
    switch self {
    case .unknownColumn(let name, let role, let nearest, let known):
      "There is no \(role) \"\(name)\"\(nearest.suggestion) "
        + (known.isEmpty
          ? "There are none at all."
          : "The \(["array", "table"].contains(role) ? role : "column")s are \(Self.list(known)).")
        + names.headerAdvice(for: known)
    case .duplicateColumn(let name, let first, let second, let source):
      "\(source.map { "\($0): columns" } ?? "Columns") \(first) and \(second) are both named \"\(name)\"; rename one of "
        + "them."
    case .columnLengths(let name, let expected, let found):
      "Column \"\(name)\" has \(found) rows, but the first column has \(expected); all need the same."
    case .rowOutOfRange(let row, let count):
      "There is no row \(row) (counted from 0) in a table of \(count.counted("row")); choose one below \(count)."
    case .missingColumns(let names, let known):
      "The \(names.count == 1 ? "column" : "columns") \(Self.list(names, limit: 20)) "
        + "\(names.count == 1 ? "is" : "are") needed, but there are only \(Self.list(known)); add what is missing, "
        + "empty where unknown."
    case .missingValues(let column, let count, let firstRow):
      "\(count) of the values of column \"\(column)\" are missing or infinite, the first in row \(firstRow + 1) (not counting the "
        + "header), and none may be; fill them in, or choose how to treat missing values."
    case .unknownCategory(let column, let row, let value, let known):
      "Row \(row + 1) has \"\(value)\" in column \"\(column)\", but the categories learned are \(Self.list(known)); "
        + "correct the row, or choose how to treat unknown categories."
    case .tooLargeNumber(let column, let row, let value):
      "Row \(row + 1) has \(value) in column \"\(column)\", beyond the single precision (up to 3.4e38) in which a "
        + "number is taken as it is; normalize the column, or correct the row."
    case .unreadableValue(let column, let row, let value, let expected, let count, let remedies):
      "Row \(row + 1) (not counting the header) has \"\(value.shortened)\" in column \"\(column)\", where "
        + "\(expected) is needed"
        + (count > 1 ? " (so in \((count - 1).counted("more row")))" : "")
        + "; \(remedies.instruction(names))."
    case .learnedOtherwise(let column, let learned, let found):
      "Column \"\(column)\" held \(learned) when features were learned from it, but now holds \(found); give it the "
        + "same kind of values, or learn the features again."
    case .noFeatures(let reasons, let remedies):
      "There is no column left to make features from"
        + (reasons.isEmpty ? "" : " (\(reasons.joined(separator: "; ")))")
        + (remedies.isEmpty ? "; name the columns to use." : "; read them with \(remedies.text(names)).")
    case .ambiguousDates(let column, let row, let value):
      "The dates of column \"\(column)\" may have the day or the month first, such as \"\(value.shortened)\" in row "
        + "\(row + 1) (not counting the header); say which with \(names.dateOrder(.dayMonthYear)) or "
        + "\(names.dateOrder(.monthDayYear))."
    case .notAdapted(let feature):
      "Nothing has been learned for the feature \"\(feature)\" yet; call adapt(to:) with training rows first."
    case .unknownFormat(let path, let known):
      "The extension of \(path) is not that of a known format; use one of \(known.joined(separator: ", "))."
    case .wrongKind(let column, let expected, let found, let remedy):
      "Column \"\(column)\" holds \(found), but \(expected) are needed; \(remedy)."
    case .emptyFile, .headerOnly, .notText, .foreignFormat, .unreadableColumn, .linesAboveHeader,
      .arraysToChoose, .tableToChoose, .notUTF8,
      .fieldCount, .unclosedQuote, .openEscape, .textAfterQuote, .fieldTooLong, .wrongValue,
      .wrongEntry:
      readingDescription(names)
    case .tooFewRows(let className, let found, let needed, let purpose):
      "The class \"\(className)\" has \(found) \(found == 1 ? "row" : "rows"), but \(purpose) needs at least "
        + "\(needed); add rows, leave the class out with \(names.dropRareClasses), or only train on it with "
        + "\(names.keepRareClasses)."
    case .tooFew(let things, let found, let needed, let purpose, let remedy):
      "There \(found == 1 ? "is 1 \(things.ofOne)" : "are \(found) \(things)"), but at least \(needed) are needed for "
        + "\(purpose); \(remedy)."
    case .missingKeys(let column, let role, let count, let firstRow):
      "Column \"\(column)\" holds the \(role) that rows are divided by, but \(count) of its values are missing, the "
        + "first in row \(firstRow + 1) (not counting the header); fill them in, or leave such rows out."
    case .unknownDataset(let name, let nearest, let known):
      "There is no data set \"\(name)\"\(nearest.suggestion) The data sets are "
        + "\(known.joined(separator: ", "))."
    case .quantityTarget, .proportionTarget, .unusableTarget, .unknownClass, .unknownClassName,
      .missingTarget,
      .invalidModelFile,
      .predictionColumn, .noClassSets, .tooManyErrors:
      classifierDescription(names)
    case .oneLevel, .tooManyLevels, .unknownLevel, .twoReferences, .undefinedValue, .unsuitableTerm:
      formulaDescription(names)
    }
  }

  /// Names in quotation marks, separated by commas.
  ///
  /// - Parameters:
  ///   - names: The names.
  ///   - limit: How many to show, after which the others are only counted; 10 by default.
  /// - Returns: The list.
  package static func list(_ names: [String], limit: Int = 10) -> String {
    let shown = names.prefix(limit).map { "\"\($0.onOneLine)\"" }.joined(separator: ", ")
    return names.count > limit ? "\(shown) and \(names.count - limit) more" : shown
  }
}

extension String {
  /// What is counted as one of it: `row of the largest class` of `rows of the largest class`.
  fileprivate var ofOne: String {
    let singulars = [
      "rows": "row", "groups": "group", "clusters": "cluster", "values": "value", "classes": "class",
    ]
    var words = split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    // The first of them is what is counted.
    if let place = words.firstIndex(where: { singulars[$0] != nil }) {
      words[place] = singulars[words[place]] ?? words[place]
    }
    return words.joined(separator: " ")
  }
}
