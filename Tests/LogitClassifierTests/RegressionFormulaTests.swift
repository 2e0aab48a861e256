import LogitClassifier
import Testing

/// What the formula of a regression makes of a table's columns.
@Suite struct RegressionFormulaTests {
  /// A table with a column for each purpose; row 7 misses its height.
  private static func table(rows: Int = 90) throws -> Table {
    func scattered(_ row: Int, _ factor: Int, _ count: Int) -> Int { row * factor % 101 % count }
    return try Table([
      Column("y", strings: (0..<rows).map { scattered($0, 29, 7) < 3 ? "no" : "yes" }),
      Column("age", numbers: (0..<rows).map { Double(20 + scattered($0, 13, 50)) }),
      Column("height", numbers: (0..<rows).map { $0 == 7 ? .nan : Double(150 + scattered($0, 17, 40)) }),
      Column("ward", strings: (0..<rows).map { ["a", "b", "c"][scattered($0, 7, 3)] }),
      Column("grade", integers: (0..<rows).map { [2, 10, 9, 1][scattered($0, 19, 4)] }),
      Column("day", strings: (0..<rows).map { "2024-0\(1 + scattered($0, 11, 3))-15" }),
      Column("number", integers: Array(1...rows)),
      Column("w", numbers: (0..<rows).map { Double(1 + scattered($0, 23, 4)) }),
    ])
  }

  private func report(_ formula: String, _ change: (inout TableRegressionOptions) -> Void = { _ in }) throws
    -> RegressionReport
  {
    var options = TableRegressionOptions(formula: formula)
    options.excluded = formula.contains(".") ? ["day"] : []
    change(&options)
    return try TableRegression(Self.table(), options).report
  }

