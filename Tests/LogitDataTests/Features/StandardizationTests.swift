import Foundation
import Logit
import Testing

@testable import LogitData

@Suite struct StandardizationTests {
  /// Whole numbers with mean 499.5 and variance 83333.25.
  private static let thousand = (0..<1000).map { ($0 * 7919) % 1000 }

  private func features(_ column: Column, _ transform: NumericFeature) throws -> [Float] {
    var space = try FeatureSpace([transform])
    try space.adapt(to: Table([column]))
    // What was learned comes back from a file as it was.
    let again = try FeatureSpace(json: JSON(json: space.json.description))
    let x = try space.matrix(of: Table([column]))
    #expect(try again.matrix(of: Table([column])) == x)
    return x.scalars
  }

  private static let expected = thousand.map { Float((Double($0) - 499.5) / 83333.25.squareRoot()) }

  private func expectSame(_ found: [Float], _ note: String) {
    let difference = zip(found, Self.expected).reduce(0) { max($0, abs($1.0 - $1.1)) }
    // One unit in the last place of the largest, 1.73.
    #expect(found.count == 1000 && difference <= 2.4e-7, "\(note): off by \(difference)")
  }

  @Test(arguments: Array(stride(from: -305, through: 305, by: 10)))
  func `no unit changes what numbers become`(_ exponent: Int) throws {
    let numbers = Self.thousand.map { Double("\($0)e\(exponent)") ?? .nan }
    try expectSame(features(Column("x", numbers: numbers), .floatNormalized("x")), "1e\(exponent)")
    let negative = numbers.map { -$0 }
    let x = try features(Column("x", numbers: negative), .floatNormalized("x"))
    expectSame(x.map { -$0 }, "-1e\(exponent)")
  }

  @Test(arguments: Array(0...15), [1.0, -1.0])
  func `no offset changes what whole numbers become`(_ power: Int, _ sign: Double) throws {
    let offset = Int(pow(10, Double(power)) * 288) * Int(sign)
    let integers = Self.thousand.map { $0 + offset }
    try expectSame(
      features(Column("x", integers: integers), .floatNormalized("x")), "whole numbers at \(offset)")
    // Double precision holds these numbers up to 2⁵³.
    guard power <= 13 else { return }
    try expectSame(
      features(Column("x", numbers: integers.map { Double($0) }), .floatNormalized("x")), "at \(offset)")
  }

  @Test func `whole numbers that differ only beyond double precision are told apart`() throws {
    for start in [Int.max - 2000, Int.min + 1000, 1 << 60] {
      try expectSame(
        features(Column("x", integers: Self.thousand.map { start + $0 }), .floatNormalized("x")), "\(start)")
    }
    // A run of 4096 equal numbers before others.
    let late = Array(repeating: 1 << 60, count: 4096) + Self.thousand.map { $0 + 1 << 60 }
    let steps = try features(Column("x", integers: late), .floatNormalized("x"))
    let near = Array(repeating: 0, count: 4096) + Self.thousand
    let expected = try features(Column("x", integers: near), .floatNormalized("x"))
    #expect(zip(steps, expected).allSatisfy { abs($0 - $1) <= 2.4e-7 })
    let both = [Int.max, -Int.max, 0, 0].map { Optional($0) }
    let x = try features(Column("x", integers: both), .floatNormalized("x"))
    let ends = Float(2).squareRoot()
    #expect(zip(x, [ends, -ends, 0, 0]).allSatisfy { abs($0 - $1) <= 2.4e-7 })
  }

  @Test(arguments: [MissingValues.median, .mean, .mostFrequent, .automatic, .ownCategory])
  func `what missing values become does not depend on unit and offset either`(_ missing: MissingValues) throws
  {
    func column(_ number: (Int) -> Double) -> Column {
      Column("x", numbers: Self.thousand.map { $0 % 10 == 3 ? .nan : number($0 == 7 ? 8 : $0) })
    }
    let transform = try NumericFeature.floatNormalized("x", missing: missing)
    let expected = try features(column { Double($0) }, transform)
    for found in [
      try features(column { Double($0) + 288e12 }, transform),
      try features(column { Double($0) * 0x1p-990 }, transform),
      try features(column { Double($0) * 0x1p990 }, transform),
    ] { #expect(zip(found, expected).allSatisfy { abs($0 - $1) <= 2.4e-7 }) }
    let far = Self.thousand.map { $0 % 10 == 3 ? nil : ($0 == 7 ? 8 : $0) + 288_000_000_000_000_000 }
    let found = try features(Column("x", integers: far), transform)
    #expect(zip(found, expected).allSatisfy { abs($0 - $1) <= 2.4e-7 })
  }

  @Test func `the whole range of double precision is used, and nothing overflows`() throws {
    let largest = Double.greatestFiniteMagnitude
    let x = try features(Column("x", numbers: [largest, -largest, largest, -largest]), .floatNormalized("x"))
    #expect(x == [1, -1, 1, -1])
    let smallest = Double.leastNonzeroMagnitude
    let y = try features(
      Column("x", numbers: [0, 2 * smallest, 0, 2 * smallest]), .floatNormalized("x"))
    #expect(y == [-1, 1, -1, 1])
    // Several runs of 4096 numbers, each at another end of the range.
    let runs = [largest, -largest, 0, 1].flatMap { [Double](repeating: $0, count: 4096) }
    let z = try features(Column("x", numbers: runs), .floatNormalized("x"))
    let end = Float(2).squareRoot()
    #expect(
      zip([0, 4096, 8192, 12288].map { z[$0] }, [end, -end, 0, 0]).allSatisfy { abs($0 - $1) <= 2.4e-7 })
  }

