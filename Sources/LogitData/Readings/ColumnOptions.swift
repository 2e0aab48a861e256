import Logit

/// How columns are to be read and used, where their values alone do not say.
///
///     var options = ColumnOptions()
///     options.uses["branch"] = .category       // whole numbers that are codes
///     options.dateOrder = .monthDayYear        // 04/08/2023 is in April
///     let features = try FeatureSpace.automatic(for: table, excluding: ["outcome"], options: options)
public struct ColumnOptions: Sendable, Equatable {
  /// What some columns are used as, by name; the others by what they hold.
  public var uses: [String: ColumnUse]

  /// How numbers are written. A column of texts that are all written like this holds numbers.
  public var numbers: NumberSpelling

  /// The order of day, month and year in dates that do not show it; `nil`, the default, settles it from all
  /// values of a column, and does not read a column that leaves it open.
  public var dateOrder: DateOrder?

  /// The columns in which spellings that differ by case or blanks only are one category; none by default.
  public var mergedSpellings: Set<String>

  /// The most categories of a column; `nil`, the default, for ``usualCategoryLimit``, or fewer if the matrix
  /// of their features would take more than 2 GiB, but no fewer than 255.
  public var categoryLimit: Int?

  /// The number of bins that the words of each column of texts are hashed into; ``usualHashBinCount`` by
  /// default.
  public var hashBinCount: Int?

  /// The number of bins that the words of a column are hashed into unless another number is asked for.
  public static let usualHashBinCount = 256

  /// The number of bins that the words of a column are hashed into where rows are kept sparse, unless another
  /// number is asked for: 2¹⁸, as many as Vowpal Wabbit has.
  package static let sparseHashBinCount = 1 << 18

  /// The most bins, 2²⁴.
  static let largestHashBinCount = 1 << 24

  /// The most categories of a column unless another number is asked for.
  public static let usualCategoryLimit = 5000

  /// Chooses options.
  ///
  /// - Parameters:
  ///   - uses: What some columns are used as, by name; by what they hold by default.
  ///   - numbers: How numbers are written; with a decimal point and nothing else by default.
  ///   - dateOrder: The order of day, month and year in dates that do not show it; from all values by
  ///     default.
  ///   - mergedSpellings: The columns in which spellings that differ by case or blanks only are one category;
  ///     none by default.
  ///   - categoryLimit: The most categories of a column, at least 1; ``usualCategoryLimit`` by default, or
  ///     fewer in a very long table.
  public init(
    uses: [String: ColumnUse] = [:], numbers: NumberSpelling = NumberSpelling(), dateOrder: DateOrder? = nil,
    mergedSpellings: Set<String> = [], categoryLimit: Int? = nil
  ) {
    (self.uses, self.numbers, self.dateOrder) = (uses, numbers, dateOrder)
    (self.mergedSpellings, self.categoryLimit) = (mergedSpellings, categoryLimit)
  }

  /// Whether a column may be taken for running text, as far as can be said without looking at its texts.
  package func mayBeText(_ column: Column) -> Bool {
    if let use = uses[column.name] { return use == .text }
    return column.kind == .string && 2 * column.dictionary.count > column.count - column.missingCount
  }

  /// The most categories of a column in a table.
  func categoryLimit(rowCount: Int) -> Int {
    categoryLimit ?? min(Self.usualCategoryLimit, max(255, Self.largestFeatureCount / max(rowCount, 1)))
  }

  /// The most numbers that a column's categories become unless a number of categories is asked for: 2 GiB.
  private static let largestFeatureCount = 1 << 29

  /// Checks the options, and that the columns they name exist.
  ///
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for an option out of range,
  ///   ``DataError/unknownColumn(name:role:nearest:known:)``, or
  ///   ``DataError/wrongKind(column:expected:found:remedy:)`` for spellings of a column that holds no texts.
  package func validate(for table: Table) throws {
    _ = try numbers.validated()
    if let categoryLimit, categoryLimit < 1 {
      throw LogitError.invalidOption(
        name: "category limit", value: "\(categoryLimit)", expected: "at least 1")
    }
    if let hashBinCount, !(1...Self.largestHashBinCount).contains(hashBinCount) {
      throw LogitError.invalidOption(
        name: "hash bins", value: "\(hashBinCount)", expected: "in 1...\(Self.largestHashBinCount)")
    }
    for name in uses.keys.sorted() { _ = try table.index(of: name, role: "column to use") }
    for name in mergedSpellings.sorted() {
      let column = table.columns[try table.index(of: name, role: "column to join spellings of")]
      guard column.kind == .string || uses[name] == .category else {
        throw DataError.wrongKind(
          column: name, expected: "texts whose spellings are to be joined", found: column.kind.words,
          remedy: "name a column of texts")
      }
    }
  }

  /// Checks that a column's values are not to be used as anything but names, such as those of classes.
  ///
  /// - Parameters:
  ///   - column: The column's name.
  ///   - role: What it is, such as `target`.
  ///   - things: What its values are, such as `classes`.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for numbers and dates.
  package func requireNames(in column: String, role: String, things: String) throws {
    guard let use = uses[column], use == .number || use == .date else { return }
    throw LogitError.invalidOption(
      name: "The use of the \(role) \"\(column)\"", value: use.rawValue,
      expected: "category or text, since its values are \(things)")
  }
}
