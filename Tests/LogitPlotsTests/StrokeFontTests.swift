import Testing

@testable import LogitPlots

@Suite struct StrokeFontTests {
  private let ascii = (32..<127).compactMap { Unicode.Scalar($0) }

  @Test("Every character of ASCII but the space has ink, and no two look alike")
  func asciiGlyphs() throws {
    let glyphs = try ascii.map { try #require(StrokeFont.glyph(of: $0)) }
    for (scalar, glyph) in zip(ascii, glyphs) {
      #expect(glyph.strokes.isEmpty == (scalar == " "), "\(scalar)")
    }
    for (index, glyph) in glyphs.enumerated() {
      for other in glyphs[..<index] { #expect(glyph.strokes != other.strokes, "\(ascii[index])") }
    }
  }

  @Test("Text is as wide as the layout took it to be, and glyphs stay within their lines")
  func metrics() {
    for text in [
      "Petal length [cm]", "0.25", "AUC = 0.987 (95 % CI)", "−1.5 ± 0.3 … 2.5e−7", "Größe ½ x² Δ\u{301}",
      "средняя ДЛИНА",
      "日本語カナ한글（）", "a\u{200B}b\tc\u{7}\u{301}", "\u{1F600}\u{FE0F}",
    ] {
      #expect(abs(StrokeFont.line(text).width - TextMetrics.width(of: text, size: 1000)) < 1e-9)
    }
    for scalar in ascii {
      let line = StrokeFont.line(String(scalar))
      let points = line.glyphs.flatMap(\.strokes).flatMap(\.points)
      #expect(points.allSatisfy { (-20...line.width + 10).contains($0.x) }, "\(scalar)")
      #expect(points.allSatisfy { (-230...800).contains($0.y) }, "\(scalar)")
    }
  }

  @Test(
    "Letters of Europe's languages, Greek and the usual signs have glyphs",
    arguments: [
      "¡¢£¤¥¦§¨©ª«¬®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ",
      "ĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĴĵĶķĸĹĺĻļĽľŁłŃńŅņŇňŊŋŌōŎŏŐőŒœŔŕŖŗŘřŚśŜŝŞşŠš",
      "ŢţŤťŦŧŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽž",
      "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρστυφχψωςάέήίόύώ",
      "−×±°µ²³·…–—‘’“”≤≥≠≈→←∞√∑€",
    ])
  func coverage(_ text: String) {
    for scalar in text.unicodeScalars {
      #expect(StrokeFont.glyph(of: scalar).map(\.strokes.isEmpty) == false, "\(scalar)")
    }
  }

  @Test("A letter with a mark is the same in one character or in two, and i gives up its dot")
  func marks() {
    for (one, two) in [
      ("\u{E9}", "e\u{301}"), ("\u{C5}", "A\u{30A}"), ("\u{E7}", "c\u{327}"), ("\u{EF}", "i\u{308}"),
    ] {
      let (one, two) = (StrokeFont.line(one), StrokeFont.line(two))
      #expect(one.width == two.width && one.glyphs == two.glyphs)
    }
    // The second mark does not take the place of the first.
    #expect(StrokeFont.line("o\u{302}\u{301}").glyphs[0].strokes.count == 3)
    let dots = StrokeFont.line("i\u{302}").glyphs.flatMap(\.strokes).count { $0.points.count == 1 }
    #expect(dots == 0)
    let after = StrokeFont.line("ai\u{308}").glyphs.last?.strokes.flatMap(\.points).map(\.x).min() ?? 0
    #expect(after > TextMetrics.width(of: "a", size: 1000))
  }

  @Test("What the font does not have is a box; what nobody sees takes no room")
  func unknown() {
    let box = StrokeFont.line("中").glyphs
    #expect(box.count == 1 && box[0].strokes.count == 1 && box[0].strokes[0].isClosed)
    #expect(StrokeFont.line("國").glyphs == box && StrokeFont.line("ж").glyphs == StrokeFont.line("б").glyphs)
    #expect(StrokeFont.line("中").width > StrokeFont.line("Ж").width)
    #expect(StrokeFont.line("Ж").width > StrokeFont.line("ж").width)
    #expect(StrokeFont.line("a\u{200B}\u{AD}b\u{7}").width == StrokeFont.line("ab").width)
    #expect(StrokeFont.line("a\nb").width == StrokeFont.line("a b").width)
    #expect(StrokeFont.line("\u{301}").glyphs.isEmpty)
  }

  @Test("Curves end where they should, and are round")
  func curves() {
    let path = GlyphPath("M0 0A100 100B200 0Q300 0 300 100C300 200 200 300 100 300H50V0ZD7 8")
    #expect(
      path.strokes.count == 2 && path.strokes[0].isClosed && path.strokes[1].points == [Point(x: 7, y: 8)])
    let points = path.strokes[0].points
    for corner in [(100, 100), (200, 0), (300, 100), (100, 300), (50, 300), (50, 0)] as [(Double, Double)] {
      #expect(points.contains { abs($0.x - corner.0) < 1e-9 && abs($0.y - corner.1) < 1e-9 })
    }
    // The first quarter leaves upwards: it lies left of the straight line.
    #expect(points[1...9].allSatisfy { $0.y > $0.x })
  }
}
