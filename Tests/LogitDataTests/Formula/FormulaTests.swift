import Logit
import Testing

@testable import LogitData

@Suite("Formulas")
struct FormulaTests {
  private func terms(_ formula: String) throws -> [String] {
    let terms = try Formula(formula).terms(columns: ["a", "b", "c", "d", "body mass"])
    return (terms.hasIntercept ? ["1"] : []) + terms.terms.map(\.name)
  }

  @Test(
    "terms are those of R, in its order",
    arguments: [
      ("o ~ a*b*c", ["1", "a", "b", "c", "a:b", "a:c", "b:c", "a:b:c"]),
      ("o ~ (a + b + c)^2 - a:b", ["1", "a", "b", "c", "a:c", "b:c"]),
      ("o ~ (a + b + c) ** 2 - a", ["1", "b", "c", "a:b", "a:c", "b:c"]),
      ("o ~ b:a + a + b", ["1", "a", "b", "b:a"]), ("o ~ a + b:a + a:b + a", ["1", "a", "a:b"]),
      ("o ~ a:a", ["1", "a"]),
      ("o ~ . - b", ["1", "a", "c", "d", "body mass"]),
      (
        "o ~ .^2 - . + a",
        [
          "1", "a", "a:b", "a:c", "a:d", "a:body mass", "b:c", "b:d", "b:body mass", "c:d", "c:body mass",
          "d:body mass",
        ]
      ),
      ("o ~ 0 + a", ["a"]), ("o ~ a - 1", ["a"]), ("o ~ -1 + a + 1", ["1", "a"]), ("o ~ a + 0", ["a"]),
      ("o ~ 1", ["1"]), ("o ~ 0", []),
      ("o ~ `body mass` + Q(\"body mass\")", ["1", "body mass"]),
      ("o ~ log( a+1 ) + log(a + 1)", ["1", "log(a + 1)"]),
      ("o ~ I( a ^2 ) + I(a^2) + I(a**2)", ["1", "I(a^2)"]),
      ("o ~ I(a / 2) + I(a/2) + I(a*b) + I(a -b)", ["1", "I(a/2)", "I(a * b)", "I(a - b)"]),
      (
        "o ~ I(-(a+1)^2/b) + poly(a,degree=2,raw=TRUE)",
        ["1", "I(-(a + 1)^2/b)", "poly(a, degree = 2, raw = TRUE)"]
      ),
      ("o ~ poly(a,2) : C( b,'x' )", ["1", "poly(a, 2):b"]), ("o ~ +a - -b", ["1", "a"]),
      ("o ~ (a + b) - a", ["1", "b"]), ("o ~ . - (a + c) - d", ["1", "b", "body mass"]), ("o ~ . - .", ["1"]),
      ("o ~ a - (b - 1)", ["1", "a"]), ("o ~ a*b - a", ["1", "b", "a:b"]),
      ("o ~ (. - a):a - d:a - c:a", ["1", "a:b", "a:body mass"]),
    ])
  func orders(_ formula: String, _ expected: [String]) throws { #expect(try terms(formula) == expected) }

  @Test("a formula is told in one spelling, which reads back as the same")
  func description() throws {
    let formula = try Formula("`y 1`~a*b+log( c )+(a+b) ^ 2-1+C(d,\"x\"):a+`body mass`")
    #expect(formula.description == "`y 1` ~ a * b + log(c) + (a + b)^2 - 1 + C(d, \"x\"):a + `body mass`")
    #expect(try Formula(formula.description).description == formula.description)
    #expect(Formula.additive(.column("o"), columns: ["a", "b c"]).description == "o ~ a + `b c`")
    #expect(Formula.additive(.column("o"), columns: []).description == "o ~ 1")
    #expect(try Formula("~ a", allowsOneSided: true).outcome == nil)
  }

  @Test("`.` stands for other columns than those that may be named")
  func allColumns() throws {
    func names(_ formula: String) throws -> [String] {
      try Formula(formula).terms(columns: ["o", "a", "b", "w"], all: ["a", "b"]).terms.map(\.name)
    }
    #expect(try names("o ~ .") == ["a", "b"])
    #expect(try names("o ~ . + w - a") == ["b", "w"])
    #expect(try Formula("o ~ .").terms(columns: ["o", "a", "b"]).terms.map(\.name) == ["a", "b"])
    #expect(
      try Formula("o ~ . - a + log(b) - w:c + Q(\"d e\"):I(f - g)").namedColumns == ["b", "d e", "f", "g"])
  }

