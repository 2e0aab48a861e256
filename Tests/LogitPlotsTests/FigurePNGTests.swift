import Foundation
import Logit
import Testing

@testable import LogitPlots

@Suite struct FigurePNGTests {
  /// A small figure of each kind of thing that can be drawn.
  static func kinds() throws -> [String: Figure] {
    let line = Tensor<Double>.linspace(0, 4, count: 5)
    let mesh = Tensor.meshgrid(line, line)
    let heights = try Tensor(zip(mesh.x.scalars, mesh.y.scalars).map { $0 + $1 }, shape: [5, 5])
    func figure(_ draw: (inout Axes) throws -> Void) throws -> Figure {
      var figure = try Figure(width: 2, height: 1.5)
      try draw(&figure.axes)
      return figure
    }
    return [
      "scatter": try figure {
        for marker in Marker.allCases { try $0.scatter([1.0, 2], [2.0, 1], marker: marker, opacity: 0.5) }
      },
      "line": try figure {
        for style in [LineStyle.solid, .dashed, .dotted] {
          try $0.line([0.0, 1, 2], [0.0, 2, 1], style: style)
        }
      },
      "contour": try figure {
        try $0.filledContour(mesh.x, mesh.y, heights, levels: [0, 4, 8], opacity: 0.4)
        try $0.contourLine(mesh.x, mesh.y, heights, level: 3)
      },
      "bars": try figure { try $0.bars([0, 1], [2.0, -1]) },
      "error bars": try figure { try $0.errorBars([0, 1], from: [0.0, 1], to: [1.0, 3]) },
      "heat map": try figure { try $0.heatMap(heights, texts: (0..<25).map { "\($0)" }, textSize: 4) },
      "grid": try figure { $0.grid = GridLines(style: .dashed) },
    ]
  }

  /// The page of a figure at a pixel a point.
  private func page(_ figure: Figure) -> PixelPage {
    var canvas = RasterCanvas(width: Int(figure.width * 72), height: Int(figure.height * 72), scale: 1)
    canvas.draw(figure)
    return canvas.page
  }

  /// The colours between the axes.
  private func colors(_ figure: Figure) -> [PlotColor] {
    let page = page(figure)
    let box = PageLayout(figure.axes, width: figure.width * 72, height: figure.height * 72).box
    return (Int(box.top) + 2..<Int(box.bottom) - 2).flatMap { row in
      (Int(box.left) + 2..<Int(box.right) - 2).map { page.color(column: $0, row: row) }
    }
  }

  @Test("Whatever is drawn leaves its marks, and the same ones each time")
  func kinds() throws {
    for (name, figure) in try Self.kinds() {
      #expect(Set(colors(figure)).count > 1, "\(name)")
      #expect(try figure.png(pixelsPerInch: 40) == figure.png(pixelsPerInch: 40), "\(name)")
    }
    #expect(Set(colors(try Figure(width: 2, height: 1.5))) == [.white])
  }

  @Test("Colours lie where the data is, and opacity mixes them with what lies below")
  func places() throws {
    var figure = try Figure(width: 4, height: 3)
    try figure.axes.bars([1.0], [2.0], width: 1, color: .red)
    try figure.axes.bars([3.0], [2.0], width: 1, color: .blue, opacity: 0.5)
    figure.axes.xLimits = 0...4
    figure.axes.yLimits = 0...4
    let layout = PageLayout(figure.axes, width: 288, height: 216)
    let page = page(figure)
    func color(_ x: Double, _ y: Double) -> PlotColor {
      page.color(column: Int(layout.x(x)), row: Int(layout.y(y)))
    }
    #expect(color(1, 1) == .red && color(1, 3) == .white && color(2, 1) == .white)
    #expect(color(3, 1) == PlotColor.white.mixed(with: .blue, 0.5))
    // The frame is one whole pixel of black, and the page around it white.
    let row = Int(layout.box.top) + 30
    let frame = (0..<288).filter { page.color(column: $0, row: row) == .black }
    #expect(frame.count == 2 && abs(Double(frame[0]) - layout.box.left) <= 1)
    #expect(page.color(column: 0, row: 0) == .white)
  }

  @Test("A group of areas is mixed with the page once, however often its areas overlap")
  func areas() throws {
    let line = Tensor<Double>.linspace(0, 4, count: 5)
    let mesh = Tensor.meshgrid(line, line)
    var figure = try Figure(width: 4, height: 3)
    let map = ColorMap([.red, .blue])
    try figure.axes.filledContour(mesh.x, mesh.y, mesh.x, levels: [0, 1, 4], colorMap: map, opacity: 0.4)
    let layout = PageLayout(figure.axes, width: 288, height: 216)
    let found = page(figure).color(column: Int(layout.x(3)), row: Int(layout.y(2)))
    let expected = PlotColor.white.mixed(with: map.color(at: 2.5 / 4), 0.4)
    for (a, b) in [(found.red, expected.red), (found.green, expected.green), (found.blue, expected.blue)] {
      #expect(abs(Int(a) - Int(b)) <= 1)
    }
  }

