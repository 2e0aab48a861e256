import LogitClassifier
import LogitData
import Testing

/// What is said where one class of three lies apart, and what is advised.
@Suite struct SeparatedClassTests {
  /// Three classes; the one that is named lies apart, and the others overlap.
  private static func table(apart: String?, classes: [String] = ["a", "b", "c"]) throws -> Table {
    let labels = (0..<120).map { classes[$0 * 7 % 11 % classes.count] }
    let x: [Double] = labels.indices.map { Double($0 * 37 % 61) + (labels[$0] == apart ? 100 : 0) }
    let z: [Double] = labels.indices.map { Double($0 * 53 % 59) }
    return try Table([
      Column("x", numbers: x), Column("z", numbers: z), Column("y", strings: labels),
    ])
  }

  private static func fitted(_ table: Table) throws -> Finding? {
    var options = ClassifierOptions()
    options.method = .optimum(OptimumOptions(penalty: .none))
    options.measuring = .holdout(0)
    return try Classifier.fit(table, target: "y", options: options).report.findings.first {
      $0.kind == .separation
    }
  }

  private static func regressed(
    _ table: Table, _ change: (inout TableRegressionOptions) -> Void = { _ in }
  ) throws -> Finding? {
    var options = TableRegressionOptions(formula: "y ~ x + z")
    change(&options)
    return try TableRegression(table, options).report.findings.first { $0.kind == .separation }
  }

  @Test(
    "A fit names the coefficients of the class that lies apart, whichever it is", arguments: ["a", "b", "c"])
  func fit(apart: String) throws {
    let finding = try #require(try Self.fitted(Self.table(apart: apart)))
    let coefficients = try #require(finding.evidence["coefficients"]?.array)
    #expect(coefficients.allSatisfy { $0["class"]?.string == apart } && !coefficients.isEmpty)
    let others = ["a", "b", "c"].filter { $0 != apart }
    #expect(finding.evidence["against"]?.array?.map { $0.string ?? "" } == others)
    #expect(finding.message.contains("which have finite ones against each other"))
    #expect(finding.option == .ridgePenalty)
  }

  @Test("A regression compares with the base, and says which classes are finite against each other")
  func regression() throws {
    let last = try #require(try Self.regressed(Self.table(apart: "c")))
    #expect(last.evidence["coefficients"]?.array?.allSatisfy { $0["class"]?.string == "c" } == true)
    #expect(!last.message.contains("Against each other") && last.option == .ridgeFit)
    let base = try #require(try Self.regressed(Self.table(apart: "a")))
    #expect(base.message.contains("Against each other \"b\", \"c\" have finite estimates"), "\(base.message)")
    let mended = try #require(try Self.regressed(Self.table(apart: "a")) { $0.baseClass = "b" })
    #expect(mended.evidence["coefficients"]?.array?.allSatisfy { $0["class"]?.string == "a" } == true)
  }

  @Test("Firth's penalty is offered where there is one: for two classes, with the model's errors")
  func firth() throws {
    let two = try Self.table(apart: "b", classes: ["a", "b"])
    #expect(try Self.regressed(two)?.option == .firthPenalty)
    #expect(try Self.regressed(two) { $0.errors = .robust(.hc1) }?.option == .ridgeFit)
    #expect(try Self.regressed(Self.table(apart: "b"))?.option == .ridgeFit)
  }

  @Test("Before fitting, each kind of separation is answered by what the classes allow")
  func doctor() throws {
    func options(_ table: Table) throws -> [OptionAdvice?] {
      try Examination(table, target: "y").findings.filter { $0.kind == .separation }.map(\.option)
    }
    #expect(try options(Self.table(apart: "b", classes: ["a", "b"])) == [.firthFit])
    #expect(try options(Self.table(apart: "b")) == [.ridgeFit])
    // A category of one class only.
    for (classes, advice) in [(["a", "b"], OptionAdvice.firthFit), (["a", "b", "c"], .ridgeFit)] {
      let table = try Self.table(apart: nil, classes: classes)
      let labels = try table.column("y").strings()
      let marks: [String] = labels.indices.map {
        $0 % 5 == 0 && labels[$0] == "a" ? "m" : $0 % 2 == 0 ? "n" : "o"
      }
      let marked = try Table(table.columns + [Column("mark", strings: marks)])
      #expect(try options(marked) == [advice])
    }
  }
}
