/// Characters that are drawn as others are: letters that look alike, raised and lowered ones, fractions.
enum CharacterForms {
  /// Characters that look as others do.
  static let sameAs = table(
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧµ∆\u{2126}⋅∙‐‑\u{A0}ϵϕ´¨¯¸∣", "ABEZHIKMNOPTYXμΔΩ··--\u{20}εφ′\"\u{2013},|")

  /// Raised and lowered characters are this large.
  static let smallScale = 0.62

  /// Raised and lowered characters: what they are, and how high.
  static let small: [Unicode.Scalar: (of: Unicode.Scalar, height: Double)] = {
    let raised = table("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱªº", "0123456789+−=()niao")
    let lowered = table("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚₛₜₓ", "0123456789+−=()aehijklmnopstx")
    return raised.mapValues { ($0, 290) }.merging(lowered.mapValues { ($0, -150) }) { first, _ in first }
  }()

  static let fractions: [Unicode.Scalar: (Unicode.Scalar, Unicode.Scalar)] = [
    "¼": ("1", "4"), "½": ("1", "2"), "¾": ("3", "4"), "⅓": ("1", "3"), "⅔": ("2", "3"),
  ]

  private static func table(_ characters: String, _ forms: String) -> [Unicode.Scalar: Unicode.Scalar] {
    Dictionary(zip(characters.unicodeScalars, forms.unicodeScalars)) { first, _ in first }
  }
}