  @Test func `a column that is the same in every row learned from is 0, whatever comes later`() throws {
    for value in [0.1, 1e300, -1e-300, 5_571_320.53] {
      var space = try FeatureSpace([.floatNormalized("x")])
      try space.adapt(to: Table([Column("x", numbers: [Double](repeating: value, count: 10_000))]))
      let x = try space.matrix(
        of: Table([Column("x", numbers: [value, 2 * value, -1e308, .nan] as [Double])]))
      #expect(x.scalars == [0, 0, 0, 0])
    }
  }

  @Test func `numbers far outside are the farthest there is, and only infinities are missing`() throws {
    var space = try FeatureSpace([.floatNormalized("x", missing: .mean.withIndicator)])
    try space.adapt(to: Table([Column("x", numbers: [-1, 1] as [Double])]))
    var counts = PredictionCounts()
    let new = Column("x", numbers: [1e300, -1e39, .infinity, .nan, 1e-300] as [Double])
    let x = try space.matrix(of: Table([new]), counts: &counts)
    #expect(x.scalars == [0x1p60, 0, -0x1p60, 0, 0, 1, 0, 1, 0, 0])
    #expect(counts.missing == ["x": 2])
  }

  @Test func `a number beyond single precision that is taken as it is is refused, with its row`() throws {
    let column = Column("x", numbers: [1, .infinity, 1e39, 2] as [Double])
    for transform in [try NumericFeature.float("x"), try .floatRescaled("x", scale: 10)] {
      var space = try FeatureSpace([transform])
      try space.adapt(to: Table([column]))
      #expect(throws: DataError.tooLargeNumber(column: "x", row: 2, value: "1e+39")) {
        try space.matrix(of: Table([column]))
      }
    }
    // A small enough factor makes it fit.
    var space = try FeatureSpace([.floatRescaled("x", scale: 0.5e-30, missing: .constant(0))])
    try space.adapt(to: Table([column]))
    #expect(try space.matrix(of: Table([column]))[2, 0] == 5e8)
    #expect(throws: LogitError.self) { try NumericFeature.float("x", missing: .constant(1e39)) }
  }

  @Test func `bins of numbers close together far from 0 do not merge`() throws {
    for (scale, offset) in [(1, 0), (1, 1e13), (1e-300, 0), (0x1p900, 0)] as [(Double, Double)] {
      var space = try FeatureSpace([.floatDiscretized("x", binCount: 4)])
      let table = try Table([Column("x", numbers: Self.thousand.map { Double($0) * scale + offset })])
      try space.adapt(to: table)
      let x = try space.matrix(of: table)
      let counts = (0..<4).map { bin in (0..<1000).reduce(0) { $0 + x[$1, bin] } }
      #expect(x.shape == [1000, 4] && counts.allSatisfy { abs($0 - 250) <= 10 }, "\(counts)")
    }
  }

  @Test func `whole numbers of more than 64 bits are numbers if they are wanted as such`() throws {
    let digits = Self.thousand.map { "\($0 + 58)658723979019299103703040" }
    try expectSame(features(Column("x", strings: digits), .floatNormalized("x")), "digits")
    var words = try FeatureSpace([.floatNormalized("x")])
    #expect(throws: DataError.self) {
      try words.adapt(to: Table([Column("x", strings: digits + ["other"])]))
    }
    #expect(throws: DataError.self) { try words.adapt(to: Table([Column("x", strings: ["007", "1"])])) }
    var space = try FeatureSpace([.floatNormalized("x"), .floatDiscretized("x", binCount: 2)])
    try space.adapt(to: Table([Column("x", strings: digits)]))
    #expect(space.inputKinds.map(\.kind) == [.numeric])
    #expect(throws: DataError.learnedOtherwise(column: "x", learned: "numbers", found: "texts")) {
      try space.matrix(of: Table([Column("x", strings: ["1"])]))
    }
  }

  @Test func `whole numbers that are the same in double precision are no constant`() throws {
    let start = 1 << 60
    let close = try AutomaticChoice(for: Column("x", integers: (0..<30).map { start + $0 * $0 % 7 }))
    #expect(close.transform is NumericFeature)
    let constant = try AutomaticChoice(for: Column("x", integers: Array(repeating: start + 1, count: 30)))
    #expect(constant.reason == "it is \(start + 1) in every row")
    let consecutive = try AutomaticChoice(for: Column("x", integers: (0..<30).map { start - $0 }))
    #expect(consecutive.reason == "it numbers the rows from \(start - 29) to \(start)")
  }

  @Test func `categories of whole numbers are told apart beyond double precision`() throws {
    let start = 1 << 60
    var space = try FeatureSpace([.integerCategorical("x", unknown: .ignore)])
    try space.adapt(to: Table([Column("x", integers: [start, start + 1, start + 1, start + 2])]))
    #expect(space.featureNames.count == 3)
    let x = try space.matrix(of: Table([Column("x", integers: [start + 1, start + 3])]))
    #expect(x.scalars == [1, 0, 0, 0, 0, 0])
  }
}
