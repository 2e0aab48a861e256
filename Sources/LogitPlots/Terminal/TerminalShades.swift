// What areas look like in characters, and in which order all is drawn.

extension Artist {
  /// The order of drawing, lowest first: a mark is a single character, which the interval around it must not
  /// cover.
  var depthInCharacters: Int { if case .errorBars = self { 0 } else { depth + 1 } }
}

extension Band {
  /// What a band is filled with where there is no colour.
  static let shade: Character = "░"
}

extension Cells {
  /// A character as dark as the cell's colour, for cells too small for their text.
  func shade(row: Int, column: Int) -> Character {
    let shades = Array(" ░▒▓█")
    let luminance = color(row: row, column: column)?.luminance ?? 1
    return shades[min(Int((1 - luminance) * Double(shades.count)), shades.count - 1)]
  }
}

extension Contour {
  /// The area at a place: its colour over white, and a shade from light to dark to distinguish it without
  /// colour.
  func shade(x: Double, y: Double) -> (PlotColor, Character)? {
    guard let height = surface.height(x: x, y: y), let band = band(of: height) else { return nil }
    let shades: [Character] = [" ", "░", "▒", "▓"]
    let last = levels.count - 2
    let shade = last < shades.count ? band : band * (shades.count - 1) / last
    return (PlotColor.white.mixed(with: color(ofBand: band), opacity), shades[shade])
  }
}

extension Surface {
  /// The height at a place, by linear interpolation within its cell; `nil` outside the grid. The grid's lines
  /// must be parallel to the axes, as those of a meshgrid are.
  fileprivate func height(x: Double, y: Double) -> Double? {
    guard let (column, u) = Self.place(x, count: columns, { self.x[$0] }),
      let (row, v) = Self.place(y, count: rows, { self.y[$0 * columns] })
    else { return nil }
    func at(_ row: Int, _ column: Int) -> Double { heights[row * columns + column] }
    let lower = at(row, column) * (1 - u) + at(row, column + 1) * u
    let upper = at(row + 1, column) * (1 - u) + at(row + 1, column + 1) * u
    return lower * (1 - v) + upper * v
  }

  private static func place(
    _ value: Double, count: Int, _ coordinate: (Int) -> Double
  ) -> (index: Int, share: Double)? {
    for index in 0..<count - 1 {
      let (a, b) = (coordinate(index), coordinate(index + 1))
      guard (min(a, b)...max(a, b)).contains(value) else { continue }
      return (index, a == b ? 0 : (value - a) / (b - a))
    }
    return nil
  }
}
