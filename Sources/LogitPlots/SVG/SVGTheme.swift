/// Where the colours and letters of an SVG document come from.
enum SVGTheme: Sendable {
  /// They are written out: a document that stands alone, black on white.
  case fixed
  /// They are those of the page around it, which has the variables of ``PageTheme``.
  case page

  /// The attributes of all texts.
  var textAttributes: String {
    switch self {
    case .fixed: "font-family=\"DejaVu Sans, Verdana, sans-serif\""
    // What letters are drawn with, and shapes that name no colour.
    case .page: "fill=\"var(--ink)\""
    }
  }

  /// What lies below everything; nothing where the page's own background does.
  var background: String {
    switch self {
    case .fixed: "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n"
    case .page: ""
    }
  }

  /// The colour of frames and letters.
  var ink: String { self == .page ? "var(--ink)" : "#000" }
  /// The colour of the background.
  var paper: String { self == .page ? "var(--paper)" : "#fff" }
  /// The colour of the edges of panels.
  var line: String { self == .page ? "var(--line)" : "#ccc" }

  /// A colour in the notation of CSS.
  ///
  /// On a page, the colours of series and the shades of gray become variables; colours that stand for numbers
  /// stay.
  func css(_ color: PlotColor) -> String {
    guard self == .page else { return color.css }
    return PageTheme.variable(of: color).map { "var(--\($0))" } ?? color.css
  }

  /// The colour of a text; `nil` for that of all texts.
  func fill(of label: Label) -> String? {
    if self == .page && label.isOnArea { return label.color.css }
    return label.color == .black ? nil : css(label.color)
  }
}
