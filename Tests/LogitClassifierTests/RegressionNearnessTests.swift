import LogitClassifier
import LogitData
import Testing

/// What a regression says of terms that nearly follow from each other.
@Suite struct RegressionNearnessTests {
  /// Years from 2000 to 2020, each a few times, with two numbers that have nothing to do with them or each
  /// other.
  private static func table(_ repeats: Int = 20) throws -> Table {
    let years = (0..<21 * repeats).map { Double(2000 + $0 % 21) }
    let x: [Double] = years.indices.map { Double($0 * 37 % 101) }
    let z: [Double] = years.indices.map { Double($0 * 53 % 89) }
    let near: [Double] = zip(x, z).map { $0 + 0.05 * $1 }
    let weights: [Double] = years.indices.map { $0 % 2 == 0 ? 1 : 0 }
    return try Table([
      Column("year", numbers: years), Column("x", numbers: x), Column("z", numbers: z),
      Column("near", numbers: near),
      Column("group", strings: years.indices.map { $0 == 0 ? "a" : $0 % 2 == 0 ? "b" : "c" }),
      Column("w", numbers: weights),
      Column("y", strings: years.indices.map { years[$0] + Double($0 * 7 % 11) > 2015 ? "yes" : "no" }),
    ])
  }

  private static func findings(
    _ formula: String, _ table: Table? = nil, _ change: (inout TableRegressionOptions) -> Void = { _ in }
  ) throws -> [Finding] {
    var options = TableRegressionOptions(formula: formula)
    change(&options)
    return try TableRegression(table ?? Self.table(), options).report.findings.filter {
      $0.kind == .collinear
    }
  }

  @Test("Powers of a year are named, with a condition index that casts doubt on their coefficients")
  func powers() throws {
    let found = try Self.findings("y ~ year + I(year^2) + I(year^3)")
    let finding = try #require(found.first)
    #expect(found.count == 1 && finding.severity == .warning && finding.columns == ["year"])
    // Of standardized powers: what is left of the cube beside the line and the square is 1e-6 of its
    // deviation.
    #expect((finding.evidence["condition_index"]?.double ?? 0) > 1e5)
    #expect(finding.evidence["features"] == ["year", "I(year^2)", "I(year^3)"])
    #expect(finding.evidence["rows"] == 420 && finding.option == .ridgeFit)
    #expect(finding.message.contains("poly"))
  }

  @Test("The square alone has a smaller index, with few rows too")
  func fewRows() throws {
    let found = try Self.findings("y ~ year + I(year^2)", Self.table(1))
    #expect(found.count == 1 && found.first?.evidence["rows"] == 21)
  }

  @Test("Columns that hardly differ are a note or a warning by how little they do, of three classes too")
  func columns() throws {
    let finding = try #require(try Self.findings("group ~ x + near").first)
    let index = finding.evidence["condition_index"]?.double ?? 0
    #expect(index > 30 && index < 100 && finding.severity == .info)
    #expect(finding.columns == ["x", "near"])
  }

  @Test(
    "Nothing is said of columns well apart, of orthogonal powers, of a rare reference, nor of exact combinations but once",
    arguments: ["y ~ x + z", "y ~ poly(year, 3) + x", "y ~ bs(year, 5)", "y ~ group + x", "y ~ x"])
  func wellConditioned(formula: String) throws {
    #expect(try Self.findings(formula).isEmpty)
  }

  @Test("Exact combinations are aliased, and nothing more")
  func aliased() throws {
    let found = try Self.findings("y ~ x + I(2 * x) + z")
    #expect(found.count == 1 && found[0].evidence["features"] == ["I(2 * x)"])
  }

  @Test("Rows of weight 0 say nothing of the others")
  func weights() throws {
    var columns = try Self.table().columns
    // In every second row, which does not count, the columns differ.
    let x = try columns[1].numbers()
    let copy: [Double] = x.indices.map { $0 % 2 == 0 ? x[$0] + 0.01 * Double($0 % 5) : 50 - x[$0] }
    columns.append(Column("copy", numbers: copy))
    let table = try Table(columns)
    #expect(try Self.findings("y ~ x + copy", table).isEmpty)
    let counted = try Self.findings("y ~ x + copy", table) { $0.weights = "w" }
    #expect(counted.count == 1 && counted[0].evidence["rows"] == 210)
  }

  @Test("A fit without a penalty says the same of the same columns, with the same evidence")
  func sameAsFit() throws {
    let regression = try #require(try Self.findings("y ~ x + near").first)
    var options = ClassifierOptions()
    (options.features, options.measuring) = (["x", "near"], .holdout(0))
    options.method = .optimum(OptimumOptions(penalty: .none))
    let fitted = try Classifier.fit(Self.table(), target: "y", options: options).report.findings
    let found = try #require(fitted.first { $0.kind == .collinear })
    #expect(found.severity == regression.severity && found.columns == regression.columns)
    let indices = [found, regression].map { $0.evidence["condition_index"]?.double ?? 0 }
    #expect(abs(indices[0] / indices[1] - 1) < 1e-9)
    let examination = try Examination(
      Self.table().selecting(["x", "near", "y"]), target: "y", options: options)
    let examined = try #require(examination.findings.first { $0.kind == .collinear })
    #expect(examined.severity == regression.severity)
    #expect(abs((examined.evidence["condition_index"]?.double ?? 0) / indices[0] - 1) < 1e-9)
  }
}
