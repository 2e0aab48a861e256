package import LogitData

extension ONNXColumn {
  /// The most deviations from 0 that numbers may lie away to be taken in single precision, which then moves a
  /// feature by 10⁻⁶ of its deviation at most.
  private static let mostDeviations = 16.0
  /// The largest whole number up to which single precision holds all.
  private static let largestExact = 0x1p24

  /// The columns of a classifier, as a model takes them.
  ///
  /// - Throws: ``InterchangeError/inexpressible(format:item:remedy:)`` for a column whose values ONNX cannot
  ///   treat as the classifier does.
  static func columns(of classifier: Classifier, _ options: ONNXOptions) throws -> [ONNXColumn] {
    let format = options.formatName
    let features = classifier.features
    let portable = try features.portableFeatures
    for (feature, transform) in zip(portable, features.transforms) {
      switch feature {
      case .other(let kind): throw inexpressible(transform.inputs, kind, format)
      case .formula(let formula) where !formula.dates.isEmpty:
        throw inexpressible(formula.dates, "dates as days", format)
      default: break
      }
    }
    for (name, _) in features.inputKinds {
      if name.isEmpty { throw inexpressible([name], "a column without a name", format) }
      if case .category(let spelling)? = features.readings[name], spelling.spellings != nil {
        throw inexpressible([name], "spellings that are joined", format)
      }
    }
    let texts = Set(portable.flatMap(\.textColumns))
    let precise = Set(portable.flatMap(\.preciseColumns))
    let names = features.inputNames
    if options.inputs == .matrix, let text = names.first(where: texts.contains) {
      throw InterchangeError.inexpressible(
        format: format, item: "the column \"\(text)\", which is text, in a matrix of numbers",
        remedy: "write one input for each column")
    }
    let isMatrix = options.inputs == .matrix || options.inputs == .automatic && texts.isEmpty
    return names.enumerated().map { index, name in
      // All columns of a matrix are of one type.
      let isPrecise = isMatrix ? !precise.isEmpty : precise.contains(name)
      return ONNXColumn(
        name: name, kind: texts.contains(name) ? .string : isPrecise ? .double : .float,
        input: isMatrix ? "X" : name, index: isMatrix ? index : 0)
    }
  }

  /// The error for columns that are treated in a way that cannot be written.
  static func inexpressible(_ columns: [String], _ kind: String, _ format: String) -> InterchangeError {
    .inexpressible(
      format: format, item: "\(kind) (\(columns.map { "\"\($0)\"" }.joined(separator: ", ")))",
      remedy: "write the model for features as they are encoded, or train it without")
  }

  /// Whether single precision would show in a feature.
  fileprivate static func needsDouble(_ number: PortableNumeric) -> Bool {
    let ends = number.range.map { [$0.lowerBound, $0.upperBound] } ?? [number.center]
    let largest = ends.reduce(0) { max($0, $1.magnitude) }
    if number.isWhole && number.range != nil && largest <= largestExact { return false }
    // Features that are not centered are in single precision in Logit, too.
    return number.center != 0 && largest * number.factor > mostDeviations
  }

  fileprivate static func isExact(_ number: Double) -> Bool { Double(Float(number)) == number }
}

extension PortableFeature {
  /// The columns that are texts.
  fileprivate var textColumns: [String] {
    switch self {
    case .category(let category):
      if case .texts = category.tokens { [category.column] } else { [] }
    case .formula(let formula): formula.categories.filter { $0.texts != nil }.map(\.column)
    case .number, .bins, .other: []
    }
  }

  /// The columns of numbers that are needed in double precision.
  fileprivate var preciseColumns: [String] {
    switch self {
    case .number(let number): ONNXColumn.needsDouble(number) ? [number.column] : []
    case .category(let category):
      if case .numbers(let tokens) = category.tokens, !tokens.allSatisfy({ ONNXColumn.isExact(Double($0)) }) {
        [category.column]
      } else {
        []
      }
    case .bins(let bins): bins.boundaries.allSatisfy(ONNXColumn.isExact) ? [] : [bins.column]
    case .formula(let formula):
      formula.numberColumns + formula.categories.filter { $0.texts == nil }.map(\.column)
    case .other: []
    }
  }
}

extension ONNXColumn {
  /// Rows as a model takes them: numbers of single precision where it has such inputs.
  ///
  /// What a file gives for rows is to be compared with what the classifier gives for these.
  ///
  /// - Parameters:
  ///   - table: The rows.
  ///   - columns: The model's, of ``LogitClassifier/Classifier/onnxColumns(_:)``.
  /// - Returns: The same columns.
  /// - Throws: As `Table.init(_:)`.
  package static func rounded(_ table: Table, _ columns: [ONNXColumn]) throws -> Table {
    let singles = Set(columns.filter { $0.kind == .float }.map(\.name))
    return try Table(
      table.columns.map { column in
        guard singles.contains(column.name), column.kind == .numeric else { return column }
        return Column(column.name, numbers: try column.numbers().map { Double(Float($0)) })
      })
  }
}
