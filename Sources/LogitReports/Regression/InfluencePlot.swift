import Logit
import LogitClassifier
import LogitPlots

extension ClassifierPlot {
  /// Which rows a regression depends on: residuals against leverages, with lines of equal distance of Cook.
  public static let influence = ClassifierPlot(
    name: "influence", summary: "which rows decide a regression: residual, leverage, Cook's distance",
    isOptional: false, suits: { $0.inference != nil && $0.classes.head.isBinary },
    drawTable: InfluencePlot.draw)
}

private enum InfluencePlot {
  /// The rows with the largest distances that are named.
  private static let namedCount = 5
  private static let mostLargeMarks = 1_000
  /// Distances that are often called large (R. D. Cook and S. Weisberg, "Residuals and Influence in
  /// Regression", 1982).
  private static let levels = [0.5, 1]

  static func draw(_ classifier: Classifier, _ table: Table?) throws -> ClassifierFigure {
    let subject = try RegressionSubject(classifier, plot: "influence")
    let classCount = subject.inference.classNames.count
    guard classCount == 2 else { throw UnsuitablePlot("influence", .twoClassesNeeded(found: classCount)) }
    guard let table else { throw UnsuitablePlot("influence", .rowsNeeded(target: classifier.target)) }
    let rows = try subject.fitted(to: table, plot: "influence") { regression in
      let inference = regression.report.inference
      guard inference.separated.isEmpty else {
        throw UnsuitablePlot("influence", .separated(terms: inference.separated.map(\.term)))
      }
      return try InfluentialRows(
        regression.influence(), coefficientCount: inference.coefficients.count { $0.estimate != nil })
    }
    var figure = try Figure(width: 8, height: 5.6)
    try add(rows, subject, to: &figure)
    let (x, y) = limits(rows)
    (figure.axes.xLimits, figure.axes.yLimits) = (x, y)
    for (index, level) in contours(rows).enumerated() {
      try addContour(level, rows, x, y, isFirst: index == 0, to: &figure)
    }
    let named = rows.groups(namedCount)
    try figure.axes.texts(
      named.map { rows.leverages[$0[0]] }, named.map { rows.residuals[$0[0]] }, named.map(rows.name))
    figure.axes.title = "Influence of \(rows.count.counted("row"))\(subject.fitNote(table))"
    figure.axes.xLabel = "Leverage (the line is at twice the mean)"
    figure.axes.yLabel = "Standardized Pearson residual"
    figure.axes.grid = GridLines(opacity: 0.4)
    figure.axes.showsLegend = true
    return ClassifierFigure(
      page: FigureStack([try figure.widenedForLegend()]), data: data(rows), terminalHeight: 28)
  }

  private static func add(
    _ rows: InfluentialRows, _ subject: RegressionSubject, to figure: inout Figure
  ) throws {
    let size = rows.count > mostLargeMarks ? 7.0 : 18
    try figure.axes.line([-1.0, 2], [0.0, 0], color: .black, width: 0.8)
    let mean = rows.leverages.reduce(0, +) / Double(max(rows.count, 1))
    try figure.axes.line([2 * mean, 2 * mean], [-1e6, 1e6], color: .gray, width: 0.8, style: .dotted)
    guard !subject.classifier.explainsCounts else {
      try figure.axes.scatter(rows.leverages, rows.residuals, color: .ofClass(0), size: size, opacity: 0.6)
      return
    }
    // A residual above 0 is one of the second class.
    for label in [1, 0] {
      let own = rows.residuals.indices.filter { (rows.residuals[$0] > 0) == (label == 1) }
      try figure.axes.scatter(
        own.map { rows.leverages[$0] }, own.map { rows.residuals[$0] }, color: .ofClass(label),
        marker: .ofClass(label), size: size, opacity: 0.6, label: subject.legendName(label))
    }
  }

  private static func limits(_ rows: InfluentialRows) -> (ClosedRange<Double>, ClosedRange<Double>) {
    let widest = rows.leverages.max() ?? 0
    let most = rows.residuals.map(\.magnitude).max() ?? 1
    let (low, high) = (rows.residuals.min() ?? -1, rows.residuals.max() ?? 1)
    let margin = 0.08 * max(most, 1)
    return (0...max(1.12 * widest, 1e-9), min(low, 0) - margin...max(high, 0) + margin)
  }

