/// How wide text is, to place it without asking a font: the widths of DejaVu Sans, matplotlib's font, in
/// thousandths of its size.
enum TextMetrics {
  static func width(of text: String, size: Double) -> Double {
    text.unicodeScalars.reduce(0) { $0 + width(of: $1) } * size / 1000
  }

  private static func width(of scalar: Unicode.Scalar) -> Double {
    let index = Int(scalar.value) - 32
    if widths.indices.contains(index) { return widths[index] }
    return scalar == "\u{2212}" ? 838 : 640
  }

  /// For the characters from space to tilde.
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
