import Foundation
import Logit
import Testing

@testable import LogitData

@Suite("What is wrong with a formula")
struct FormulaErrorTests {
  private static let columns = ["x", "f", "g", "age", "body mass"]

  private func message(_ formula: String) -> String {
    do {
      _ = try Formula(formula).terms(columns: Self.columns)
      return "no error"
    } catch {
      return "\(error)"
    }
  }

  @Test(
    "an error has a code, and keeps its text where nothing else is known of it",
    arguments: [
      ("o ~ x x", "formula-invalid"), ("o ~ agee", "formula-unknown-column"),
      ("o ~ strata(f)", "formula-other-model"), ("o ~ offset(x)", "formula-option-needed"),
    ])
  func code(_ formula: String, _ code: String) throws {
    let error = try #require(throws: FormulaError.self) {
      try Formula(formula).terms(columns: Self.columns)
    }
    let unknown: any Error = error
    #expect(error.code == code && (unknown as? any CodedError)?.code == code)
    #expect(unknown.localizedDescription == error.description)
  }

  @Test(
    "the caret stands under what is wrong",
    arguments: [
      ("o ~ agee + x", "    ^^^^"), ("o ~ lgo(x)", "    ^^^"), ("o ~ (x + f", "    ^"),
      ("o ~ x +", "       ^"),
      ("x + f", "^^^^^"), ("~ x", "^"), ("o ~", "   ^"), ("o ~ x ~ f", "      ^"), ("o ~ x / f", "      ^"),
      ("o ~ f %in% g", "      ^^^^"), ("o ~ (1 | g)", "       ^"), ("o ~ np.log(x)", "    ^^^^^^"),
      ("o ~ x^2", "    ^^^"), ("o ~ (x + f)^0", "            ^"), ("o ~ x f", "      ^"),
      ("o ~ x)", "     ^"),
      ("o ~ ()", "     ^"), ("o ~ I()", "    ^^^"), ("o ~ 2 * x", "    ^"), ("o ~ \"x\"", "    ^^^"),
      ("o ~ `body", "    ^"), ("o ~ x + # f", "        ^"), ("o ~ log(x, 2)", "    ^^^^^^^^^"),
      ("o ~ C(f, Treatment(\"a\"))", "         ^^^^^^^^^^^^^^"), ("o ~ C(log(x))", "      ^^^^^^"),
      ("o ~ poly(x, 0)", "            ^"), ("o ~ poly(x)", "    ^^^^^^^"), ("o ~ bs(x, 2)", "          ^"),
      ("o ~ bs(x, knots = 3)", "                  ^"), ("o ~ I(poly(x, 2))", "      ^^^^"),
      ("o ~ I(x:f)", "       ^"), ("o ~ I(.)", "      ^"), ("o ~ o + x", "    ^"), ("log(o) ~ x", "^^^"),
      ("cbind(o) ~ x", "^^^^^^^^"), ("cbind(o, o) ~ x", "         ^"), ("a + b ~ x", "^^^^^"),
      ("o ~ x == 1", "      ^^"),
      ("o ~ stats::poly(x, 2)", "         ^^"),
      ("o ~ 1:x", "     ^"), ("o ~ I(1e999)", "      ^^^^^"), ("o ~ . - agee", "        ^^^^"),
      ("o ~ x + strata(f)", "        ^^^^^^"), ("o ~ offset(x)", "    ^^^^^^"), ("ordered(o) ~ x", "^^^^^^^"),
    ])
  func caret(_ formula: String, _ caret: String) {
    let lines = message(formula).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 3)
    #expect(lines.dropFirst().first.map(String.init) == formula)
    #expect(lines.last.map(String.init) == caret)
  }

  @Test("characters are counted as they are read, not as they are stored")
  func counting() {
    #expect(
      message("größe\u{301}👩‍👩‍👧 ~ x")
        == "\"👩‍👩‍👧\" means nothing in a formula; put the name of a column in backquotes (`) if it has such a character.\ngröße\u{301}👩‍👩‍👧 ~ x\n     ^"
    )
    #expect(message("o ~\n\tagee").hasSuffix("\no ~  agee\n     ^^^^"))
  }

  @Test("a message says what is meant, and what to write instead")
  func advice() {
    let starts = [
      "o ~ agee": "There is no column \"agee\" among the predictors; did you mean \"age\"?",
      "o ~ lgo(x)": "There is no function \"lgo\"; did you mean \"log\"?",
      "o ~ factor(f)": "factor is called C here; write C(x), or C(x, \"reference\").",
      "o ~ np.log(x)": "np.log is called log here; write log(x).",
      "o ~ ns(x, 3)": "ns() is not offered; write bs(x, df), or poly(x, k).",
      "o ~ s(x)": "Smooth terms, s(), are not offered; write bs(x, df) or poly(x, k).",
      "o ~ offset(x)": "offset() is no term here; give TableRegressionOptions.offset = \"x\" instead.",
      "o ~ weights(log(x))":
        "weights() is no term here; give TableRegressionOptions.weights = the column instead.",
      "o ~ x + cluster(f)":
        "cluster() is no term here; give TableRegressionOptions.errors = .cluster(column: \"f\") instead.",
      "o ~ x + strata(f)": "Conditional regression, of strata or matched sets, is not offered;",
      "o ~ x + (1 | f)":
        "Mixed models, with random effects, are not offered; for errors that allow for groups of rows, give "
        + "TableRegressionOptions.errors = .cluster(column: \"f\").",
      "o ~ frailty(f)": "Mixed models, with random effects, are not offered;",
      "o ~ svydesign(x)":
        "Survey designs, with strata, sampling units or replicate weights, are not offered;",
      "o ~ mi(x)": "Pooling over imputations is not offered;",
      "o ~ probit(x)": "Probit models, and other links than the logit, are not offered;",
      "ordered(o) ~ x": "Ordinal models are not offered;",
      "o ~ x^2":
        "In a formula ^ makes products of different terms, and there is one alone; write I(x^2) for the power of the number.",
      "o ~ o": "\"o\" is the outcome, which cannot be a term too; remove it here.",
    ]
    for (formula, start) in starts {
      #expect(message(formula).hasPrefix(start + (start.hasSuffix(";") ? " " : "\n")), "\(message(formula))")
    }
  }

  @Test("a column with another use is no term, and is not among those that may be named")
  func taken() throws {
    do {
      _ = try Formula("o ~ x + n").terms(columns: ["o", "x", "n"], taken: ["n": "counts the trials"])
      Issue.record("no error")
    } catch let error as FormulaError {
      #expect(error.description == "\"n\" counts the trials; remove it here.\no ~ x + n\n        ^")
    }
    do {
      _ = try Formula("o ~ zebra").terms(columns: ["o", "x", "n"], taken: ["n": "counts the trials"])
    } catch let error as FormulaError {
      #expect(error.message == "There is no column \"zebra\" among the predictors. They are \"x\".")
    }
  }

  @Test("where names were made up, a header that was not seen is thought of")
  func madeUpNames() throws {
    let columns = ["column_1", "column_2", "column_3"]
    let advice = " If the first row of the file has the names, say so with CSVOptions.header = .firstRow."
    let outcome = #expect(throws: FormulaError.self) { try Formula("o ~ x").checkOutcome(columns: columns) }
    #expect(outcome?.message.hasSuffix(advice) == true)
    let term = #expect(throws: FormulaError.self) { try Formula("column_1 ~ x").terms(columns: columns) }
    #expect(term?.message.hasSuffix(advice) == true)
    #expect(!message("o ~ zebra").contains("header"))
  }

  @Test("a formula to compare with explains the same, or does not say what")
  func sameOutcome() throws {
    for text in ["~ x", "died ~ x", "`died` ~ 1"] {
      try Formula(text, allowsOneSided: true).requireOutcome(.column("died"))
    }
    for text in ["lived ~ x", "cbind(died, lived) ~ x"] {
      #expect(throws: FormulaError.self) { try Formula(text).requireOutcome(.column("died")) }
    }
    do {
      try Formula("cbind(a, b) ~ 1").requireOutcome(.counts(successes: "b", failures: "a"))
    } catch let error as FormulaError {
      #expect(error.description.hasSuffix("\ncbind(a, b) ~ 1\n      ^^^^"))
    }
  }

  @Test("an outcome that is not there is pointed at")
  func outcome() throws {
    let formula = try Formula("cbind(died, `not died`) ~ x")
    #expect(formula.outcome == .counts(successes: "died", failures: "not died"))
    #expect(throws: FormulaError.self) { try formula.checkOutcome(columns: ["died", "notdied", "x"]) }
    do {
      try formula.checkOutcome(columns: ["died", "notdied", "x"])
    } catch let error as FormulaError {
      #expect(
        error.description
          == "There is no column \"not died\"; did you mean \"notdied\"?\ncbind(died, `not died`) ~ x\n            ^^^^^^^^^^"
      )
    }
    try Formula("o ~ x").checkOutcome(columns: ["o"])
  }
}
