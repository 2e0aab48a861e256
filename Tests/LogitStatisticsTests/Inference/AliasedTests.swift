import Logit
import LogitStatistics
import Testing

@Suite("Aliased columns take no part in tests, and are not tested")
struct AliasedTests {
  /// Columns a, b, c = a + 2 b and w, each a term.
  private let vectors = InferenceVectors.all.aliased
  private let names = ["a", "b", "c", "w"]

  private var terms: [RegressionDesign.Term] {
    names.enumerated().map { .init(name: $1, columns: $0..<$0 + 1, factors: [$1]) }
  }

  private func fit(
    isMultinomial: Bool = false, _ change: (inout RegressionOptions) -> Void = { _ in }
  ) throws -> FittedRegression {
    var options = RegressionOptions()
    change(&options)
    let x = try Tensor(vectors.x.flatMap { $0 }, shape: [vectors.x.count, 4])
    let design = try RegressionDesign(x, columnNames: names, terms: terms)
    let outcome =
      isMultinomial
      ? RegressionOutcome.classes(
        vectors.y.enumerated().map { $0 % 4 == 3 ? 2 : Int32($1) }, names: ["0", "1", "2"]) : vectors.outcome
    return try FittedRegression(design, outcome, options: options)
  }

  @Test("A term that an aliased column replaces has no test of any kind", arguments: [false, true])
  func replaced(isMultinomial: Bool) throws {
    for kind in RegressionOptions.TermTest.allCases {
      let found = try fit(isMultinomial: isMultinomial) { $0.termTest = kind }.inference
      #expect(found.aliased == ["c"])
      let tests = try #require(found.termTests)
      #expect(tests.map { $0.test == nil } == [true, true, true, false], "\(kind)")
      #expect(tests[3].test?.degreesOfFreedom == (isMultinomial ? 2 : 1))
      #expect(found.description.contains("take its place"))
    }
    guard !isMultinomial else { return }
    let firth = try fit {
      ($0.usesFirthPenalty, $0.termTest) = (true, .likelihoodRatio)
    }.inference.termTests
    #expect(firth?.map { $0.test == nil } == [true, true, true, false])
  }

  @Test("Where nothing takes its place, a term with an aliased column is tested by its others")
  func partlyAliased() throws {
    let x = try Tensor(vectors.x.flatMap { $0 }, shape: [vectors.x.count, 4])
    let terms = [
      RegressionDesign.Term(name: "abc", columns: 0..<3, factors: ["abc"]),
      .init(name: "w", columns: 3..<4, factors: ["w"]),
    ]
    for kind in RegressionOptions.TermTest.allCases {
      var options = RegressionOptions()
      options.termTest = kind
      let found = try FittedRegression(
        RegressionDesign(x, columnNames: names, terms: terms), vectors.outcome, options: options
      ).inference
      #expect(found.termTests?.map { $0.test?.degreesOfFreedom } == [2, 1], "\(kind)")
    }
  }

  @Test("Nested regressions with robust errors are compared only where an aliased column replaces none")
  func nested() throws {
    func test(_ kept: [Int]) throws -> LogisticInference.NestedTest? {
      let x = try Tensor(
        vectors.x.flatMap { row in kept.map { row[$0] } }, shape: [vectors.x.count, kept.count])
      let design = try RegressionDesign(x, columnNames: kept.map { names[$0] })
      return try fit {
        $0.standardErrors = .robust(.hc0)
        $0.nested = (design, "smaller")
      }.inference.nested
    }
    // Without b, but with c, the same is spanned.
    #expect(throws: LogitError.self) { try test([0, 2, 3]) }
    let replaced = try #require(try test([2, 3]))
    #expect(replaced.test == nil)
    #expect(try test([0, 1])?.test?.degreesOfFreedom == 1)
    #expect(try test([0, 1, 2])?.test == test([0, 1])?.test)
    #expect(try test([3])?.test?.degreesOfFreedom == 2)
  }

  @Test("The variance inflation lists the aliased term without a number")
  func inflation() throws {
    let found = try fit { $0.inflatesVariance = true }.inference
    let lines = try #require(found.varianceInflation)
    #expect(lines.map(\.term) == names)
    #expect(lines.map { $0.value == nil } == [false, false, true, false])
    #expect(found.description.contains("NA: other columns explain the term"))
  }

  @Test("A change of an aliased column has no effect that can be told, others have theirs")
  func effects() throws {
    let count = vectors.x.count
    let changes = try [
      MarginalChange(name: "a", columns: [0], kind: .derivative(.constant([1]))),
      .init(name: "c", columns: [2], kind: .derivative(.constant([1]))),
      .init(name: "still", columns: [0, 2], kind: .derivative(.constant([1, 0]))),
      .init(name: "rows", columns: [2], kind: .derivative(.rows(Tensor(repeating: 1, shape: [count, 1])))),
      .init(
        name: "contrast", columns: [2, 3], kind: .contrast(from: .constant([0, 0]), to: .constant([1, 1]))),
      .init(
        name: "same", columns: [2, 3], kind: .contrast(from: .constant([1, 0]), to: .constant([1, 1]))),
    ]
    for isMultinomial in [false, true] {
      var found = try fit(isMultinomial: isMultinomial)
      try found.addMarginalEffects(changes, at: .overall)
      let lines = try #require(found.inference.marginalEffects)
      let isMissing = Dictionary(grouping: lines, by: \.term).mapValues { $0.map { $0.effect == nil } }
      for name in ["a", "still", "same"] { #expect(isMissing[name]?.contains(true) == false, "\(name)") }
      for name in ["c", "rows", "contrast"] { #expect(isMissing[name]?.contains(false) == false, "\(name)") }
      #expect(lines.allSatisfy { $0.effect != nil || ($0.standardError == nil && $0.pValue == nil) })
      #expect(found.inference.description.contains("take part in the change"))
    }
  }
}