  @Test("Frequencies count as repeated rows in means, polynomials and the knots of splines, too")
  func frequencies() throws {
    let table = try Self.table()
    let counts = try table.column("w").numbers()
    let repeated = try table.rows(
      at: counts.indices.flatMap { row in [Int](repeating: row, count: Int(counts[row])) })
    var options = TableRegressionOptions(formula: "y ~ scale(age) + poly(number, 2) + bs(height, 4)")
    let whole = try TableRegression(repeated, options).report.inference
    options.frequencyWeights = "w"
    let weighted = try TableRegression(table, options).report.inference
    #expect(abs(whole.logLikelihood - weighted.logLikelihood) < 1e-9 * abs(whole.logLikelihood))
    for (one, other) in zip(whole.coefficients, weighted.coefficients) {
      #expect(one.term == other.term)
      let (first, second) = (try #require(one.estimate), try #require(other.estimate))
      #expect(abs(first - second) < 1e-7 * max(1, abs(first)), "\(one.term)")
    }
  }

  @Test("An offset of 10¹² deviations leaves predictions the same", arguments: [false, true])
  func farColumn(isFirth: Bool) throws {
    func probabilities(_ offset: Int) throws -> [Float] {
      let table = try Self.table()
      let shifted = try Table([
        table.column("y"), table.column("age"),
        Column("a", integers: table.column("grade").numbers().map { Int($0) + offset }),
      ])
      var options = TableRegressionOptions(formula: "y ~ age + a")
      options.usesFirthPenalty = isFirth
      let classifier = try #require(try TableRegression(shifted, options).classifier)
      return try classifier.predict(shifted).probabilities.scalars
    }
    let (near, far) = (try probabilities(0), try probabilities(3_000_000_000_000))
    #expect(zip(near, far).allSatisfy { abs($0 - $1) < 1e-6 })
  }

  private func terms(_ report: RegressionReport) -> [String] { report.inference.coefficients.map(\.term) }

  @Test(
    "Terms that are taken out are not fitted, and the formula that is kept needs no column that only they name",
    arguments: [
      ("y ~ (age + w) - age", ["(Intercept)", "w"], "y ~ (age + w) - age"),
      ("y ~ . - ward - grade", ["(Intercept)", "age", "height", "w"], "y ~ age + height + w"),
      (
        "y ~ . - (age + height) - w - 1", ["ward[a]", "ward[b]", "ward[c]", "grade"], "y ~ (ward + grade) - 1"
      ),
      (
        "y ~ .:age - height:age - ward:age - grade", ["(Intercept)", "age", "age:grade", "age:w"],
        "y ~ (age + grade + w):age - grade"
      ),
    ])
  func takenOut(_ formula: String, _ expected: [String], _ kept: String) throws {
    let report = try report(formula)
    #expect(terms(report) == expected)
    #expect(report.formula == kept)
  }

  @Test("A column that is taken out costs no row")
  func gapsOfOthers() throws {
    #expect(try report("y ~ age + height").droppedRowCount == 1)
    #expect(try report("y ~ age + height - height").droppedRowCount == 0)
    #expect(try report("y ~ . - height").droppedRowCount == 0)
  }

  @Test("A column that is named is used, though it would not be for all")
  func named() throws {
    #expect(try !terms(report("y ~ .")).contains("number"))
    #expect(try terms(report("y ~ . + log(number)")).contains("log(number)"))
    #expect(try terms(report("y ~ . + number - number")) == terms(report("y ~ .")))
  }

  @Test("Columns with another use are not among all, and are terms where the formula names them")
  func otherUses() throws {
    #expect(try !terms(report("y ~ .") { $0.weights = "w" }).contains("w"))
    #expect(try terms(report("y ~ age + w") { $0.weights = "w" }) == ["(Intercept)", "age", "w"])
    #expect(try terms(report("y ~ . + C(w)") { $0.errors = .cluster(column: "w") }).contains("w[2]"))
    let error = #expect(throws: FormulaError.self) { try report("y ~ age + w") { $0.trials = "w" } }
    #expect(error?.message == "\"w\" counts the trials of the outcome; remove it here.")
    #expect(error?.characters == 10..<11)
    let excluded = #expect(throws: FormulaError.self) { try report("y ~ age + w") { $0.excluded = ["w"] } }
    #expect(excluded?.message == "\"w\" is among the columns to exclude; remove it here.")
  }

  @Test("An outcome that has another use, too, is refused with that use")
  func outcomeOnly() throws {
    let changes: [(String, (inout TableRegressionOptions) -> Void)] = [
      ("weights", { $0.weights = "w" }), ("frequency weights", { $0.frequencyWeights = "w" }),
      ("offsets", { $0.offset = "w" }), ("trials", { $0.trials = "w" }),
      ("clusters", { $0.errors = .cluster(column: "w") }),
    ]
    for (words, change) in changes {
      let error = #expect(throws: DataError.self) { try report("w ~ age", change) }
      #expect(error?.description.contains("it is the column of \(words), too") == true)
    }
  }

  @Test("The formula to compare with explains the same, and its `.` is the columns of the larger one")
  func nested() throws {
    let report = try report("y ~ age * w") { $0.nested = "~ . - age" }
    #expect(report.inference.nested?.test?.degreesOfFreedom == 2)
    #expect(
      try self.report("y ~ age * w") { $0.nested = "y ~ w" }.inference.nested?.test
        == report.inference.nested?.test)
    for other in ["ward ~ w", "cbind(w, grade) ~ w"] {
      #expect(throws: FormulaError.self) { try self.report("y ~ age * w") { $0.nested = other } }
    }
    let own = #expect(throws: FormulaError.self) { try self.report("y ~ age") { $0.nested = "~ y" } }
    #expect(own?.message.hasPrefix("\"y\" is the outcome") == true)
  }

