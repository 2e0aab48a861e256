/// A drawing area of characters, each two dots wide and four high.
struct BrailleCanvas {
  let columns: Int
  let rows: Int
  private var dots: [UInt8]
  private var colors: [PlotColor?]
  private var glyphs: [Character?]
  /// Where the glyph is shown even with colour.
  private var showsGlyph: [Bool]
  private var backgrounds: [(color: PlotColor, shade: Character)?]

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    dots = [UInt8](repeating: 0, count: columns * rows)
    colors = [PlotColor?](repeating: nil, count: columns * rows)
    glyphs = [Character?](repeating: nil, count: columns * rows)
    showsGlyph = [Bool](repeating: false, count: columns * rows)
    backgrounds = [(color: PlotColor, shade: Character)?](repeating: nil, count: columns * rows)
  }

  /// Sets the dot at a place between the axes, both coordinates in 0...1, y growing upwards.
  ///
  /// - Parameters:
  ///   - glyph: What stands there instead of dots when there is no colour.
  ///   - showsGlyph: Whether it does so with colour, too.
  mutating func dot(_ x: Double, _ y: Double, _ color: PlotColor, glyph: Character, showsGlyph: Bool = false)
  {
    let column = min(Int(x * Double(columns * 2)), columns * 2 - 1)
    let row = min(Int((1 - y) * Double(rows * 4)), rows * 4 - 1)
    let cell = row / 4 * columns + column / 2
    dots[cell] |= Self.bits[row % 4][column % 2]
    colors[cell] = color
    glyphs[cell] = glyph
    self.showsGlyph[cell] = showsGlyph
  }

  /// Writes lines around a place, both coordinates in 0...1; over what is there, and no further than the
  /// edges.
  mutating func write(_ lines: [Substring], _ x: Double, _ y: Double, _ color: PlotColor) {
    // Of an even number of lines the first of the middle two stands where a single line would: hence a bit
    // more.
    let top = Int(((1 - y) * Double(rows) - Double(lines.count) / 2 + 1e-6).rounded())
    for (index, line) in lines.enumerated() where (0..<rows).contains(top + index) {
      let start = Int((x * Double(columns) - Double(line.count) / 2).rounded())
      for (offset, character) in line.enumerated() where (0..<columns).contains(start + offset) {
        let cell = (top + index) * columns + start + offset
        (glyphs[cell], showsGlyph[cell], colors[cell]) = (character, true, color)
      }
    }
  }

  /// Gives every character the background of its middle.
  mutating func fill(_ background: (Double, Double) -> (PlotColor, Character)?) {
    for row in 0..<rows {
      for column in 0..<columns {
        let x = (Double(column) + 0.5) / Double(columns)
        let y = 1 - (Double(row) + 0.5) / Double(rows)
        if let (color, shade) = background(x, y) { backgrounds[row * columns + column] = (color, shade) }
      }
    }
  }

  /// A line of characters, with codes only where the colour changes.
  func line(_ row: Int, _ color: TerminalColor) -> String {
    var text = ""
    var current = ""
    for cell in row * columns..<(row + 1) * columns {
      guard color != .none else {
        text.append(glyphs[cell] ?? backgrounds[cell]?.shade ?? " ")
        continue
      }
      let foreground = backgrounds[cell] == nil ? colors[cell]?.onAnyBackground : colors[cell]
      var style = foreground.map { color.code($0) } ?? ""
      if let background = backgrounds[cell] { style += color.code(background.color, isBackground: true) }
      if style != current {
        text += color.reset + style
        current = style
      }
      text.append(character(cell))
    }
    return current.isEmpty ? text : text + color.reset
  }

  private func character(_ cell: Int) -> Character {
    if showsGlyph[cell], let glyph = glyphs[cell] { return glyph }
    return dots[cell] == 0 ? " " : Unicode.Scalar(0x2800 + UInt32(dots[cell])).map(Character.init) ?? " "
  }

  /// The bit of each dot of a Braille pattern, by row and column.
  private static let bits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
}
