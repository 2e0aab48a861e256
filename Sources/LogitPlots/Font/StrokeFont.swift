/// The letters of figures in pixels: lines that a pen with a round tip follows.
///
/// A font of Logit's own, so that a figure has the same pixels wherever it is drawn, with whatever fonts. Its
/// letters are as wide as those of DejaVu Sans, by which figures are laid out.
///
/// A glyph is written as a path in thousandths of the text's size, y growing upwards from the base line: `M x
/// y` begins a stroke, `L x y`, `H x` and `V y` draw straight lines, `Q` and `C` curves with one and two
/// control points, `A x y` a quarter of an ellipse that leaves upwards or downwards, `B x y` one that leaves
/// sideways, `Z` closes the stroke, and `D x y` sets a dot. The middle of the pen runs along the path:
/// capitals reach from 42 to 688, small letters to 506.
enum StrokeFont {
  /// The width of the pen.
  static let weight = 85.0
  /// Dots are a little wider, as they would otherwise look thin.
  static let dotRadius = 54.0

  /// What a character looks like.
  struct Glyph: Sendable, Equatable {
    var strokes: [Stroke]
    /// How far the next glyph is from this one.
    var advance: Double
  }

  /// What the pen draws in one go; a dot if it is a single point.
  struct Stroke: Sendable, Equatable {
    var points: [Point]
    var isClosed = false
  }

  /// The glyphs of a text one after the other, and how wide they are together.
  static func line(_ text: String) -> (glyphs: [Glyph], width: Double) {
    var glyphs: [Glyph] = []
    var width = 0.0
    var base: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      if let mark = Diacritic(combining: scalar) {
        guard var letter = glyphs.popLast() else { continue }
        let origin = width - letter.advance
        // A letter gives up its dot for a mark above it.
        let dotless = mark.replacesDot ? Diacritic.withoutDot(base) : base
        if dotless != base, let glyph = glyph(of: dotless) { letter = glyph.moved(x: origin) }
        glyphs.append(letter.adding(mark.strokes(over: base, width: letter.advance), x: origin))
        base = dotless
        continue
      }
      guard let next = glyph(of: scalar) ?? missing(scalar) else { continue }
      glyphs.append(next.moved(x: width))
      width += next.advance
      base = scalar
    }
    return (glyphs, width)
  }

  /// The glyph of a character, if the font has one.
  static func glyph(of scalar: Unicode.Scalar) -> Glyph? {
    switch form(of: scalar) {
    case .path(let path, let advance): Glyph(strokes: GlyphPath(path).strokes, advance: advance)
    case .same(let other): glyph(of: other)
    case .small(let other, let height):
      glyph(of: other).map { $0.scaled(CharacterForms.smallScale, y: height) }
    case .fraction(let above, let below): fraction(above, below)
    case .marked(let mark, let base):
      glyph(of: mark.replacesDot ? Diacritic.withoutDot(base) : base).map {
        $0.adding(mark.strokes(over: base, width: $0.advance), x: 0)
      }
    case nil: nil
    }
  }

  /// How far the next glyph is from that of a character, also of one that the font does not have.
  static func advance(of scalar: Unicode.Scalar) -> Double {
    switch form(of: scalar) {
    case .path(_, let advance): advance
    case .same(let other): advance(of: other)
    case .small(let other, _): advance(of: other) * CharacterForms.smallScale
    case .fraction: fractionAdvance
    case .marked(let mark, let base): advance(of: mark.replacesDot ? Diacritic.withoutDot(base) : base)
    case nil:
      Diacritic(combining: scalar) == nil ? missing(scalar)?.advance ?? 0 : 0
    }
  }

  /// What the glyph of a character is made of.
  private enum Form {
    case path(String, advance: Double)
    case same(as: Unicode.Scalar)
    case small(of: Unicode.Scalar, height: Double)
    case fraction(Unicode.Scalar, Unicode.Scalar)
    case marked(Diacritic, base: Unicode.Scalar)
  }

  private static func form(of scalar: Unicode.Scalar) -> Form? {
    if let path = asciiPaths[scalar], let advance = TextMetrics.width(ofASCII: scalar) {
      return .path(path, advance: advance)
    }
    if let entry = otherPaths[scalar] {
      let parts = entry.split(separator: " ", maxSplits: 1).map(String.init)
      return .path(parts[1], advance: Double(parts[0]) ?? 0)
    }
    if let other = CharacterForms.sameAs[scalar] { return .same(as: other) }
    if let form = CharacterForms.small[scalar] { return .small(of: form.of, height: form.height) }
    if let (above, below) = CharacterForms.fractions[scalar] { return .fraction(above, below) }
    return Diacritic.compositions[scalar].map { .marked($0.mark, base: $0.base) }
  }

  private static let asciiPaths = paths(ASCIIGlyphs.table).merging([" ": ""]) { first, _ in first }
  private static let otherPaths = paths(
    LatinGlyphs.table + "\n" + GreekGlyphs.table + "\n" + SymbolGlyphs.table)

  /// What stands behind the character in each line.
  private static func paths(_ table: String) -> [Unicode.Scalar: String] {
    let entries = table.split(separator: "\n").compactMap { line in
      line.unicodeScalars.first.map { ($0, String(line.unicodeScalars.dropFirst(2))) }
    }
    return Dictionary(uniqueKeysWithValues: entries)
  }

  private static func fraction(_ above: Unicode.Scalar, _ below: Unicode.Scalar) -> Glyph? {
    guard let top = glyph(of: above), let bottom = glyph(of: below) else { return nil }
    let scale = CharacterForms.smallScale
    return top.scaled(scale, y: 290).adding(GlyphPath("M270 28L690 702").strokes, x: 0)
      .adding(bottom.scaled(scale, y: 15).strokes, x: 560).widened(to: fractionAdvance)
  }

  private static let fractionAdvance = 970.0

  private static func boxed(width: Double) -> Glyph {
    Glyph(strokes: GlyphPath("M75 42V688H\(Int(width) - 75)V42Z").strokes, advance: width)
  }

  /// A box for what the font does not have; nothing for what is never seen.
  private static func missing(_ scalar: Unicode.Scalar) -> Glyph? {
    switch scalar.properties.generalCategory {
    case .control: scalar == "\n" || scalar == "\t" ? glyph(of: " ") : nil
    case .format, .nonspacingMark, .enclosingMark: nil
    case .spaceSeparator: glyph(of: " ")
    default:
      boxed(width: TextMetrics.width(ofUnknown: scalar))
    }
  }
}

extension StrokeFont.Glyph {
  func moved(x: Double) -> Self { mapped { Point(x: $0.x + x, y: $0.y) } }

  func scaled(_ scale: Double, y: Double) -> Self {
    var glyph = mapped { Point(x: $0.x * scale, y: $0.y * scale + y) }
    glyph.advance *= scale
    return glyph
  }

  func adding(_ others: [StrokeFont.Stroke], x: Double) -> Self {
    var glyph = self
    glyph.strokes += Self(strokes: others, advance: 0).moved(x: x).strokes
    return glyph
  }

  func widened(to advance: Double) -> Self { Self(strokes: strokes, advance: advance) }

  private func mapped(_ transform: (Point) -> Point) -> Self {
    var glyph = self
    for index in strokes.indices { glyph.strokes[index].points = strokes[index].points.map(transform) }
    return glyph
  }
}