  @Test("Columns are what they were said to be, in the regression and in its terms on other rows")
  func uses() throws {
    let table = try Self.table()
    var options = TableRegressionOptions(formula: "y ~ day + grade")
    options.columns.uses = ["day": .category, "grade": .category]
    let regression = try TableRegression(table, options)
    let expected = [
      "(Intercept)", "day[2024-02-15]", "day[2024-03-15]", "grade[2]", "grade[9]", "grade[10]",
    ]
    #expect(terms(regression.report) == expected && regression.report.notes.isEmpty)
    let classifier = try #require(regression.classifier)
    let loaded = try Classifier(bytes: classifier.encoded())
    let half = try table.rows(at: Array(0..<70))
    #expect(try terms(loaded.inference(of: half)) == expected)
    // As texts, numbers are in the order of texts.
    options.columns.uses = ["grade": .text]
    let texts = try TableRegression(table, options)
    let found = ["(Intercept)", "day", "grade[10]", "grade[2]", "grade[9]"]
    #expect(terms(texts.report) == found)
    #expect(try terms(#require(texts.classifier).inference(of: half)) == found)
  }

  @Test("Dates count in days where they are numbers, which is said there only")
  func days() throws {
    #expect(try report("y ~ day").notes.count == 1)
    #expect(try report("y ~ log(day)").notes.count == 1)
    #expect(try report("y ~ C(day)").notes.isEmpty)
  }

  @Test("A reference of what is no category names the categories")
  func references() throws {
    let error = #expect(throws: DataError.self) {
      try report("y ~ age + ward + C(grade) + day") { $0.references = ["w": "1"] }
    }
    #expect(
      error?.description
        == "There is no categorical term \"w\". The columns are \"ward\", \"grade\".")
    #expect(throws: DataError.self) { try report("y ~ age") { $0.references = ["age": "30"] } }
  }

  // MARK: Counts

  private func findings(_ successes: [Double], _ others: [Double], _ formula: String, trials: String? = nil)
    throws
    -> [Finding]
  {
    let table = try Table([
      Column("s", numbers: successes), Column("n", numbers: others),
      Column("x", numbers: successes.indices.map { Double($0 * 7 % 5) }),
    ])
    var options = TableRegressionOptions(formula: formula)
    options.trials = trials
    return try TableRegression(table, options).report.findings.filter { $0.kind == .quantityTarget }
  }

  @Test(
    "Counts that are not whole are fitted and said, with the first row, and proportions by what they count")
  func fractions() throws {
    let (whole, others) = ([3.0, 5, 6, 2, 4, 7], [9.0, 4, 8, 7, 5, 3])
    #expect(try findings(whole, others, "cbind(s, n) ~ x").isEmpty)
    let first = try findings([3, 5.5, 6, 2, 4.25, 7], others, "cbind(s, n) ~ x")
    #expect(first.map(\.columns) == [["s"]] && first[0].severity == .warning)
    #expect(first[0].message.hasPrefix("\"s\" has 2 rows without a whole count, the first row 2 (5.5); "))
    #expect(
      try findings([1.5, 5, 6, 2, 4, 7], [9, 4, 8, 7, 5.5, 3], "cbind(s, n) ~ x").map(\.columns) == [
        ["s"], ["n"],
      ])
    let trials = [12.0, 9, 14, 9, 9, 10]
    #expect(try findings(whole, trials, "s ~ x", trials: "n").isEmpty)
    // R's tolerance, since proportions are written with few digits.
    let shares = zip(whole, trials).map { ($0 / $1 * 1e5).rounded() / 1e5 }
    #expect(try findings(shares, trials, "s ~ x", trials: "n").isEmpty)
    let one = try findings([0.3, 0.5, 0.4, 0.2, 0.4, 0.7], [1, 1, 1, 1, 1, 1], "s ~ x", trials: "n")
    #expect(one.count == 1 && one[0].message.contains("the first row 1 (0.3);"))
    let rough = try findings([0.3, 0.5, 0.4, 0.2, 0.4, 0.7], trials, "s ~ x", trials: "n")
    #expect(
      rough.count == 1
        && rough[0].message.contains("5 rows without a whole count, the first row 1 (0.3, a count of 3.6)"))
  }
}
