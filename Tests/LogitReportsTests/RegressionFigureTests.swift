import Foundation
import LogitClassifier
import Testing

@testable import LogitPlots
@testable import LogitReports

/// The figures of regressions: their numbers against R's (`Fixtures/Regression/`), and what they say of hard
/// cases.
@Suite struct RegressionFigureTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Fixtures/Regression")

  private static func patients() throws -> Table {
    try Table(csv: folder.appendingPathComponent("patients.csv").path)
  }

  private static func reference() throws -> JSON {
    try JSON(
      json: String(decoding: Data(contentsOf: folder.appendingPathComponent("reference.json")), as: UTF8.self)
    )
  }

  private static func model(
    _ table: Table, _ formula: String, _ adjust: (inout TableRegressionOptions) -> Void = { _ in }
  ) throws -> Classifier {
    var options = TableRegressionOptions(formula: formula)
    adjust(&options)
    return try #require(try TableRegression(table, options).classifier)
  }

  private static func patientsModel() throws -> Classifier {
    try model(patients(), "outcome ~ age + ward + log(dose)")
  }

  private func numbers(_ json: JSON?) throws -> [Double] {
    try #require(json?.array).map { $0.double ?? .nan }
  }

  /// Compares numbers with those of a reference.
  private func check(
    _ found: JSON?, _ reference: JSON?, within tolerance: Double = 1e-7, _ what: String = ""
  ) throws {
    let (values, wanted) = (try numbers(found), try numbers(reference))
    #expect(values.count == wanted.count, "\(what)")
    for (value, reference) in zip(values, wanted) {
      #expect(
        abs(value - reference) <= tolerance * max(abs(reference), 1e-3), "\(what): \(value), \(reference)")
    }
  }

  // MARK: Odds ratios

  @Test func `a forest has R's odds ratios and intervals, and draws them where they are`() throws {
    let drawn = try Self.patientsModel().figure(.forest)
    let (reference, lines) = (try Self.reference(), try #require(drawn.data["coefficients"]?.array))
    #expect(lines.map { $0["term"]?.string } == ["age", "ward[north]", "ward[west]", "log(dose)"])
    for (key, name) in [("odds_ratio", "ratio"), ("odds_ratio_low", "low"), ("odds_ratio_high", "high")] {
      try check(.array(lines.map { $0[key] ?? .null }), reference["odds"]?[name], within: 1e-7, key)
    }
    let axes = drawn.page.figures[0].axes
    #expect(axes.xScale == .logarithmic && axes.yNames == ["log(dose)", "ward[west]", "ward[north]", "age"])
    #expect(axes.yNotes?.last == "1.09 (1.03 to 1.16)")
    let marks = axes.artists.compactMap { if case .marks(let marks) = $0 { marks } else { nil } }
    let ratios = try numbers(reference["odds"]?["ratio"])
    #expect(marks.count == 1)
    for (point, ratio) in zip(marks[0].points.sorted { $0.y > $1.y }, ratios) {
      #expect(abs(point.x - ratio) < 1e-6)
    }
    let bars = axes.artists.compactMap { if case .errorBars(let bars) = $0 { bars } else { nil } }
    #expect(bars.count == 2 && bars[0].isHorizontal && bars[0].ends.count == 4 && bars[1].ends.count == 8)
    let (range, widest) = (axes.ranges.x, try numbers(reference["odds"]?["high"]).max() ?? 0)
    #expect(range.lower < 0.2052 && range.upper > widest && range.upper < 2 * widest)
  }

  @Test func `aliased and separated terms are named, and an interval that tells nothing is cut`() throws {
    let count = 80
    let x = (0..<count).map { Double($0 % 9) }
    let rare = (0..<count).map { $0 == 7 || $0 == 49 ? "q" : "p" }
    let table = try Table([
      Column("x", numbers: x), Column("twice", numbers: x.map { 2 * $0 }),
      Column("group", strings: (0..<count).map { ["u", "v", "w"][$0 % 3] }), Column("rare", strings: rare),
      Column(
        "y",
        strings: (0..<count).map {
          $0 % 3 == 2 || (rare[$0] == "q" ? $0 == 7 : $0 * 7 % 10 > 4) ? "yes" : "no"
        }),
    ])
    let model = try Self.model(table, "y ~ x + twice + group + rare")
    let drawn = try model.figure(.forest)
    let notes = try #require(drawn.page.figures[0].axes.yNotes)
    #expect(notes[3] == "not estimable" && notes[1] == "∞, separated")
    let lines = try #require(drawn.data["coefficients"]?.array)
    #expect(lines[1]["aliased"] == true && lines[3]["diverges"] == 1 && lines[3]["odds_ratio"] == .null)
    let marks = drawn.page.figures[0].axes.artists.compactMap { artist in
      if case .marks(let marks) = artist { marks } else { nil }
    }
    #expect(marks.contains { $0.marker == .triangleRight && $0.points.contains { $0.y == 1 } })
    #expect(throws: UnsuitablePlot("effects", .separated(terms: ["group[w]"]))) { try model.figure(.effects) }
    #expect(throws: UnsuitablePlot("influence", .separated(terms: ["group[w]"]))) {
      try model.figure(.influence, table: table)
    }
  }

  @Test func `a forest of many terms shows the strongest in the order of the table`() throws {
    var generator = RandomGenerator(seed: 3)
    let count = 300
    let numbers = (0..<12).map { _ in
      generator.normal(mean: 0, standardDeviation: 1, count: count).scalars
    }
    let noise = generator.uniform(-1.0, 1, count: count).scalars
    let outcomes = (0..<count).map { row -> String in
      numbers[9][row] + numbers[2][row] + noise[row] > 0 ? "yes" : "no"
    }
    let columns = numbers.enumerated().map { Column("x\($0.offset)", numbers: $0.element) }
    let table = try Table(columns + [Column("y", strings: outcomes)])
    let model = try Self.model(table, "y ~ .")
    let axes = try model.figure(.forest(top: 2)).page.figures[0].axes
    #expect(
      axes.yNames == ["x9", "x2"] && axes.title.hasPrefix("The 2 strongest of 12 odds ratios with 95 % "))
  }

  @Test func `odds ratios are written with as many digits as tell something`() {
    func text(_ ratio: Double, _ low: Double?, _ high: Double?) -> String {
      OddsText.text(log(ratio), low: low.map { log($0) }, high: high.map { log($0) })
    }
    #expect(text(1.5, 1, 2) == "1.50 (1.00 to 2.00)")
    #expect(text(1.0023, 1.001, 1.0036) == "1.0023 (1.0010 to 1.0036)")
    #expect(text(0.002, 0.0004, 0.012) == "0.0020 (4.0e−4 to 0.012)")
    #expect(text(2e9, 0, .infinity) == "2.0e9 (0 to ∞)")
    #expect(text(34.56, 3.4, 1234.6) == "34.6 (3.40 to 1,235)")
    #expect(text(0.5, nil, 0.9) == "0.50 (0 to 0.90)" && text(0.5, nil, nil) == "0.50")
    // Beyond double precision.
    #expect(OddsText.text(20_000, low: -20_000, high: nil) == "8e8685 (1e−8686 to ∞)")
  }

  @Test func `numbers have the signs of typography, and whole ones their digits`() {
    let texts: [(Double, Int, String)] = [
      (0.52, 3, "0.52"), (-0.5236, 3, "−0.524"), (1.5e-7, 3, "1.5e−7"), (-3.86e-8, 3, "−3.86e−8"),
      (6_652_000, 3, "6.65e6"), (53_169.4, 4, "53,169"), (-14_689.4, 3, "−14,689"), (2006, 4, "2006"),
      (999.96, 3, "1,000"), (0, 3, "0"), (1e300, 2, "1e300"), (.infinity, 3, "∞"), (-.infinity, 3, "−∞"),
      (7.237e-5, 4, "7.237e−5"),
    ]
    for (number, digits, text) in texts { #expect(number.figureText(digits: digits) == text) }
    #expect(4.24e-5.exponentText(decimals: 1) == "4.2e−5" && 2.5e10.exponentText(decimals: 1) == "2.5e10")
  }

  // MARK: Effects

  @Test func `effects are R's predictions with their intervals`() throws {
    let reference = try Self.reference()["effects"]
    let drawn = try Self.patientsModel().figure(.effects, table: Self.patients())
    let effects = try #require(drawn.data["effects"]?.array)
    #expect(effects.map { $0["variable"]?.string } == ["age", "ward", "dose"])
    for effect in effects {
      let name = try #require(effect["variable"]?.string)
      if name != "ward" { try check(effect["at"], reference?[name]?["at"], within: 1e-12, name) }
      let curve = try #require(effect["curves"]?.array).last
      for key in ["probability", "low", "high"] {
        try check(curve?[key], reference?[name]?[key], "\(name) \(key)")
      }
    }
    #expect(drawn.page.heading.contains("others held at") && drawn.data["held"]?["ward"] == "north")
    let bands = drawn.page.figures[0].axes.artists.compactMap {
      if case .band(let band) = $0 { band } else { nil }
    }
    let low = try numbers(reference?["age"]?["low"])
    #expect(bands.count == 1 && abs(bands[0].ends[50].lower.y - low[50]) < 1e-7)
  }

  @Test func `without rows effects show what the model has learned, and say so`() throws {
    let table = try Self.patients()
    let drawn = try Self.patientsModel().figure(.effects)
    let ages = try table.column("age").numbers()
    let mean = ages.reduce(0, +) / Double(ages.count)
    let deviation = (ages.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(ages.count)).squareRoot()
    let effects = try #require(drawn.data["effects"]?.array)
    let at = try numbers(effects[0]["at"])
    #expect(abs(at[0] - (mean - 2.5 * deviation)) < 1e-9 && abs(at[100] - (mean + 2.5 * deviation)) < 1e-9)
    #expect(
      drawn.page.heading.contains("2.5 deviations of the mean") && drawn.data["held"]?["ward"] == "north")
    // A product alone does not tell where its parts are.
    let product = try Self.model(table, "outcome ~ age:dose")
    #expect(throws: UnsuitablePlot("effects", .unknownRange(column: "age"))) { try product.figure(.effects) }
    #expect(try product.figure(.effects, table: table).page.figures.count == 2)
  }

  // MARK: Rows

  @Test func `bins of residuals have the means and errors that R gives`() throws {
    let reference = try Self.reference()
    let drawn = try Self.patientsModel().figure(.residuals, table: Self.patients())
    let bins = try #require(drawn.data["classes"]?.array?.first?["bins"]?.array)
    let wanted = try #require(reference["bins"]?.array)
    #expect(bins.count == 10 && bins.allSatisfy { $0["rows"] == 6 })
    for (bin, row) in zip(bins, wanted) {
      let found = ["probability", "residual", "std_error"].map { bin[$0] ?? .null }
      try check(.array(found), row)
    }
    let points = drawn.page.figures[1].axes.artists.flatMap { artist in
      if case .marks(let marks) = artist { marks.points.map(\.y) } else { [Double]() }
    }
    for (value, wanted) in zip(points.sorted(), try numbers(reference["deviance"]).sorted()) {
      #expect(abs(value - wanted) < 1e-7)
    }
  }

  @Test func `rows of one probability stay in one bin, and counts weigh as their trials`() {
    let one = BinnedResiduals(probabilities: [0.5, 0.5, 0.5, 0.5], shares: [1, 1, 1, 0], trials: nil)
    #expect(one.bins == [.init(rowCount: 4, probability: 0.5, residual: 0.25, error: 0.25)])
    let counts = BinnedResiduals(probabilities: [0.2, 0.5], shares: [0.2, 1], trials: [0, 16])
    #expect(counts.bins == [.init(rowCount: 1, probability: 0.5, residual: 0.5, error: 0.125)])
    for count in [1, 7, 19, 20, 99, 100, 1234] {
      let p = (0..<count).map { Double($0 + 1) / Double(count + 2) }
      let bins = BinnedResiduals(probabilities: p, shares: p.map { $0.rounded() }, trials: nil).bins
      #expect(bins.reduce(0) { $0 + $1.rowCount } == count && bins.count == BinnedResiduals.binCount(count))
    }
  }

  @Test func `the rows named in an influence plot are those with R's largest distances`() throws {
    let reference = try Self.reference()["influence"]
    let drawn = try Self.patientsModel().figure(.influence, table: Self.patients())
    let rows = try #require(drawn.data["largest"]?.array)
    for key in ["row", "cooks_distance", "leverage", "standardized_pearson"] {
      try check(.array(rows.map { $0[key] ?? .null }), reference?[key], key)
    }
    let texts = drawn.page.figures[0].axes.artists.flatMap { artist in
      if case .notes(let notes) = artist { notes.items.map(\.text) } else { [String]() }
    }
    #expect(texts == (try numbers(reference?["row"])).map { "row \(Int($0))" })
  }

  @Test func `rows that are alike share a name in an influence plot`() throws {
    // Three kinds of rows of each outcome, and one row of its own.
    let rows = (0..<60).map { (x: $0 % 3, y: $0 % 5 < 2 ? "1" : "0") } + [(x: 9, y: "1")]
    let table = try Table([
      Column("x", numbers: rows.map { Double($0.x) }), Column("died", strings: rows.map(\.y)),
    ])
    let model = try Self.model(table, "died ~ x")
    let axes = try model.figure(.influence, table: table).page.figures[0].axes
    let notes = axes.artists.flatMap { artist in
      if case .notes(let notes) = artist { notes.items } else { [(point: Point, text: String)]() }
    }
    #expect(notes.count == 5 && Set(notes.map(\.point)).count == 5)
    for (point, text) in notes {
      let row = try #require(Int(text.split(separator: " ")[1])) - 1
      // The first of the rows like it, and how many more there are.
      let alike = rows.indices.filter { rows[$0].x == rows[row].x && rows[$0].y == rows[row].y }
      #expect(alike.first == row && (point.y > 0) == (rows[row].y == "1"))
      #expect(text == (alike.count == 1 ? "row 61" : "row \(row + 1) and \(alike.count - 1) like it"))
    }
    // A class may be called 1, which tells nothing without the target.
    #expect(Set(axes.artists.compactMap(\.label)).isSuperset(of: ["died = 1", "died = 0"]))
  }

  @Test func `rows that the terms cannot be fitted to are a reason for the figure alone`() throws {
    let table = try Self.patients()
    let model = try Self.patientsModel()
    let outcomes = try table.column("outcome").strings()
    let yes = outcomes.indices.filter { outcomes[$0] == "yes" }
    for plot in [ClassifierPlot.influence, .profile] {
      let error = #expect(throws: UnsuitablePlot.self) {
        try model.figure(plot, table: table.rows(at: yes))
      }
      #expect(error?.description.contains("cannot be fitted to the rows (Column \"outcome\"") == true)
    }
    #expect(try !model.figure(.residuals, table: table.rows(at: yes)).page.figures.isEmpty)
  }

  @Test func `a profile is the likelihood with the others fitted anew`() throws {
    let reference = try Self.reference()["profile"]
    let drawn = try Self.patientsModel().figure(.profile, table: Self.patients())
    let profile = try #require(drawn.data["profiles"]?.array?.first)
    #expect(profile["term"] == "age" && drawn.page.figures.count == 4)
    let (values, deviances) = (try numbers(profile["values"]), try numbers(profile["deviance"]))
    // Points are 3.5 errors / 20 apart: 2.1 errors are the 12th to the right of the middle.
    let wanted = try numbers(reference?.array?[1])
    #expect(abs(values[32] - wanted[0]) < 1e-8 && abs(deviances[32] - wanted[1]) < 1e-7 * wanted[1])
    // The limits lie where the line is crossed.
    let (high, fall) = (try #require(profile["conf_high"]?.double), try #require(drawn.data["fall"]?.double))
    let after = try #require(values.firstIndex { $0 > high })
    #expect(deviances[after - 1] < fall && fall < deviances[after] && abs(fall - 3.841458820694124) < 1e-9)
  }

  // MARK: Models

  @Test func `several classes have a colour each, and no influence`() throws {
    let set = Dataset.penguins()
    let model = try Self.model(set.table, "species ~ bill_length_mm + sex") { $0.baseClass = "Chinstrap" }
    let forest = try model.figure(.forest)
    #expect(forest.page.figures[0].axes.yNames == ["", "sex[male]", "", "", "bill_length_mm"])
    let labels = forest.page.figures[0].axes.artists.compactMap(\.label)
    #expect(labels == ["Adelie", "Gentoo"])
    // A class looks the same in all figures.
    for case .marks(let marks) in forest.page.figures[0].axes.artists where marks.label != nil {
      let style = SeriesStyle(marks.label == "Adelie" ? 0 : 2)
      #expect(marks.color == style.color && marks.marker == style.marker)
    }
    let effects = try model.figure(.effects, table: set.table)
    let curves = try #require(effects.data["effects"]?.array?.first?["curves"]?.array)
    let sums = try (0..<101).map { point in
      try curves.reduce(0) { $0 + (try numbers($1["probability"]))[point] }
    }
    #expect(curves.count == 3 && sums.allSatisfy { abs($0 - 1) < 1e-12 })
    #expect(try model.figure(.residuals, table: set.table).page.figures.count == 3)
    #expect(throws: UnsuitablePlot("influence", .twoClassesNeeded(found: 3))) {
      try model.figure(.influence, table: set.table)
    }
  }

  @Test func `other models are told that they need a regression`() throws {
    let set = Dataset.iris()
    var options = ClassifierOptions()
    options.epochs = 2
    let classifier = try Classifier.fit(set.table, target: set.target, options: options).classifier
    for plot in [ClassifierPlot.forest, .effects, .residuals, .influence, .profile] {
      #expect(throws: UnsuitablePlot(plot.name, .regressionNeeded)) {
        try classifier.figure(plot, table: set.table)
      }
    }
    #expect(!ClassifierPlot.usual(for: classifier, hasRows: true).contains { $0.name == "forest" })
    let names = try ClassifierPlot.usual(for: Self.patientsModel(), hasRows: true).map(\.name)
    #expect(
      names == [
        "forest", "effects", "roc", "precision-recall", "calibration", "confusion", "residuals", "influence",
      ])
    #expect(
      try ClassifierPlot.usual(for: Self.patientsModel(), hasRows: false).map(\.name) == [
        "forest", "effects",
      ])
  }
}