  @Test(
    "a formula with names in the place of `.` has the same terms, and needs no columns but theirs where it can be said",
    arguments: [
      ("o ~ .", "o ~ a + b + c + `d e`"), ("o ~ . - b", "o ~ a + c + `d e`"),
      ("o ~ . - b - 1", "o ~ (a + c + `d e`) - 1"),
      ("o ~ . - `d e` + log(b) - c:`d e`", "o ~ (a + b + c) + log(b)"),
      ("o ~ . - (a + b)", "o ~ c + `d e`"), ("o ~ (. - a):b - c:b", "o ~ (b + `d e`):b"),
      ("o ~ .^2 - a", "o ~ (a + b + c + `d e`)^2 - a"), ("o ~ . - .", "o ~ 1"), ("o ~ a - b", "o ~ a - b"),
      ("o ~ (.)^2 - . - a:b - a:`d e` - b:`d e` - c:`d e`", "o ~ (a + b + c)^2 - (a + b + c) - a:b"),
    ])
  func writingOut(_ formula: String, _ written: String) throws {
    let all = ["a", "b", "c", "d e"]
    let typed = try Formula(formula)
    let terms = try typed.terms(columns: all)
    let out = try typed.writingOut(terms, all: all)
    #expect(out.description == written)
    #expect(try out.terms(columns: all) == terms)
  }

  @Test("random formulas with `.` are written out to the same terms")
  func randomWritingOut() throws {
    var generator = RandomGenerator(seed: 11)
    let pieces = [
      ".", "a", "b", "c", "(. - a)", "(a + b)", "a:b", ".:c", "log(b)", "1", "0", "(b - c)", "(. - b)^2",
    ]
    let all = ["a", "b", "c", "d"]
    var count = 0
    for _ in 0..<5000 {
      let text = (0..<generator.integer(in: 1..<6)).map { index in
        (index == 0 ? "" : [" + ", " - ", " - "][generator.integer(in: 0..<3)])
          + pieces[generator.integer(in: 0..<pieces.count)]
      }.joined()
      let typed = try Formula("o ~ " + text)
      let terms = try typed.terms(columns: all)
      let out = try typed.writingOut(terms, all: all)
      #expect(!out.hasAllColumns)
      #expect(try out.terms(columns: all) == terms, "\(text) -> \(out)")
      if (try? out.terms(columns: terms.columns)) != nil { count += 1 }
    }
    // A column that was taken out of products is needed to say so.
    #expect(count > 3000)
  }

  @Test("random texts are formulas or errors, and never stop the program")
  func random() {
    var generator = RandomGenerator(seed: 5)
    let pieces = [
      "a", "b", "body", " ", "+", "-", "*", ":", "^", "(", ")", "~", ".", "0", "1", "2", "1e9", "log(", "I(",
      "poly(a,", "bs(", "C(",
      "Q(\"", "`", "\"", ",", "/", "%in%", "|", "=", "😀", "\u{301}", "\n", "\\", "Treatment(", "scale(", "-1",
      "cbind(", "o ~ ",
    ]
    for _ in 0..<20_000 {
      let count = generator.integer(in: 0..<14)
      let text = (0..<count).map { _ in pieces[generator.integer(in: 0..<pieces.count)] }.joined()
      for formula in [text, "o ~ " + text] {
        do {
          let formula = try Formula(formula)
          _ = try formula.terms(columns: ["a", "b", "body"])
          #expect(try Formula(formula.description).description == formula.description)
        } catch let error as FormulaError {
          #expect(error.description.split(separator: "\n", omittingEmptySubsequences: false).count == 3)
        } catch { Issue.record("\(error)") }
      }
    }
  }

  @Test("texts that are deep, long or make many terms end in an error or in time")
  func extremes() throws {
    for text in [
      String(repeating: "(", count: 100_000), String(repeating: "(-", count: 100_000) + "a",
      String(repeating: "log(", count: 10_000), "a" + String(repeating: "^1", count: 10_000),
      "I(a" + String(repeating: "+a", count: 100_000) + ")", "I(" + String(repeating: "(", count: 60) + "a",
    ] {
      #expect(throws: FormulaError.self) { try Formula("o ~ " + text).terms(columns: ["a"]) }
    }
    let columns = (0..<3000).map { "c\($0)" }
    #expect(try Formula("o ~ " + columns.joined(separator: "+")).terms(columns: columns).terms.count == 3000)
    #expect(throws: FormulaError.self) { try Formula("o ~ .^3").terms(columns: columns) }
  }
}
