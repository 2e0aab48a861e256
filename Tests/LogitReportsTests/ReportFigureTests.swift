import LogitClassifier
import Testing

@testable import LogitPlots
@testable import LogitReports

/// What the figures of a classifier show, for few and many classes and features.
@Suite struct ReportFigureTests {
  /// A classifier of rows whose features tell something of the class.
  static func classifier(
    classes: Int, features: Int = 3, rows: Int? = nil, integers: Bool = false, share: Double? = nil,
    _ adjust: (inout ClassifierOptions) -> Void = { _ in }
  ) throws -> (classifier: Classifier, rows: LabeledPredictions) {
    var generator = RandomGenerator(seed: 4)
    let count = rows ?? max(40 * classes, 200)
    let labels = (0..<count).map { row in
      share.map { Double(row % 1000) / 1000 < $0 ? 1 : 0 } ?? row % classes
    }
    let columns = (0..<features).map { feature -> Column in
      let noise = generator.normal(mean: 0, standardDeviation: 1, count: count).scalars
      let values = (0..<count).map { noise[$0] + Double(labels[$0] * (feature + 1) % classes) * 0.7 }
      return integers
        ? Column("x\(feature)", integers: values.map { Int($0.rounded()) })
        : Column("x\(feature)", numbers: values)
    }
    let target = Column("class", strings: labels.map { "name \($0)" })
    let table = try Table(columns + [target])
    var options = ClassifierOptions()
    (options.epochs, options.batchSize) = (share == nil ? 3 : 40, 256)
    adjust(&options)
    let classifier = try Classifier.fit(table, target: "class", options: options).classifier
    return (classifier, try classifier.labeledPredictions(of: table))
  }

  // MARK: - Curves

  @Test(arguments: [3, 20, 52], [ClassifierPlot.roc, .precisionRecall].map(\.name))
  func `curves differ, and more than twenty are grouped`(classes: Int, name: String) throws {
    let plot = try #require(ClassifierPlot.all.first { $0.name == name })
    let (classifier, rows) = try Self.classifier(classes: classes)
    let drawn = try classifier.figure(plot, rows: rows)
    let figure = drawn.page.figures[0]
    let legend = figure.svg().matches(of: #/>([^<]*(?:AUC|AP) [^<]*)</text>/#).map { String($0.1) }
    let named = legend.filter { $0.hasPrefix("name ") }
    #expect(named.count == (classes > 20 ? 10 : classes))
    #expect(legend.contains { $0.hasPrefix("42 others (") } == (classes == 52))
    #expect(figure.axes.title.contains("10 of 52 classes") == (classes == 52))
    if plot.name == ClassifierPlot.precisionRecall.name {
      #expect(named.allSatisfy { $0.contains(#/AP 0\.\d{3}, base rate 0\.\d{3}\)/#) }, "\(named)")
    }
    // The numbers are all there, whatever is drawn.
    #expect(drawn.data["curves"]?.array?.count == classes)
  }

  @Test func `of many classes those with the smallest score are named`() {
    let selection = PlotSelection(Array(0..<52), called: "area") { $0 % 5 == 0 ? 0.1 : 0.9 }
    #expect(selection.named == [0, 5, 10, 15, 20, 25, 30, 35, 40, 45])
    #expect(selection.others.count == 42 && Set(selection.named + selection.others).count == 52)
    #expect(Set(selection.named.map { selection.style(of: $0).color }).count == 10)
    let all = PlotSelection(Array(0..<20), called: "area") { _ in 1 }
    #expect(all.named.count == 20 && all.others.isEmpty && all.note.isEmpty)
  }

  @Test func `long names are shortened in the middle, so that they still differ`() {
    #expect("a rather long class name number 12".shortened(to: 20) == "a rather l…number 12")
    #expect("short".shortened(to: 20) == "short" && "12345678901".shortened(to: 10).count == 10)
  }

  // MARK: - Coefficients

  @Test(arguments: [2, 3, 20, 52])
  func `names of features and classes are whole, and the figure has room for them`(classes: Int) throws {
    let names = ["the mean volume of the cells in femtolitres", "the concentration in the serum of a fast"]
    let labels = (0..<classes * 10).map { $0 % classes }
    var options = ClassifierOptions()
    options.measuring = .holdout(0)
    func figure(_ names: [String], _ prefix: String) throws -> Figure {
      let columns = names.enumerated().map { place, name in
        let values: [Double] = labels.indices.map { Double($0 * (37 + 16 * place) % 61 + labels[$0]) }
        return Column(name, numbers: values)
      }
      let table = try Table(columns + [Column("y", strings: labels.map { "\(prefix)\($0)" })])
      let classifier = try Classifier.fit(table, target: "y", options: options).classifier
      return try classifier.figure(.coefficients).page.figures[0]
    }
    let (short, long) = (try figure(["a", "b"], "c"), try figure(names, "a class of cells no. "))
    let drawn = try #require(long.axes.yNames)
    #expect(!drawn.contains { $0.contains("…") }, "\(drawn)")
    #expect(names.allSatisfy { name in drawn.contains { $0.hasPrefix(name) } })
    #expect(classes <= 6 || drawn.allSatisfy { $0.contains(" for a class of cells no. ") })
    #expect(long.width > short.width)
  }

  @Test(arguments: [2, 3, 10], [3, 30, 200])
  func `coefficients say what their scale is and how many are shown`(classes: Int, features: Int) throws {
    let classifier = try Self.classifier(classes: classes, features: features, rows: 400).classifier
    for top in [nil, 5, 1000] as [Int?] {
      let plot = top.map { ClassifierPlot.coefficients(top: $0) } ?? .coefficients
      let figure = try classifier.figure(plot).page.figures[0]
      let all = classes <= 6 ? features : features * classes
      let shown = min(top ?? 20, all)
      #expect(figure.axes.yNames?.count == shown)
      #expect(figure.axes.xLabel.contains("per standard deviation"))
      let title = figure.axes.title
      #expect(
        title.hasPrefix(shown < all ? "The \(shown) strongest of \(all.grouped) " : "All \(all.grouped) "),
        "\(title)")
    }
  }