  @Test("Nothing leaves the axes, however far the data does")
  func clipping() throws {
    var figure = try Figure(width: 3, height: 3)
    try figure.axes.line([-1e9, 1e9], [-1e9, 1e9], color: .red, width: 5)
    try figure.axes.line([-1e9, 1e9], [1e9, -1e9], color: .red, style: .dashed)
    try figure.axes.scatter([0.0, 1e300, -1e15], [0.0, 1e300, 0], color: .red)
    figure.axes.xLimits = -1...1
    figure.axes.yLimits = -1...1
    let (page, box) = (page(figure), PageLayout(figure.axes, width: 216, height: 216).box)
    var inside = 0
    for row in 0..<216 {
      for column in 0..<216 {
        let color = page.color(column: column, row: row)
        guard color.red > color.blue else { continue }
        inside += 1
        #expect(Double(column) > box.left - 2 && Double(column) < box.right + 1)
        #expect(Double(row) > box.top - 2 && Double(row) < box.bottom + 1)
      }
    }
    #expect(inside > 500)
  }

  @Test("The file says its size and resolution, and an independent reader finds the pixels that were drawn")
  func file() throws {
    var figure = try Figure(width: 2, height: 1)
    try figure.axes.line([0.0, 1], [0.0, 1])
    let bytes = try figure.png(pixelsPerInch: 72)
    let chunks = try PNGTests.chunks(of: bytes)
    #expect(chunks.map(\.type) == ["IHDR", "pHYs", "IDAT", "IEND"])
    #expect(chunks[0].data == [0, 0, 0, 144, 0, 0, 0, 72, 8, 2, 0, 0, 0])
    #expect(chunks[1].data == [0, 0, 0x0B, 0x13, 0, 0, 0x0B, 0x13, 1])  // 2835 pixels a metre
    let rows = try PNGTests.inflated(chunks[2].data)
    #expect(rows.count == 72 * (1 + 3 * 144))
    let page = page(figure)
    for row in 0..<72 {
      let start = row * (1 + 3 * 144)
      #expect(rows[start] == 0)
      let drawn = page.pixels[3 * 144 * row..<3 * 144 * (row + 1)]
      #expect(rows[start + 1..<start + 1 + 3 * 144].elementsEqual(drawn))
    }
  }

  @Test("Figures share an image as they share a page, two pixels for each of a screen's by default")
  func stack() throws {
    let figures = [try Figure(width: 2, height: 1), try Figure(width: 1, height: 1.5)]
    func size(_ bytes: [UInt8]) -> [Int] {
      [16, 20].map { start in bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } }
    }
    #expect(try size(FigureStack(figures, direction: .horizontal).png()) == [576, 288])
    #expect(try size(FigureStack(figures).png(pixelsPerInch: 50)) == [100, 125])
    #expect(try FigureStack([figures[0]]).png(pixelsPerInch: 50) == figures[0].png(pixelsPerInch: 50))
    #expect(try size(FigureStack([]).png()) == [1, 1])
  }

  @Test("An image of absurd size or resolution is refused")
  func tooLarge() throws {
    let figure = try Figure(width: 100, height: 100)
    #expect(throws: PlotError.imageTooLarge(width: 19200, height: 19200, limit: 67_108_864)) {
      try figure.png()
    }
    #expect(
      "\(PlotError.imageTooLarge(width: 19200, height: 19200, limit: 67_108_864))"
        == "The figure would be an image of 19200 by 19200 pixels, but may have at most 67108864; "
        + "make it smaller, lower pixelsPerInch, or write it as .svg.")
    for density in [0, -1, .nan, .infinity, 1e9] {
      #expect(throws: PlotError.self) { try Figure().png(pixelsPerInch: density) }
    }
  }

  @Test("Whatever passes the axes' checks can be drawn: absurd opacities, widths, sizes and limits")
  func absurdities() throws {
    func png(_ change: (inout Axes) throws -> Void) throws -> [UInt8] {
      var figure = try Figure(width: 2, height: 1.5)
      try figure.axes.line([0.0, 1], [0.0, 1])
      try change(&figure.axes)
      return try figure.png(pixelsPerInch: 72)
    }
    let plain = try png { $0.grid = nil }
    #expect(try png { $0.grid = GridLines(opacity: .nan) } == plain)
    #expect(try png { $0.grid = GridLines(opacity: -3) } == plain)
    #expect(
      try png { $0.grid?.opacity = 5 } == png { $0.grid?.opacity = 1 })
    for width in [Double.leastNonzeroMagnitude, 1e-6] {
      // Too thin to be seen.
      #expect(try png { try $0.line([0.0, 1], [1.0, 0], width: width, style: .dashed) } == png { _ in })
    }
    #expect(try png { try $0.line([0.0, 1], [1.0, 0], width: 1e6, style: .dashed) } != png { _ in })
    _ = try png { try $0.scatter([0.5], [0.5], size: 1e30) }
    _ = try png {
      $0.xLimits = 0...1e-300
      try $0.line([0.0, 1e10, -1e10], [0.0, 1, 0.5], style: .dashed)
    }
  }

  @Test("A long noisy line takes a time that grows as its length")
  func noisyLine() throws {
    var generator = SystemRandomNumberGenerator()
    let count = 10_000
    var figure = try Figure(width: 4, height: 3)
    try figure.axes.line(
      (0..<count).map(Double.init), (0..<count).map { _ in Double.random(in: 0...1, using: &generator) })
    // Where inserting edges among all others took minutes, this is a matter of a second.
    #expect(try !figure.png(pixelsPerInch: 72).isEmpty)
  }
}
