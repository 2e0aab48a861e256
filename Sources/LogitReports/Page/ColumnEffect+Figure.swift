import LogitPlots

extension ColumnEffect {
  /// The height of a figure as a share of its width.
  private static let shape = 0.75
  /// Names of categories are shortened to this, since they stand beside each other.
  private static let longestName = 10

  /// The curves, those of two classes with a band from 10 to 90 of 100 rows.
  ///
  /// - Throws: `PlotError` if the figure cannot be laid out.
  var figure: Figure {
    get throws {
      var figure = try Figure(width: 4, height: 4 * Self.shape)
      figure.axes.title = column.shortened(to: 60)
      let isAlone = curves.count == 1
      figure.axes.yLabel = isAlone ? "Probability of \(curves[0].className.shortened(to: 24))" : "Probability"
      figure.axes.yLimits = Figure.margins
      figure.axes.grid = GridLines(opacity: 0.4)
      figure.axes.showsLegend = !isAlone
      switch places {
      case .numbers(let values): try draw(along: values, in: &figure)
      case .categories(let names): try draw(at: names, in: &figure)
      }
      return figure
    }
  }

  private func draw(along values: [Double], in figure: inout Figure) throws {
    for (index, curve) in curves.enumerated() {
      let style = SeriesStyle(index)
      let isAlone = curves.count == 1
      if isAlone { try figure.axes.band(values, from: curve.low, to: curve.high, color: style.color) }
      try figure.axes.line(
        values, curve.mean, color: style.color, width: 1.8, style: isAlone ? .solid : style.line,
        label: isAlone ? nil : curve.className.shortened(to: 24))
    }
  }

  private func draw(at names: [String], in figure: inout Figure) throws {
    let isAlone = curves.count == 1
    for (index, curve) in curves.enumerated() {
      // Side by side around the place of the category.
      let offset = isAlone ? 0 : 0.6 * Double(index) / Double(curves.count - 1) - 0.3
      let (places, style) = (names.indices.map { Double($0) + offset }, SeriesStyle(index))
      if isAlone {
        try figure.axes.errorBars(
          places, from: curve.low, to: curve.high, color: style.color, width: 1.3, capWidth: 6)
      }
      try figure.axes.scatter(
        places, curve.mean, color: style.color, marker: style.marker, size: 30,
        label: isAlone ? nil : curve.className.shortened(to: 24))
    }
    figure.axes.xNames = names.map { $0.shortened(to: Self.longestName) }
    figure.axes.xLimits = -0.6...Double(names.count) - 0.4
  }
}
