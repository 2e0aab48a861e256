import Logit
import Testing

@testable import LogitData

@Suite struct PolicyTests {
  private static let numbers = Column("n", numbers: [1, 2, 2, 7, .nan, .infinity] as [Double])
  private static let words = Column("w", strings: ["b", "a", "a", nil, "b", "c"])

  private func adapted(_ transform: any FeatureTransform, _ column: Column, rows: [Int]? = nil) throws
    -> FeatureSpace
  {
    var space = try FeatureSpace([transform])
    try space.adapt(to: Table([column]), rows: rows)
    return space
  }

  @Test(arguments: [
    (MissingValues.mean, Float(3)), (.median, 2), (.mostFrequent, 2), (.constant(-4), -4), (.ownCategory, 0),
    (.automatic, 2),
  ])
  func `missing numbers and infinities are replaced`(_ missing: MissingValues, _ expected: Float) throws {
    let space = try adapted(.float("n", missing: missing), Self.numbers)
    let x = try space.matrix(of: Table([Self.numbers]))
    #expect((0..<6).map { x[$0, 0] } == [1, 2, 2, 7, expected, expected])
    #expect(x.shape[1] == (missing == .automatic ? 2 : 1))
    let marked = try adapted(
      .float("n", missing: missing.withIndicator), Self.numbers, rows: [0, 1, 2, 3]
    ).matrix(of: Table([Self.numbers]))
    #expect((0..<6).map { marked[$0, 1] } == [0, 0, 0, 0, 1, 1])
  }

