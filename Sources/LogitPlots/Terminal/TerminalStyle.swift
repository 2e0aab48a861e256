import LogitFiles

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// How a drawing in characters may use colour.
public enum TerminalColor: Sendable, CaseIterable {
  /// Not at all: each series has a character of its own instead.
  case none
  /// The 256 colours nearly every terminal has.
  case indexed
  /// All colours.
  case full

  /// What standard output can show: no colour unless it is a terminal, none when `NO_COLOR` is set
  /// (no-color.org), all colours when `COLORTERM` says so.
  public static var detected: TerminalColor {
    guard Terminal.isInteractive, Terminal.allowsColor else { return .none }
    let support = Terminal.environment("COLORTERM") ?? ""
    return support == "truecolor" || support == "24bit" ? .full : .indexed
  }

  /// The code that sets the colour of characters (or of what lies behind them), empty without colour.
  func code(_ color: PlotColor, isBackground: Bool = false) -> String {
    let kind = isBackground ? 48 : 38
    switch self {
    case .none: return ""
    case .full: return "\u{1B}[\(kind);2;\(color.red);\(color.green);\(color.blue)m"
    case .indexed:
      // The 6 by 6 by 6 cube that begins at 16.
      func level(_ component: UInt8) -> Int { (Int(component) * 5 + 127) / 255 }
      let index = 16 + 36 * level(color.red) + 6 * level(color.green) + level(color.blue)
      return "\u{1B}[\(kind);5;\(index)m"
    }
  }

  var reset: String { self == .none ? "" : "\u{1B}[0m" }
}

extension PlotColor {
  /// The colour, made lighter or darker until it is visible on both black and white, since the background of
  /// a terminal is unknown.
  ///
  /// A luminance of 0.18 has the same contrast, 4.6, to both; one of 0.5 has a contrast of 2 to white.
  var onAnyBackground: PlotColor {
    let end: PlotColor
    switch luminance {
    case ..<0.18: end = .white
    case 0.5...: end = .black
    default: return self
    }
    let shades = stride(from: 0.05, through: 1, by: 0.05).map { mixed(with: end, $0) }
    return shades.first { (0.18..<0.5).contains($0.luminance) } ?? .gray
  }

  /// The relative luminance, 0 for black and 1 for white.
  ///
  /// Source: Web Content Accessibility Guidelines 2.2, "relative luminance".
  var luminance: Double {
    func linear(_ component: UInt8) -> Double {
      let value = Double(component) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }
}

/// The size of a terminal in characters.
public struct TerminalSize: Sendable, Hashable {
  /// Characters in a line.
  public var columns: Int
  /// Lines.
  public var rows: Int

  /// Creates a size.
  ///
  /// - Parameters:
  ///   - columns: Characters in a line.
  ///   - rows: Lines.
  public init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }

  /// The size of the terminal that standard output is connected to; without one what `COLUMNS` and `LINES`
  /// say, or 80 by 24.
  public static var detected: TerminalSize {
    if let size = Terminal.size { return TerminalSize(columns: size.columns, rows: size.rows) }
    let columns = Terminal.environment("COLUMNS").flatMap(Int.init) ?? 80
    let rows = Terminal.environment("LINES").flatMap(Int.init) ?? 24
    return TerminalSize(columns: max(columns, 1), rows: max(rows, 1))
  }
}
