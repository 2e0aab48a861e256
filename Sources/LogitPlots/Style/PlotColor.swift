/// A colour of the sRGB space, without opacity.
public struct PlotColor: Sendable, Hashable {
  /// The red component, in 0...255.
  public var red: UInt8
  /// The green component, in 0...255.
  public var green: UInt8
  /// The blue component, in 0...255.
  public var blue: UInt8

  /// Creates a colour from its components, each in 0...255.
  ///
  /// - Parameters:
  ///   - red: The red component.
  ///   - green: The green component.
  ///   - blue: The blue component.
  public init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// Creates a colour from its hexadecimal notation: `PlotColor(0x1F77B4)`.
  ///
  /// - Parameter hex: Red, green and blue, eight bits each; higher bits are ignored.
  public init(_ hex: UInt32) {
    self.init(
      red: UInt8(truncatingIfNeeded: hex >> 16), green: UInt8(truncatingIfNeeded: hex >> 8),
      blue: UInt8(truncatingIfNeeded: hex))
  }

  /// Pure red, matplotlib's `red`.
  public static let red = PlotColor(0xFF0000)
  /// Matplotlib's (and CSS's) `green`, a dark one.
  public static let green = PlotColor(0x008000)
  /// Pure blue.
  public static let blue = PlotColor(0x0000FF)
  /// Black.
  public static let black = PlotColor(0x000000)
  /// White.
  public static let white = PlotColor(0xFFFFFF)
  /// Middle gray.
  public static let gray = PlotColor(0x808080)

  /// The ten colours that series without one of their own take in turn; matplotlib's default cycle, Tableau
  /// 10.
  public static let cycle = [
    0x1F77B4, 0xFF7F0E, 0x2CA02C, 0xD62728, 0x9467BD, 0x8C564B, 0xE377C2, 0x7F7F7F, 0xBCBD22, 0x17BECF,
  ].map { PlotColor($0) }

  /// Twenty colours that can be told apart, for as many series on one pair of axes: those of ``cycle``, and
  /// ten chosen one by one to be as far as possible from all before, and from white, in the CIELAB space. No
  /// two are nearer to each other than the nearest of ``cycle``, 27 units.
  public static let distinct =
    cycle
    + [
      0x0000FF, 0x996600, 0xFF00FF, 0x004000, 0x00CC99, 0x600040, 0x00E000, 0x330099, 0xFF0099, 0x80A060,
    ].map { PlotColor($0) }

  /// The CSS notation, such as `#1f77b4`.
  var css: String {
    let bytes: [UInt8] = [red, green, blue]
    let digits = String(bytes.reduce(0 as UInt32) { $0 << 8 | UInt32($1) }, radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }

  /// The colour on the way from this one (0) to another (1).
  func mixed(with other: PlotColor, _ share: Double) -> PlotColor {
    func mix(_ from: UInt8, _ to: UInt8) -> UInt8 {
      UInt8((Double(from) + (Double(to) - Double(from)) * share).rounded())
    }
    return PlotColor(red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue))
  }
}