  /// The distances whose lines are seen: those that are often called large where a row is near them,
  /// otherwise the roundest below the largest.
  private static func contours(_ rows: InfluentialRows) -> [Double] {
    guard let most = rows.distances.max(), most > 0, most.isFinite else { return [] }
    let near = levels.filter { $0 <= 1.5 * most }
    guard near.isEmpty else { return near }
    var step = 1.0
    while step > most { step /= 10 }
    return [[5, 2, 1].map { $0 * step }.first { $0 <= most } ?? step]
  }

  /// The line |r| = √(D k (1 − h) / h).
  private static func addContour(
    _ level: Double, _ rows: InfluentialRows, _ x: ClosedRange<Double>, _ y: ClosedRange<Double>,
    isFirst: Bool, to figure: inout Figure
  ) throws {
    let count = 200
    let leverages = (1...count).map { min(x.upperBound * Double($0) / Double(count), 0.999) }
    let sizes = leverages.map { h in
      (level * Double(rows.coefficientCount) * (1 - h) / h).squareRoot()
    }
    for (index, sign) in [1.0, -1].enumerated() {
      // What lies beyond the axes is left out, so that it does not keep the legend away.
      let values = sizes.map { y.contains(sign * $0) ? sign * $0 : .nan }
      try figure.axes.line(
        leverages, values, color: .ofClass(3), width: 1, style: isFirst ? .dashed : .dashDotted,
        label: index == 0 ? "Cook's distance \(level.shortText)" : nil)
    }
  }

  private static func data(_ rows: InfluentialRows) -> JSON {
    [
      "rows": .integer(rows.count), "coefficients": .integer(rows.coefficientCount),
      "largest": .array(
        rows.largest(namedCount).map {
          [
            "row": .integer(rows.numbers[$0]), "leverage": .finite(rows.leverages[$0]),
            "standardized_pearson": .finite(rows.residuals[$0]),
            "cooks_distance": .finite(rows.distances[$0]),
          ]
        }),
    ]
  }
}

/// What each row does to a regression, in columns.
struct InfluentialRows {
  /// Counted from 1 in the table.
  let numbers: [Int]
  let leverages: [Double]
  /// Standardized Pearson residuals.
  let residuals: [Double]
  /// Cook's distances.
  let distances: [Double]
  /// The number of coefficients, with the constant.
  let coefficientCount: Int

  var count: Int { numbers.count }

  /// - Parameter table: As `TableRegression.influence()` gives it.
  init(_ table: Table, coefficientCount: Int) throws {
    let columns = try ["row", "leverage", "standardized_pearson", "cooks_distance"].map {
      try table.column($0).numbers()
    }
    let rows = columns[0].indices.filter { row in columns.allSatisfy { $0[row].isFinite } }
    numbers = rows.map { Int(columns[0][$0]) }
    (leverages, residuals) = (rows.map { columns[1][$0] }, rows.map { columns[2][$0] })
    distances = rows.map { columns[3][$0] }
    self.coefficientCount = coefficientCount
  }

  /// The rows at the places with the largest distances, the largest first; rows that are alike lie at one
  /// place.
  func groups(_ count: Int) -> [[Int]] {
    var groups: [[Int]] = []
    for row in largest(self.count) {
      if let place = groups.firstIndex(where: { isSamePlace(row, $0[0]) }) {
        groups[place].append(row)
      } else if groups.count < count {
        groups.append([row])
      }
    }
    return groups
  }

  /// What is said of the rows at a place: `row 7`, `rows 7, 12`, or `row 7 and 25 like it`.
  func name(_ group: [Int]) -> String {
    let numbers = group.map { self.numbers[$0] }.sorted()
    guard numbers.count > 3 else {
      return "\(numbers.count == 1 ? "row" : "rows") \(numbers.map { "\($0)" }.joined(separator: ", "))"
    }
    return "row \(numbers[0]) and \((numbers.count - 1).grouped) like it"
  }

  /// Whether two rows lie at one place, but for the rounding of their sums.
  private func isSamePlace(_ one: Int, _ other: Int) -> Bool {
    func isClose(_ values: [Double]) -> Bool {
      abs(values[one] - values[other]) <= 1e-6 * max(abs(values[one]), abs(values[other]))
    }
    return isClose(leverages) && isClose(residuals)
  }

  /// The rows with the largest distances, the largest first.
  func largest(_ count: Int) -> [Int] {
    Array(distances.indices.sorted { (-distances[$0], $0) < (-distances[$1], $1) }.prefix(count))
  }
}
