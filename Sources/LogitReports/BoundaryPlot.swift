import Logit
import LogitClassifier
import LogitPlots
import LogitStatistics

extension ClassifierPlot {
  /// What a classifier of two numbers predicts at every point of their plane, in the columns' own units: the
  /// probability of each class, and the lines where the class that is decided on changes.
  public static let boundary = ClassifierPlot(
    name: "boundary", summary: "what the model says of each place, for two columns of numbers",
    suits: BoundaryPlot.isPossible,
    draw: BoundaryPlot.draw)
}

private enum BoundaryPlot {
  /// The number of grid points along each axis, a multiple of ``dataPoints``: fewer for many classes, each of
  /// which has its areas drawn.
  private static func resolution(classCount: Int) -> Int {
    classCount <= 6 ? 240 : classCount <= 20 ? 144 : 96
  }
  /// The number of grid points along each axis that programs are given.
  private static let dataPoints = 24
  /// With more rows, marks are smaller.
  private static let mostLargeMarks = 1_000

  static func draw(_ classifier: Classifier, _ rows: LabeledPredictions) throws -> ClassifierFigure {
    let inputs = try requireTwoNumbers(classifier)
    let columns = try inputs.map { try rows.table.column($0).numbers() }
    let jitters = try inputs.enumerated().map { index, name in
      Jitter(columns[index], kind: try rows.table.column(name).kind, seed: UInt64(index))
    }
    // Of the values as they are drawn: a mark that was moved must not leave the axes.
    let ranges = try zip(inputs, jitters).map { try range($1.values, of: $0) }
    let resolution = resolution(classCount: classifier.classes.count)
    // In double precision: columns may lie far from 0.
    let axes = ranges.map { range -> Tensor<Double> in
      Tensor<Double>.linspace(range.lowerBound, range.upperBound, count: resolution)
    }
    let mesh = Tensor.meshgrid(axes[0], axes[1])
    let grid = try Table([
      Column(inputs[0], numbers: mesh.x.scalars), Column(inputs[1], numbers: mesh.y.scalars),
    ])
    let probabilities = try classifier.predict(grid).probabilities
    var figure = try Figure(width: 8, height: 6)
    let names = classifier.classes.names
    let groups = ClassGroups(rows, classCount: names.count)
    if classifier.classes.head.isBinary {
      try fill(&figure, mesh, probabilityOfSecond: probabilities, classifier.decision.rule)
    } else {
      try fill(&figure, mesh, ClassLeads(probabilities, classifier.decision.rule), groups)
    }
    try scatter(&figure, rows, jitters.map(\.values), names, groups)
    // The border of the grid lies outside the axes, so that it is not taken for a boundary.
    figure.axes.xLimits = inner(ranges[0])
    figure.axes.yLimits = inner(ranges[1])
    figure.axes.title = "What the model says of each place: \(classifier.target.shortened(to: 60))"
    figure.axes.xLabel = inputs[0].shortened(to: 60) + jitters[0].note
    figure.axes.yLabel = inputs[1].shortened(to: 60) + jitters[1].note
    figure.axes.showsLegend = true
    return ClassifierFigure(
      page: FigureStack([try figure.widenedForLegend()]),
      data: data(inputs, ranges, mesh, probabilities, classes: names),
      terminalHeight: PlotSelection.terminalHeight(classCount: names.count))
  }

  private static func scatter(
    _ figure: inout Figure, _ rows: LabeledPredictions, _ columns: [[Double]], _ names: [String],
    _ groups: ClassGroups
  ) throws {
    let size = rows.rowCount > 2 * mostLargeMarks ? 9.0 : 22
    let others = rows.labels.indices.filter { groups.others.contains(rows.labels[$0]) }
    if !groups.others.isEmpty {
      try figure.axes.scatter(
        others.map { columns[0][$0] }, others.map { columns[1][$0] }, color: .others, marker: .point,
        size: size, opacity: 0.85, label: "\(groups.others.count) other classes")
    }
    for label in groups.named {
      let places = rows.labels.indices.filter { rows.labels[$0] == label }
      try figure.axes.scatter(
        places.map { columns[0][$0] }, places.map { columns[1][$0] }, color: groups.color(of: label),
        marker: groups.marker(of: label), size: places.count > mostLargeMarks ? 9 : size, opacity: 0.85,
        label: names[label].shortened(to: 24))
    }
  }

  // MARK: What is asked for

  /// Whether a classifier takes two columns of numbers and nothing else.
  static func isPossible(_ classifier: Classifier) -> Bool { (try? requireTwoNumbers(classifier)) != nil }

