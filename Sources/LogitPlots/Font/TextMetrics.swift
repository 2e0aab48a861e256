/// How wide text is, to place it without asking a font: the widths of DejaVu Sans, matplotlib's font, in
/// thousandths of its size. They are those of ``StrokeFont``, too, so that figures are the same in all
/// formats.
enum TextMetrics {
  static func width(of text: String, size: Double) -> Double {
    text.unicodeScalars.reduce(0) { $0 + StrokeFont.advance(of: $1) } * size / 1000
  }

  /// The width of a character from space to tilde; `nil` for others.
  static func width(ofASCII scalar: Unicode.Scalar) -> Double? {
    let index = Int(scalar.value) - 32
    return widths.indices.contains(index) ? widths[index] : nil
  }

  /// About the width of a character that ``StrokeFont`` does not have: of East Asian ones exactly, of others
  /// the mean of Cyrillic letters.
  static func width(ofUnknown scalar: Unicode.Scalar) -> Double {
    isWide(scalar) ? 1000 : scalar.properties.isUppercase ? 765 : 640
  }

  /// Whether a character is as wide as it is high, as ideographs, kana, hangul, full-width forms and pictures
  /// are.
  ///
  /// Source: Unicode Standard Annex 11, "East Asian Width", classes W and F in whole blocks.
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x1B2FF, 0x1F300...0x1FAFF,
      0x20000...0x3FFFD:
      true
    default: false
    }
  }

  private static let widths: [Double] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636,
    636,
    636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295,
    656,
    557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500,
    613,
    635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592,
    818,
    592, 592, 525, 636, 337, 636, 838,
  ]
}
