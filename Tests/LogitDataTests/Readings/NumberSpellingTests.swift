import Logit
import Testing

@testable import LogitData

@Suite struct NumberSpellingTests {
  /// A spelling, a text, and the number it stands for; `nil` for none.
  struct Example: Sendable, CustomTestStringConvertible {
    var spelling: NumberSpelling
    var text: String
    var number: Double?

    var testDescription: String { "\"\(text)\" is \(number.map { "\($0)" } ?? "none")" }

    init(
      _ text: String, _ number: Double?, comma: Bool = false, thousands: Character? = nil,
      strip: [String] = [], below: BelowLimit? = nil
    ) {
      (self.text, self.number) = (text, number)
      spelling = NumberSpelling(
        usesDecimalComma: comma, thousands: thousands, stripped: strip, belowLimit: below)
    }
  }

  static let examples: [Example] = [
    Example("1.5", 1.5), Example(" -2e3 ", -2000), Example("007", 7), Example("1,5", nil),
    Example("", nil), Example("-", nil), Example("x", nil), Example("1.5 kg", nil),
    Example("1,5", 1.5, comma: true), Example("-0,25", -0.25, comma: true),
    Example("1.5", nil, comma: true), Example("1.234", nil, comma: true),
    Example("327,928", 327_928, thousands: ","), Example("1,234,567.5", 1_234_567.5, thousands: ","),
    Example("-1,234", -1234, thousands: ","), Example("72", 72, thousands: ","),
    Example("1234,567", nil, thousands: ","), Example("1,23", nil, thousands: ","),
    Example("0,512", nil, thousands: ","), Example(",512", nil, thousands: ","),
    Example("12,34,567", 1_234_567, thousands: ","), Example("1,23,45,678.5", 12_345_678.5, thousands: ","),
    Example("123,45,678", nil, thousands: ","), Example("1,23,4567", nil, thousands: ","),
    Example("12.34.567", nil, comma: true, thousands: "."), Example("1,234,56", nil, thousands: ","),
    Example("1.5,000", nil, thousands: ","),
    Example("1.234,5", 1234.5, comma: true, thousands: "."),
    Example("1.234", 1234, comma: true, thousands: "."),
    Example("1 234,5", 1234.5, comma: true, thousands: " "),
    Example("1\u{202F}234\u{A0}567", 1_234_567, thousands: " "),
    Example("1'234.5", 1234.5, thousands: "'"), Example("1\u{2019}234", 1234, thousands: "'"),
    Example("30%", 30, strip: ["%"]), Example("30 %", 30, strip: ["%"]), Example("% 30", 30, strip: ["%"]),
    Example("%", nil, strip: ["%"]), Example("30 % %", 30, strip: ["%"]), Example("30", 30, strip: ["%"]),
    Example("-$5", -5, strip: ["$"]), Example("$-5", -5, strip: ["$"]), Example("$--5", nil, strip: ["$"]),
    Example("5\u{2212}", nil, strip: ["$"]), Example("\u{2212}5", -5, strip: ["$"]),
    Example("1,299.00 USD", 1299, thousands: ",", strip: ["USD", "$"]),
    Example("1.234,50 €", 1234.5, comma: true, thousands: ".", strip: ["€"]),
    Example("72 kg", 72, strip: ["kg"]), Example("72 lb", nil, strip: ["kg"]),
    Example("<0.5", 0.25, below: .half), Example("< 0.5", 0.5, below: .limit),
    Example("≤0.5", .nan, below: .missing), Example("<=0.5", 0.25, below: .half),
    Example(">0.5", nil, below: .half), Example("<0.5", nil), Example("<", nil, below: .half),
    Example("<LOD", nil, below: .half), Example("<0,5 mg", 0.25, comma: true, strip: ["mg"], below: .half),
  ]

  @Test(arguments: examples) func `a text is the number it is written for`(_ example: Example) {
    let found = example.spelling.value(of: example.text)
    #expect(found?.bitPattern == example.number?.bitPattern, "\(found as Any)")
  }

  @Test func `marks that contradict each other are refused`() {
    for spelling in [
      NumberSpelling(thousands: "."), NumberSpelling(usesDecimalComma: true, thousands: ","),
      NumberSpelling(thousands: "1"), NumberSpelling(thousands: "-"), NumberSpelling(stripped: [" "]),
      NumberSpelling(stripped: ["m2"]),
    ] {
      #expect(throws: LogitError.self) { try spelling.validated() }
    }
    let area = NumberSpelling(stripped: ["kg/m²"])
    #expect(throws: Never.self) { try area.validated() }
    #expect(area.value(of: "25.46 kg/m²") == 25.46)
  }
}
