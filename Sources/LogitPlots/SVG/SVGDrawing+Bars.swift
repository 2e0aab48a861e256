extension SVGDrawing {
  mutating func draw(_ bars: Bars) {
    var data = ""
    for bar in bars.bars {
      let (left, right) = (short(layout.x(bar.left)), short(layout.x(bar.right)))
      data += "M\(left) \(short(layout.y(bar.bottom)))V\(short(layout.y(bar.top)))H\(right)"
      data += "V\(short(layout.y(bar.bottom)))Z"
    }
    body += "<path d=\"\(data)\" fill=\"\(bars.color.css)\"\(opacity(bars.opacity, of: "fill-"))/>\n"
  }

  mutating func draw(_ bars: ErrorBars) {
    var data = ""
    for (lower, upper) in bars.ends {
      let (x, low, high) = (layout.x(lower.x), layout.y(lower.y), layout.y(upper.y))
      data += "M\(short(x)) \(short(low))V\(short(high))"
      guard bars.capWidth > 0 else { continue }
      for y in [low, high] {
        data += "M\(short(x - bars.capWidth / 2)) \(short(y))h\(short(bars.capWidth))"
      }
    }
    body += "<path d=\"\(data)\" fill=\"none\" \(stroke(bars))/>\n"
  }

  mutating func draw(_ cells: Cells) {
    var texts: [(row: Int, column: Int)] = []
    // Neighbours of one colour would show the background between them if their edges were smoothed.
    body += "<g shape-rendering=\"crispEdges\">\n"
    for row in 0..<cells.rows {
      for column in 0..<cells.columns {
        texts.append((row, column))
        guard let color = cells.color(row: row, column: column) else { continue }
        let middle = cells.middle(row: row, column: column)
        let (left, top) = (layout.x(middle.x - 0.5), layout.y(middle.y + 0.5))
        let (right, bottom) = (layout.x(middle.x + 0.5), layout.y(middle.y - 0.5))
        body += "<rect x=\"\(short(left))\" y=\"\(short(top))\" width=\"\(short(right - left))\" "
        body += "height=\"\(short(bottom - top))\" fill=\"\(color.css)\"/>\n"
      }
    }
    body += "</g>\n"
    for (row, column) in texts { drawText(of: cells, row: row, column: column) }
  }

  /// A cell's lines around its middle.
  private mutating func drawText(of cells: Cells, row: Int, column: Int) {
    let lines = cells.lines(row: row, column: column)
    let middle = layout.place(cells.middle(row: row, column: column))
    let lineHeight = 1.25 * cells.textSize
    let color = Cells.textColor(on: cells.color(row: row, column: column))
    for (index, line) in lines.enumerated() {
      let offset = (Double(index) - Double(lines.count - 1) / 2) * lineHeight
      let base = Point(x: middle.x, y: middle.y + offset + 0.36 * cells.textSize)
      drawText(String(line), at: base, anchor: "middle", size: cells.textSize, color: color)
    }
  }

  // MARK: Samples in the legend

  mutating func drawSample(of bars: Bars, at middle: Point) {
    body += "<rect x=\"\(short(middle.x - Legend.handleWidth / 2))\" y=\"\(short(middle.y - 3.5))\" "
    body += "width=\"\(short(Legend.handleWidth))\" height=\"7\" fill=\"\(bars.color.css)\""
    body += "\(opacity(bars.opacity, of: "fill-"))/>\n"
  }

  mutating func drawSample(of bars: ErrorBars, at middle: Point) {
    let (x, half) = (middle.x, bars.capWidth / 2)
    var data = "M\(short(x)) \(short(middle.y - 5))v10"
    for end in [-5.0, 5] { data += "M\(short(x - half)) \(short(middle.y + end))h\(short(2 * half))" }
    body += "<path d=\"\(data)\" fill=\"none\" \(stroke(bars))/>\n"
  }

  private func stroke(_ bars: ErrorBars) -> String {
    "stroke=\"\(bars.color.css)\" stroke-width=\"\(short(bars.width))\"\(opacity(bars.opacity))"
  }
}