  @Test func `an indicator is added by itself only if the rows learned from lack values`() throws {
    #expect(try adapted(.floatNormalized("n"), Self.numbers, rows: [0, 1]).featureNames == ["n"])
    #expect(
      try adapted(.floatNormalized("n"), Self.numbers, rows: [0, 4]).featureNames == ["n", "n is missing"])
  }

  @Test func `missing values are refused on request, with the number and the first row`() throws {
    let space = try adapted(.float("n", missing: .refuse), Self.numbers, rows: [0])
    let table = try Table([Self.numbers]).divided(into: 2)
    let error = #expect(throws: DataError.missingValues(column: "n", count: 2, firstRow: 4)) {
      try space.matrix(of: table)
    }
    #expect(error?.description.contains("the first in row 5") == true)
    let categories = try adapted(.stringCategorical("w", missing: .refuse), Self.words)
    #expect(throws: DataError.missingValues(column: "w", count: 1, firstRow: 3)) {
      try categories.matrix(of: Table([Self.words]))
    }
  }

  @Test func `missing categories count as what was chosen`() throws {
    func row(_ missing: MissingValues) throws -> (names: [String], row: [Float]) {
      let space = try adapted(.stringCategorical("w", unknown: .ignore, missing: missing), Self.words)
      let x = try space.matrix(of: Table([Self.words]))
      return (space.featureNames, (0..<x.shape[1]).map { x[3, $0] })
    }
    #expect(try row(.ownCategory) == (["w=b", "w=a", "w=c", "w is missing"], [0, 0, 0, 1]))
    #expect(try row(.mostFrequent) == (["w=b", "w=a", "w=c"], [0, 1, 0]))
    #expect(try row(.constant("c")) == (["w=c", "w=b", "w=a"], [1, 0, 0]))
    #expect(try row(.constant("none")) == (["w=b", "w=a", "w=none", "w=c"], [0, 0, 1, 0]))
  }

  @Test func `unknown categories count as what was chosen, and are counted`() throws {
    let new = try Table([Column("w", strings: ["a", "new", "other"])])
    for (unknown, expected) in [(UnknownCategories.ownCategory, [Float]([1, 0, 0])), (.ignore, [0, 0])] {
      let space = try adapted(.stringCategorical("w", unknown: unknown), Self.words, rows: [0, 1, 2])
      var counts = PredictionCounts()
      let x = try space.matrix(of: new, counts: &counts)
      for row in 1...2 { #expect((0..<x.shape[1]).map { x[row, $0] } == expected) }
      #expect(counts.unknown == ["w": 2])
    }
    let space = try adapted(.stringCategorical("w", unknown: .refuse), Self.words, rows: [0, 1, 2])
    #expect(throws: DataError.unknownCategory(column: "w", row: 1, value: "new", known: ["a", "b"])) {
      try space.matrix(of: new)
    }
  }

  @Test func `rare categories go to the others`() throws {
    let transform = try CategoryFeature("w", isInteger: false, leastRowCount: 2)
    let space = try adapted(transform, Self.words)
    #expect(space.featureNames == ["w=(other)", "w=b", "w=a", "w is missing"])
  }

  @Test func `policies that make no sense for a kind are refused`() throws {
    #expect(throws: LogitError.self) { try FeatureSpace([.float("n", missing: .constant("x"))]) }
    #expect(throws: LogitError.self) { try FeatureSpace([.float("n", missing: .constant(.nan))]) }
    #expect(throws: LogitError.self) { try FeatureSpace([.stringCategorical("w", missing: .mean)]) }
    #expect(throws: LogitError.self) {
      try FeatureSpace([.stringCategorical("w", missing: .ownCategory.withIndicator)])
    }
    #expect(throws: LogitError.self) { try FeatureSpace([.stringCategorical("w", oovIndexCount: 0)]) }
    #expect(throws: LogitError.self) { try FeatureSpace([.stringHashed("w", missing: .mostFrequent)]) }
    #expect(throws: LogitError.self) { try FeatureSpace([.integerHashed("w", missing: .constant("x"))]) }
    #expect(throws: LogitError.self) {
      try FeatureSpace([.floatDiscretized("n", missing: .mean.withIndicator)])
    }
    #expect(throws: DataError.noFeatures(reasons: [])) { try FeatureSpace([]) }
    #expect(throws: DataError.self) { try FeatureSpace([.float("n")], crosses: [FeatureCross(["n", "w"])]) }
    #expect(throws: LogitError.self) {
      try FeatureSpace([.stringHashed("w")], crosses: [FeatureCross(["w"])])
    }
  }

  @Test func `features of the wrong kind of column are refused with what to do`() throws {
    for transform in [
      try NumericFeature.float("w") as any FeatureTransform, try CategoryFeature.integerCategorical("w"),
      try DiscretizedFeature.floatDiscretized("w"), try HashedFeature.integerHashed("w"),
    ] { #expect(throws: DataError.self) { try adapted(transform, Self.words) } }
    for transform in [
      try CategoryFeature.stringCategorical("n") as any FeatureTransform, try HashedFeature.stringHashed("n"),
      try DateFeature.dateParts("n"), try TextFeature.textHashed("n"),
    ] { #expect(throws: DataError.self) { try adapted(transform, Self.numbers) } }
    let error = #expect(throws: DataError.self) {
      try adapted(.integerCategorical("n"), Column("n", numbers: [1, 2.5] as [Double]))
    }
    #expect(
      error?.description
        == "Column \"n\" holds 2.5, but whole numbers for categories are needed; "
        + "use it as a number, or discretize it."
    )
    #expect(throws: DataError.notAdapted(feature: "n")) {
      try FeatureSpace([.float("n")]).matrix(of: Table([Self.numbers]))
    }
  }

  @Test func `hashed and discretized values can be missing`() throws {
    let hashed = try adapted(.stringHashed("w", binCount: 3, missing: .ownCategory), Self.words)
    let x = try hashed.matrix(of: Table([Self.words]))
    #expect((0..<4).map { x[3, $0] } == [0, 0, 0, 1])
    let bins = try adapted(.floatDiscretized("n", binBoundaries: [2, 5]), Self.numbers)
    #expect(bins.featureNames == ["n < 2", "2 ≤ n < 5", "n ≥ 5", "n is missing"])
    let y = try bins.matrix(of: Table([Self.numbers]))
    #expect(y.scalars == [1, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 1])
  }
}
