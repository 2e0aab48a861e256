import Logit

/// Figures one above the other or side by side on one page.
///
///     let page = FigureStack([loss, accuracy], direction: .horizontal)
///     try page.write(to: "learning.svg")
public struct FigureStack: Sendable {
  /// The figures, from the top or the left.
  public var figures: [Figure]
  /// How they are put together.
  public var direction: Direction

  /// How figures are put together.
  public enum Direction: Sendable, Hashable {
    /// Side by side, their tops in line.
    case horizontal
    /// One above the other, their left sides in line.
    case vertical
  }

  /// Puts figures together.
  public init(_ figures: [Figure], direction: Direction = .vertical) {
    self.figures = figures
    self.direction = direction
  }

  /// The figures as one Scalable Vector Graphics document.
  public func svg() -> String {
    if figures.count == 1 { return figures[0].svg() }
    let (widths, heights) = (figures.map { $0.width * 96 }, figures.map { $0.height * 96 })
    let isRow = direction == .horizontal
    let width = isRow ? widths.reduce(0, +) : widths.max() ?? 1
    let height = isRow ? heights.max() ?? 1 : heights.reduce(0, +)
    var body = ""
    var offset = 0.0
    for (figure, side) in zip(figures, isRow ? widths : heights) {
      // An SVG document may stand in another one; only its place must be said.
      let place = isRow ? "x=\"\(short(offset))\"" : "y=\"\(short(offset))\""
      body += "<svg \(place)" + figure.svg().dropFirst("<svg".count)
      offset += side
    }
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(short(width))" height="\(short(height))" \
      viewBox="0 0 \(short(width)) \(short(height))" role="img">
      <title>\(escaped(title).replacing("&#64;", with: "@"))</title>
      <rect width="100%" height="100%" fill="#fff"/>
      \(body)</svg>

      """
  }

  /// A page that shows the figures and needs nothing from the network.
  ///
  /// - Parameter title: The page's title; the figures' own by default.
  public func html(title: String? = nil) -> String { page(svg(), title: title ?? self.title) }

  /// The figures drawn with characters, one below the other.
  ///
  /// - Parameters:
  ///   - width: The characters of a line, at least 30; 80 by default.
  ///   - height: The number of lines for all figures; each gets its share, but at least 10. 24 by default.
  ///   - color: What the terminal can show; nothing by default.
  public func text(width: Int = 80, height: Int = 24, color: TerminalColor = .none) -> String {
    let total = figures.reduce(0) { $0 + $1.height }
    return figures.map { figure in
      let share = Int((Double(height) * figure.height / total).rounded())
      return figure.text(width: width, height: figures.count == 1 ? height : share, color: color)
    }.joined(separator: "\n")
  }

  /// Writes the figures to a file, whole or not at all, as ``Figure/write(to:)`` does.
  ///
  /// - Throws: ``PlotError/unknownFormat(path:)`` or `LogitError.fileNotWritten`.
  public func write(to path: String) throws {
    try FigureFormat(path: path).write(path, svg: svg, html: { html() }, text: { text() })
  }

  private var title: String {
    let titles = figures.map(\.axes.title).filter { !$0.isEmpty }
    return titles.isEmpty ? "Figure" : titles.joined(separator: ", ")
  }
}