  private static func requireTwoNumbers(_ classifier: Classifier) throws -> [String] {
    let inputs = classifier.features.inputKinds
    let areNumbers = classifier.features.transforms.allSatisfy { $0 is NumericFeature }
    guard inputs.count == 2, areNumbers, inputs.allSatisfy({ $0.kind == .numeric || $0.kind == .integer })
    else {
      let found =
        inputs.count == 2
        ? "of \(DataError.list(inputs.map(\.name))) not both are numbers"
        : "the model takes \(inputs.count.counted("column")), \(DataError.list(inputs.map(\.name)))"
      throw UnsuitablePlot("boundary", .twoNumbersNeeded(found: found))
    }
    return inputs.map(\.name)
  }

  /// The range of the values, with a margin.
  private static func range(_ values: [Double], of column: String) throws -> ClosedRange<Double> {
    let finite = values.filter(\.isFinite)
    guard let least = finite.min(), let greatest = finite.max() else {
      throw UnsuitablePlot("boundary", .noFiniteValues(column: column))
    }
    let margin = greatest > least ? 0.08 * (greatest - least) : max(abs(least) * 0.08, 0.5)
    return least - margin...greatest + margin
  }

  private static func inner(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
    let border = (range.upperBound - range.lowerBound) * 0.01
    return range.lowerBound + border...range.upperBound - border
  }

  // MARK: Areas

  private typealias Mesh = (x: Tensor<Double>, y: Tensor<Double>)

  /// Shades from the colour of one class through white to that of the other, with a line where the decision
  /// changes.
  private static func fill(
    _ figure: inout Figure, _ mesh: Mesh, probabilityOfSecond: Tensor<Float>, _ rule: DecisionRule
  ) throws {
    let heights = probabilityOfSecond.withUnsafeBufferPointer { p in (0..<p.count / 2).map { p[2 * $0 + 1] } }
    let surface = try Tensor(heights, shape: mesh.x.shape)
    try figure.axes.filledContour(
      mesh.x, mesh.y, surface, levels: (0...10).map { Double($0) / 10 },
      colorMap: ColorMap([.ofClass(0), .white, .ofClass(1)]), opacity: 0.5)
    let threshold = rule.threshold(classCount: 2) ?? 0.5
    // Where one class is predicted everywhere, there is no line that a legend could explain.
    let decisions = Set(heights.map { Double($0) > threshold })
    guard decisions.count == 2 else { return }
    try figure.axes.contourLine(
      mesh.x, mesh.y, surface, level: threshold, color: PlotColor(0x333333), style: .dashed,
      label: rule == .mostProbable
        ? "Probability 0.5" : "Predicted above \(threshold.fixed(decimals: 3))")
  }

  /// Each class's area in its colour, deeper where its lead is larger, with lines between the areas.
  private static func fill(
    _ figure: inout Figure, _ mesh: Mesh, _ leads: ClassLeads, _ groups: ClassGroups
  ) throws {
    for label in 0..<groups.classCount where leads.winners.contains(label) {
      let surface = try Tensor(leads.lead(of: label), shape: mesh.x.shape)
      try figure.axes.filledContour(
        mesh.x, mesh.y, surface, levels: [0, 0.25, 0.5, 0.75, 1],
        colorMap: ColorMap([.white, groups.color(of: label)]), opacity: 0.5)
      try figure.axes.contourLine(mesh.x, mesh.y, surface, level: 0, color: PlotColor(0x333333), width: 0.9)
    }
  }

  // MARK: Numbers

  /// The grid, thinned.
  private static func data(
    _ inputs: [String], _ ranges: [ClosedRange<Double>], _ mesh: Mesh, _ probabilities: Tensor<Float>,
    classes: [String]
  ) -> JSON {
    let resolution = mesh.x.shape[0]
    let places = Array(stride(from: 0, to: resolution, by: resolution / dataPoints))
    func rows(_ p: UnsafeBufferPointer<Float>) -> [JSON] {
      places.map { row in
        let cells = places.map { column -> JSON in
          let start = (row * resolution + column) * classes.count
          return .numbers(p[start..<start + classes.count].map { Double($0) })
        }
        return .array(cells)
      }
    }
    let xs: [Double] = places.map { mesh.x[0, $0] }
    let ys: [Double] = places.map { mesh.y[$0, 0] }
    return [
      "x": .string(inputs[0]), "y": .string(inputs[1]), "x_values": .numbers(xs), "y_values": .numbers(ys),
      "classes": .array(classes.map { .string($0) }),
      "probabilities": .array(probabilities.withUnsafeBufferPointer { rows($0) }),
    ]
  }
}
