import Logit
import LogitData
import LogitFiles

extension ForeignModel {
  /// Reads a linear model that a few lines of Python or R wrote as JSON, `logit-linear`.
  ///
  ///     let foreign = try ForeignModel(linearFile: "glm.json")
  ///     let (classifier, _) = try foreign.classifier(of: table.columnNames, source: "glm.json")
  ///
  /// `Documentation/LinearModels.md` describes the object, and `Scripts/interchange` writes it from
  /// scikit-learn, statsmodels and R. A ``classifier(of:source:target:byPosition:)`` of it works in double
  /// precision; ``model`` rounds weights to single precision. With a formula, the inputs are the columns that
  /// the formula makes.
  ///
  /// - Parameter path: The file.
  /// - Throws: ``InterchangeError/unsupported(source:item:supported:)`` for another version, and for a link
  ///   that is neither the logit nor the softmax; `FileError.invalidJSON(source:line:column:reason:)`,
  ///   `FileError.damaged(source:item:expected:found:remedy:)` for members that do not fit together,
  ///   `FormulaError`, or `FileError.notRead(path:reason:)`.
  public init(linearFile path: String) throws { try self.init(linear: StoredBytes(path: path)) }

  /// Reads such a model from memory; see ``init(linearFile:)``.
  ///
  /// - Parameters:
  ///   - bytes: The bytes of the file.
  ///   - name: What messages call it; `the model` by default.
  /// - Throws: As ``init(linearFile:)``.
  public init(linearBytes bytes: [UInt8], name: String = "the model") throws {
    try self.init(linear: StoredBytes(bytes, name: name))
  }

  init(linear stored: StoredBytes) throws {
    let file = try LinearFile(stored.prefix(stored.size), source: stored.name)
    let linear = try ForeignLinear(file, source: stored.name)
    self.init(
      try linear.model(linear.bias.count == 1 ? .sigmoid : .softmax), classNames: file.classes,
      featureNames: linear.formula?.designColumns.map(\.name) ?? file.columns)
    (self.linear, target) = (linear, file.target)
  }
}

extension ForeignLinear {
  /// What a file says, with the columns of a formula in its own order.
  init(_ file: LinearFile, source: String) throws {
    let (coefficients, intercepts) = file.outputs
    var order = Array(file.columns.indices)
    if let (text, levels) = file.formula {
      let feature = try FormulaFeature.ofFile(text, levels, source: source)
      order = try FormulaColumns(feature, file.columns, source: source).order
      formula = feature
    }
    let outputs = coefficients.count
    kernel = Tensor(unsafeUninitializedShape: [order.count, outputs]) { kernel in
      for (column, place) in order.enumerated() {
        for output in 0..<outputs { kernel[column * outputs + output] = coefficients[output][place] }
      }
    }
    (bias, scaling) = (intercepts, file.scaling)
  }
}

extension FormulaFeature {
  /// The columns of a file's formula, whose levels it tells.
  fileprivate static func ofFile(
    _ text: String, _ levels: [(column: String, names: [String])], source: String
  ) throws -> FormulaFeature {
    let terms = try Formula(text, allowsOneSided: true).termsOfAnyColumns()
    if let other = levels.map(\.column).first(where: { !terms.columns.contains($0) }) {
      throw FileError.damaged(
        source: source, item: "the member \"levels\"", expected: "of columns in the formula",
        found: "of \"\(other)\", which is not there\(other.nearest(among: terms.columns).suggestion)"
          .droppingFullStop, remedy: "name the column as the formula does")
    }
    do {
      return try .known(terms, levels: levels)
    } catch let error as DataError {
      throw FileError.damaged(
        source: source, item: "the formula", expected: "one that needs no rows",
        found: "\(text.shortened) (\("\(error)".droppingFullStop))",
        remedy: "write levels of two or more, and columns in the place of what rows tell")
    }
  }
}

/// The columns that a formula makes, and where a file has them under the names of R or patsy.
private struct FormulaColumns {
  /// The place in the file of each of the formula's columns.
  let order: [Int]

  init(_ feature: FormulaFeature, _ columns: [String], source: String) throws {
    let own = feature.designColumns.map(\.name)
    func wrong(_ found: String) -> FileError {
      .damaged(
        source: source, item: "the member \"columns\"",
        expected: "those of the formula, \(DataError.list(own))", found: found,
        remedy: "write them without the intercept, with the levels that the formula's categories have")
    }
    guard columns.count == own.count else { throw wrong(columns.count.counted("name")) }
    let places = Dictionary(columns.enumerated().map { (Self.key($1), $0) }) { first, _ in first }
    guard places.count == own.count else { throw wrong("of names that differ in marks alone") }
    order = try own.map { name in
      guard let place = places[Self.key(name)] else {
        throw wrong("without \"\(name)\": \(DataError.list(columns))")
      }
      return place
    }
  }

  /// What is left of a column's name when the marks are gone that tools set apart: `city[Oslo]`,
  /// `C(city)[T.Oslo]` and `cityOslo` are one column, and so are the products `a:b` and `b:a`.
  private static func key(_ name: String) -> String {
    let factors = name.split(separator: ":").map { factor -> String in
      var text = factor.replacing("[T.", with: "[").replacing("np.", with: "").replacing(".0]", with: "]")
      if let end = text.firstRange(of: ", Treatment")?.lowerBound, let rest = text.lastIndex(of: "[") {
        text = text[..<end] + text[rest...]
      }
      for mark in ["C(", "Q("] where text.hasPrefix(mark) { text = text.dropFirst(mark.count) }
      return String(text.lowercased().filter { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "." })
    }
    return factors.sorted().joined(separator: ":")
  }
}
