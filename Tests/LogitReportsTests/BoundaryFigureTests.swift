import LogitClassifier
import LogitStatistics
import Testing

@testable import LogitPlots
@testable import LogitReports

/// What the figure of a plane shows: where the decision changes, and the rows.
@Suite struct BoundaryFigureTests {
  @Test(arguments: [nil, 0.2, 0.8]) func `the line of a boundary is where the decision changes`(
    threshold: Double?
  ) throws {
    let (classifier, rows) = try ReportFigureTests.classifier(classes: 2, features: 2) {
      $0.decision.threshold = threshold.map { .value($0) }
    }
    let axes = try classifier.figure(.boundary, rows: rows).page.figures[0].axes
    let line = try #require(
      axes.artists.compactMap { artist -> Path? in
        if case .path(let path) = artist, path.label != nil { path } else { nil }
      }.first)
    #expect(line.label == threshold.map { "Predicted above \($0.fixed(decimals: 3))" } ?? "Probability 0.5")
    let points = line.points.filter(\.isFinite)
    let grid = try Table([
      Column("x0", numbers: points.map(\.x)), Column("x1", numbers: points.map(\.y)),
    ])
    let found = try classifier.predict(grid).probabilities
    for row in points.indices { #expect(abs(Double(found[row, 1]) - (threshold ?? 0.5)) < 0.02) }
  }

  @Test func `where one class is predicted everywhere there is no line to explain`() throws {
    let (classifier, rows) = try ReportFigureTests.classifier(
      classes: 2, features: 2, rows: 2000, share: 0.01)
    let axes = try classifier.figure(.boundary, rows: rows).page.figures[0].axes
    let probabilities = try classifier.predict(rows.table).probabilities
    let isOneSided = (0..<rows.rowCount).allSatisfy { probabilities[$0, 1] < 0.5 }
    #expect(isOneSided && !axes.artists.contains { $0.label == "Probability 0.5" })
  }

  @Test(arguments: 0..<20) func `the areas of a boundary are those of the classes that are decided on`(
    seed: Int
  ) throws {
    var generator = RandomGenerator(seed: UInt64(seed))
    let (places, classes) = (200, 3 + seed % 4)
    let logits = generator.normal(mean: 0, standardDeviation: 2, count: places * classes).scalars
    let probabilities = (0..<places).flatMap { place -> [Float] in
      let parts = (0..<classes).map { exponential(logits[place * classes + $0]) }
      let sum = parts.reduce(0, +)
      return parts.map { Float($0 / sum) }
    }
    let costs = (0..<classes * classes).map { cell in
      cell / classes == cell % classes ? 0 : Double.random(in: 0.1...20, using: &generator)
    }
    let outputs = try Tensor(probabilities, shape: [places, classes])
    for rule in [DecisionRule.mostProbable, .leastCost(try CostMatrix(classCount: classes, values: costs))] {
      let names = (0..<classes).map { "class \($0)" }
      let decided = Predictions(classNames: names, outputs: outputs, rule: rule).classIndices
      let leads = ClassLeads(outputs, rule)
      #expect(leads.winners == Set(decided))
      for label in 0..<classes {
        for (lead, other) in zip(leads.lead(of: label), decided) {
          #expect((other == label ? 0...1 : -1...0).contains(lead))
        }
      }
    }
  }

  @Test(arguments: [3, 52]) func `a boundary of many classes names those with most rows`(classes: Int)
    throws
  {
    let (classifier, rows) = try ReportFigureTests.classifier(classes: classes, features: 2, integers: true)
    let drawn = try classifier.figure(.boundary, rows: rows)
    let figure = drawn.page.figures[0]
    // The legend is not at the expense of the drawing.
    #expect(drawn.terminalHeight == 22 + min(classes, 20))
    #expect(figure.axes.xLabel.contains("each moved by up to"))
    let svg = figure.svg()
    #expect(svg.contains("other classes") == (classes == 52))
    #expect(svg.matches(of: #/>name \d+</text>/#).count == (classes == 52 ? 19 : classes))
  }

  @Test func `marks that are moved lie within the axes`() throws {
    let table = try Table([
      Column("age", numbers: (0..<120).map { Double($0 * 7 % 61) }),
      Column("sex", integers: (0..<120).map { $0 / 2 % 2 }),
      Column("class", strings: (0..<120).map { "name \($0 % 2)" }),
    ])
    var options = ClassifierOptions()
    options.epochs = 2
    let classifier = try Classifier.fit(table, target: "class", options: options).classifier
    let rows = try classifier.labeledPredictions(of: table)
    let axes = try classifier.figure(.boundary, rows: rows).page.figures[0].axes
    #expect(axes.yLabel.contains("each moved by up to ±0.3"))
    let points = axes.artists.flatMap { if case .marks(let marks) = $0 { marks.points } else { [Point]() } }
    #expect(points.count == 120)
    let (xs, ys) = (try #require(axes.xLimits), try #require(axes.yLimits))
    #expect(points.allSatisfy { xs.contains($0.x) && ys.contains($0.y) })
  }
}
