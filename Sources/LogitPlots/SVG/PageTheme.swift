/// The colours of figures in a page: variables of CSS that differ in the light, in the dark, on paper and where
/// the reader has chosen colours.
///
/// A page puts ``css`` into its style, and figures that are drawn for pages take their colours from there.
package enum PageTheme {
  /// The style that gives the variables: `ink`, `paper`, `soft` (a second background), `line`, `gray` (quiet
  /// text), and `s0` to `s19`, the colours of series.
  package static let css =
    rule(":root", light, before: "color-scheme:light dark;")
    + "@media (prefers-color-scheme:dark){\(rule(":root", dark))}"
    + "@media print{\(rule(":root", light, before: "color-scheme:light;"))}"
    + "@media (forced-colors:active){\(rule(":root", forced))}\n"

  /// The variable that stands for a colour; `nil` for one that stands for itself.
  static func variable(of color: PlotColor) -> String? {
    switch color {
    case .black, PlotColor(0x333333): "ink"
    case .white: "paper"
    case .gray: "gray"
    case PlotColor(0xB0B0B0), PlotColor(0xCCCCCC): "line"
    case .red: "s3"
    default: PlotColor.distinct.firstIndex(of: color).map { "s\($0)" }
    }
  }

  private static func rule(_ selector: String, _ values: [(String, String)], before: String = "") -> String {
    "\(selector){\(before)\(values.map { "--\($0):\($1)" }.joined(separator: ";"))}\n"
  }

  private static let light =
    [("ink", "#1b1b1f"), ("paper", "#fff"), ("soft", "#f3f4f6"), ("line", "#b0b4bb"), ("gray", "#5b606a")]
    + PlotColor.distinct.enumerated().map { ("s\($0)", $1.css) }

  private static let dark =
    [("ink", "#e8e8ec"), ("paper", "#17181c"), ("soft", "#23252b"), ("line", "#5a5f69"), ("gray", "#a9aeb8")]
    + PlotColor.distinct.enumerated().map { ("s\($0)", $1.onDark.css) }

  /// The reader's colours where there is one for the purpose; series keep theirs, which lie between black and
  /// white.
  private static let forced = [
    ("ink", "CanvasText"), ("paper", "Canvas"), ("soft", "Canvas"), ("line", "GrayText"),
    ("gray", "CanvasText"),
  ]
}

extension PlotColor {
  /// The colour as it is drawn on a dark page: mixed with white until it is light enough to be seen there.
  fileprivate var onDark: PlotColor {
    var color = self
    while color.luminance < 0.18 { color = color.mixed(with: .white, 0.15) }
    return color
  }
}
