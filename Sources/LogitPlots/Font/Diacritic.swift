/// The marks above and below letters.
enum Diacritic: CaseIterable {
  case grave, acute, circumflex, tilde, macron, breve, dot, diaeresis, ring, doubleAcute, caron
  case cedilla, ogonek, comma, apostrophe

  init?(combining scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x300: self = .grave
    case 0x301: self = .acute
    case 0x302: self = .circumflex
    case 0x303: self = .tilde
    case 0x304, 0x305: self = .macron
    case 0x306: self = .breve
    case 0x307: self = .dot
    case 0x308: self = .diaeresis
    case 0x30A: self = .ring
    case 0x30B: self = .doubleAcute
    case 0x30C: self = .caron
    case 0x326: self = .comma
    case 0x327: self = .cedilla
    case 0x328: self = .ogonek
    default: return nil
    }
  }

  /// Around the middle of a small letter.
  private var path: String {
    switch self {
    case .grave: "M-95 735L25 620"
    case .acute: "M95 735L-25 620"
    case .circumflex: "M-115 620L0 735L115 620"
    case .caron: "M-115 735L0 620L115 735"
    case .tilde: "M-140 640C-85 735 -45 705 0 675C45 645 85 615 140 710"
    case .macron: "M-125 665H125"
    case .breve: "M-120 730A0 625B120 730"
    case .dot: "D0 680"
    case .diaeresis: "D-105 680D105 680"
    case .ring: "M0 765B72 690A0 615B-72 690A0 765Z"
    case .doubleAcute: "M-70 620L-5 735M60 620L150 735"
    case .cedilla: "M5 42L-10 -45Q75 -55 75 -120Q75 -190 -75 -185"
    case .ogonek: "M60 42C-40 -40 -70 -185 90 -175"
    case .comma: "M25 -85L-20 -195"
    case .apostrophe: "M0 718L-35 590"
    }
  }

  /// Whether i and j lose their dot below it.
  var replacesDot: Bool {
    switch self {
    case .cedilla, .ogonek, .comma, .apostrophe: false
    default: true
    }
  }

  static func withoutDot(_ letter: Unicode.Scalar) -> Unicode.Scalar {
    letter == "i" ? "ı" : letter == "j" ? "ȷ" : letter
  }

  /// The mark where it belongs on a letter of a width.
  func strokes(over letter: Unicode.Scalar, width: Double) -> [StrokeFont.Stroke] {
    let isTall = letter.properties.isUppercase || "bdfhklt".unicodeScalars.contains(letter)
    let rise = replacesDot && isTall ? 185.0 : 0
    let middle = self == .apostrophe ? width - (letter == "L" ? 90 : 10) : width / 2
    let glyph = StrokeFont.Glyph(strokes: GlyphPath(path).strokes, advance: 0)
    return glyph.scaled(1, y: rise).moved(x: middle).strokes
  }

  /// The letters that are another one with a mark.
  static let compositions: [Unicode.Scalar: (mark: Diacritic, base: Unicode.Scalar)] = {
    let letters: [(Diacritic, String, String)] = [
      (.grave, "ÀÈÌÒÙàèìòùǸǹẀẁỲỳ", "AEIOUaeiouNnWwYy"),
      (.acute, "ÁÉÍÓÚÝáéíóúýĆćĹĺŃńŔŕŚśŹźǴǵẂẃǼǽǾǿ", "AEIOUYaeiouyCcLlNnRrSsZzGgWwÆæØø"),
      (.acute, "άέήίόύώΆΈΉΊΌΎΏ", "αεηιουωΑΕΗΙΟΥΩ"),
      (.circumflex, "ÂÊÎÔÛâêîôûĈĉĜĝĤĥĴĵŜŝŴŵŶŷ", "AEIOUaeiouCcGgHhJjSsWwYy"),
      (.tilde, "ÃÑÕãñõĨĩŨũẼẽỸỹ", "ANOanoIiUuEeYy"),
      (.macron, "ĀāĒēĪīŌōŪū", "AaEeIiOoUu"),
      (.breve, "ĂăĔĕĞğĬĭŎŏŬŭ", "AaEeGgIiOoUu"),
      (.dot, "ĊċĖėĠġİŻż", "CcEeGgIZz"),
      (.diaeresis, "ÄËÏÖÜäëïöüÿŸẄẅϊϋ", "AEIOUaeiouyYWwιυ"),
      (.ring, "ÅåŮů", "AaUu"),
      (.doubleAcute, "ŐőŰű", "OoUu"),
      (.caron, "ČčĎĚěŇňŘřŠšŤŽžǍǎǏǐǑǒǓǔǦǧ", "CcDEeNnRrSsTZzAaIiOoUuGg"),
      (.cedilla, "ÇçŞşŢţ", "CcSsTt"),
      (.comma, "ĢģĶķĻļŅņŖŗȘșȚț", "GgKkLlNnRrSsTt"),
      (.ogonek, "ĄąĘęĮįŲų", "AaEeIiUu"),
      (.apostrophe, "ďťľĽ", "dtlL"),
    ]
    var table: [Unicode.Scalar: (mark: Diacritic, base: Unicode.Scalar)] = [:]
    for (mark, composed, bases) in letters {
      for (letter, base) in zip(composed.unicodeScalars, bases.unicodeScalars) {
        table[letter] = (mark, base)
      }
    }
    return table
  }()
}
