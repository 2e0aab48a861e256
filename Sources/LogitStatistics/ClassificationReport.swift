import Logit

/// Precision, recall, F1 score and support of every class, and their means, printed exactly as scikit-learn
/// prints them.
///
///     let names = ["ant", "bee", "cat"]
///     print(try ClassificationReport(labels: labels, predictions: classes, classCount: 3, names: names))
///
/// Follows scikit-learn's `classification_report(labels=range(n), zero_division=0)`.
public struct ClassificationReport: Sendable, Equatable {
  /// One line of the report.
  public struct Line: Sendable, Equatable {
    /// The class's name, or the mean's.
    public var name: String
    /// The fraction of the rows predicted as the class that belong to it.
    public var precision: Double
    /// The fraction of the class's rows that are predicted as it.
    public var recall: Double
    /// The harmonic mean of the two.
    public var f1Score: Double
    /// The number of rows, or the sum of their weights.
    public var support: Double
  }

  /// What the report is made from.
  public let matrix: ConfusionMatrix
  /// The names of the classes.
  public let names: [String]
  /// The number of decimal places.
  public let digits: Int

  /// Makes a report from a confusion matrix.
  ///
  /// - Parameters:
  ///   - matrix: The confusion matrix.
  ///   - names: The names of the classes; their numbers by default.
  ///   - digits: The number of decimal places; 2 by default.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` if there are not as many names as classes,
  ///   or `digits` is negative.
  public init(_ matrix: ConfusionMatrix, names: [String]? = nil, digits: Int = 2) throws {
    try LogitError.require(digits >= 0, "digits", digits, "at least 0")
    let names = names ?? (0..<matrix.classCount).map { "\($0)" }
    try LogitError.require(
      names.count == matrix.classCount, "names", names, "a name for each of the \(matrix.classCount) classes")
    self.matrix = matrix
    self.names = names
    self.digits = digits
  }

  /// Makes a report from classes.
  ///
  /// - Parameters:
  ///   - labels: The true class of each row.
  ///   - predictions: The predicted class of each row.
  ///   - classCount: The number of classes, at least 1.
  ///   - weights: How much each row counts; every row once by default.
  ///   - names: The names of the classes; their numbers by default.
  ///   - digits: The number of decimal places; 2 by default.
  /// - Throws: As ``ConfusionMatrix/init(labels:predictions:classCount:weights:)`` and
  ///   ``init(_:names:digits:)``.
  public init(
    labels: [Int], predictions: [Int], classCount: Int, weights: [Float]? = nil, names: [String]? = nil,
    digits: Int = 2
  ) throws {
    let matrix = try ConfusionMatrix(
      labels: labels, predictions: predictions, classCount: classCount, weights: weights)
    try self.init(matrix, names: names, digits: digits)
  }

  /// The lines of the classes.
  public var classes: [Line] {
    names.enumerated().map { index, name in
      Line(
        name: name, precision: matrix.precision(of: index), recall: matrix.recall(of: index),
        f1Score: matrix.f1Score(of: index), support: matrix.support(of: index))
    }
  }

  /// The mean over the classes.
  public var macroAverage: Line {
    let lines = classes
    return Line(
      name: "macro avg", precision: mean(lines.map(\.precision)), recall: mean(lines.map(\.recall)),
      f1Score: mean(lines.map(\.f1Score)), support: matrix.total)
  }

  /// The mean over the classes, weighted by their support.
  public var weightedAverage: Line {
    let lines = classes
    func average(_ values: [Double]) -> Double {
      dividedOrZero(zip(values, lines).reduce(0) { $0 + $1.0 * $1.1.support }, matrix.total)
    }
    return Line(
      name: "weighted avg", precision: average(lines.map(\.precision)), recall: average(lines.map(\.recall)),
      f1Score: average(lines.map(\.f1Score)), support: matrix.total)
  }
}

extension ClassificationReport: CustomStringConvertible {
  /// The report as scikit-learn prints it.
  public var description: String {
    // Scikit-learn counts the digits among the widths, too.
    let width = max(names.map(\.unicodeScalars.count).max() ?? 0, "weighted avg".count, digits)
    func cell(_ text: String) -> String { " " + text.padded(to: 9, alignsRight: true) }
    // If no row is correct, scikit-learn's counts have been converted to floating-point numbers.
    let isFractional = matrix.isWeighted || matrix.accuracy == 0
    func support(_ line: Line) -> String { isFractional ? "\(line.support)" : "\(Int(line.support))" }
    func head(_ name: String) -> String {
      String(repeating: " ", count: max(width - name.unicodeScalars.count, 0)) + name + " "
    }
    func text(_ line: Line) -> String {
      head(line.name)
        + [line.precision, line.recall, line.f1Score].map { cell($0.fixed(decimals: digits)) }.joined()
        + cell(support(line)) + "\n"
    }
    var result = head("") + ["precision", "recall", "f1-score", "support"].map(cell).joined() + "\n\n"
    for line in classes { result += text(line) }
    result += "\n" + head("accuracy") + cell("") + cell("") + cell(matrix.accuracy.fixed(decimals: digits))
    result += cell(support(macroAverage)) + "\n"
    return result + text(macroAverage) + text(weightedAverage)
  }
}