  @Test(arguments: 2...6) func `in a terminal no two bars share a line`(classes: Int) throws {
    let classifier = try Self.classifier(classes: classes, features: 12, rows: 400).classifier
    let drawn = try classifier.figure(.coefficients)
    for width in [80, 100] {
      let text = drawn.page.text(width: width, height: try #require(drawn.terminalHeight))
      let rows = text.split(separator: "\n").filter { $0.hasSuffix("│") }.map { line in
        Set(line.drop { $0 != "┤" && $0 != "│" }).intersection("█▒#=o-")
      }
      #expect(rows.allSatisfy { $0.count <= 1 }, "\(text)")
      // The line at 0 may hide the shortest bars.
      #expect(rows.count { !$0.isEmpty } > 10 * (classes == 2 ? 1 : classes), "\(text)")
    }
  }

  // MARK: - Calibration

  @Test func `calibration of a rare outcome is drawn where its probabilities are`() throws {
    let (classifier, rows) = try Self.classifier(classes: 2, rows: 4000, share: 0.01)
    let figure = try classifier.figure(.calibration, rows: rows)
    let limits = try #require(figure.page.figures[0].axes.xLimits)
    #expect(limits.upperBound < 0.5 && limits.lowerBound <= 0)
    #expect(figure.page.figures[0].axes.yLimits == limits && figure.page.figures[1].axes.xLimits == limits)
    #expect(figure.page.figures[0].axes.title.contains("axes from 0.00"))
    // Every interval can be seen whole.
    for bin in try rows.reliabilityCurve().bins {
      #expect(limits.contains(bin.interval.upper) && limits.contains(bin.meanProbability))
    }
    let common = try Self.classifier(classes: 2, rows: 400)
    let whole = try common.classifier.figure(.calibration, rows: common.rows).page.figures[0].axes
    #expect(whole.xLimits == Figure.margins && !whole.title.contains("axes from"))
  }

  // MARK: - Confusion

  @Test(arguments: [2, 20, 52]) func `cells without rows are blank and numbers fit`(classes: Int) throws {
    let (classifier, rows) = try Self.classifier(classes: classes)
    let svg = try classifier.figure(.confusion, rows: rows).page.svg()
    let numbers = svg.matches(of: #/font-size="([0-9.]+)"[^>]*>([0-9,]+)</text>/#)
    #expect(!numbers.isEmpty && !numbers.contains { $0.2 == "0" })
    let matrix = try rows.confusionMatrix()
    #expect(numbers.count <= matrix.counts.count { $0 > 0 })
    let cell = 0.68 * min(max(4.6, 2.4 + 0.6 * Double(classes)), 12) * 72 / Double(classes)
    for number in numbers {
      let size = try #require(Double(number.1))
      #expect(size >= 3 && Double(number.2.count) * 0.636 * size <= cell)
    }
  }

  // MARK: - Boundary

  @Test func `whole numbers are moved a little, always alike, and it is said`() throws {
    let values = (0..<100).map { Double($0 % 4) }
    let jitter = Jitter(values, kind: .integer, seed: 1)
    #expect(jitter.values != values && jitter.values == Jitter(values, kind: .integer, seed: 1).values)
    #expect(zip(values, jitter.values).allSatisfy { abs($0 - $1) <= 0.3 })
    #expect(jitter.note.contains("±0.3"))
    let tens = Jitter(values.map { $0 * 10 }, kind: .integer, seed: 1)
    #expect(zip(values, tens.values).allSatisfy { abs($0 * 10 - $1) <= 3 } && tens.note.contains("±3"))
    for unmoved in [
      Jitter(values, kind: .numeric, seed: 1), Jitter((0..<500).map { Double($0) }, kind: .integer, seed: 1),
      Jitter([2, 2, 2], kind: .integer, seed: 1), Jitter([], kind: .integer, seed: 1),
    ] { #expect(unmoved.note.isEmpty) }
    let gaps = Jitter([1, .nan, 2, 2, 1], kind: .integer, seed: 1)
    #expect(gaps.values[1].isNaN && !gaps.note.isEmpty)
  }

  // MARK: - Learning curve

  private static func paths(_ figure: Figure) -> [Path] {
    figure.axes.artists.compactMap { if case .path(let path) = $0 { path } else { nil } }
  }

  @Test func `the loss that is drawn is the log loss that is printed, with the penalty apart`() throws {
    let set = Dataset.iris()
    var options = ClassifierOptions()
    (options.l2, options.epochs) = (0.02, 30)
    let (classifier, report) = try Classifier.fit(set.table, target: set.target, options: options)
    let history = classifier.history
    let (loss, penalty) = (try #require(history["val_loss"].last), try #require(history["val_penalty"].last))
    #expect(penalty > 0.01)
    #expect(abs(Double(loss - penalty) - (report.scores?.logLoss.value ?? 0)) < 1e-5)
    let figures = try classifier.figure(.learningCurve).page.figures
    #expect(figures.map(\.axes.title) == ["Log loss, without the penalty", "Accuracy", "Penalty"])
    #expect(Self.paths(figures[0]).map(\.label) == ["Training", "Held out"])
    // The penalty after each epoch, not the mean over it, to which the random first weights would belong.
    #expect(Self.paths(figures[2])[0].points.map(\.y) == history["val_penalty"].map { Double($0) })
    options.l2 = 0
    let plain = try Classifier.fit(set.table, target: set.target, options: options).classifier
    #expect(plain.history["penalty"].isEmpty)
    let titles = try plain.figure(.learningCurve).page.figures.map(\.axes.title)
    #expect(titles == ["Loss", "Accuracy"])
  }

  @Test func `a loss in which classes have weights is called so`() throws {
    let set = Dataset.iris()
    var options = ClassifierOptions()
    (options.classWeight, options.epochs) = (.named(["setosa": 3]), 3)
    let classifier = try Classifier.fit(set.table, target: set.target, options: options).classifier
    let figures = try classifier.figure(.learningCurve).page.figures
    #expect(Self.paths(figures[0]).map(\.label) == ["Training, classes weighted", "Held out"])
    #expect(Self.paths(figures[1]).map(\.label) == ["Training", "Held out"])
  }
}
