import Foundation
import Logit
import Testing

@testable import LogitData

// The example of the article LearningFeatures.

/// The ratio of two columns, as a share of the largest ratio learned from.
struct Ratio: FeatureTransform {
  static let typeName = "ratio"
  let inputs: [String]
  private var largest: Double?

  init(_ numerator: String, _ denominator: String) { inputs = [numerator, denominator] }

  var inputKinds: [ColumnKind] { [.numeric, .numeric] }
  var outputNames: [String] { ["\(inputs[0]) / \(inputs[1])"] }
  var summary: String { "a ratio" }
}

/// The largest ratio of the rows observed so far.
struct LargestRatio: FeatureAccumulator {
  var value: Double?

  mutating func observe(_ rows: ObservedRows) {
    guard case .numeric(let a) = rows.chunks[0], case .numeric(let b) = rows.chunks[1] else { return }
    rows.forEach { row in include(a[row] / b[row]) }
  }

  mutating func merge(_ following: LargestRatio) {
    if let other = following.value { include(other) }
  }

  private mutating func include(_ ratio: Double) {
    if ratio.isFinite { value = max(ratio, value ?? ratio) }
  }
}

extension Ratio {
  func accumulator(for kinds: [ColumnKind]) throws -> LargestRatio {
    for (column, kind) in zip(inputs, kinds) where kind != .numeric {
      throw DataError.wrongKind(
        column: column, expected: "numbers", found: "\(kind)", remedy: "read it as numbers")
    }
    return LargestRatio()
  }

  mutating func finish(_ accumulator: LargestRatio) throws -> LargestRatio? {
    largest = accumulator.value ?? 1
    return nil
  }
}

extension Ratio {
  func encoder(for columns: [Column]) throws -> any FeatureEncoder {
    guard let largest else { throw DataError.notAdapted(feature: outputNames[0]) }
    return RatioEncoder(largest: largest)
  }
}

struct RatioEncoder: FeatureEncoder {
  let largest: Double

  func encode(
    _ chunks: [ColumnChunk], rows: Range<Int>, into features: FeatureRows, tally: inout FeatureTally
  ) {
    guard case .numeric(let a) = chunks[0], case .numeric(let b) = chunks[1] else { return }
    for (index, row) in rows.enumerated() {
      let share = Float(a[row] / b[row] / largest)
      if !share.isFinite { tally.addMissing(row: row) }
      features.set(share.isFinite ? share : 0, row: index, feature: 0)
    }
  }
}

extension Ratio {
  var members: [JSON.Member] {
    [
      JSON.Member("inputs", .array(inputs.map { .string($0) })),
      JSON.Member("largest", largest.map { .number($0) } ?? .null),
    ]
  }

  init(_ options: inout JSONFields) throws {
    guard case .array(let names)? = options.value("inputs"), names.count == 2,
      case .string(let numerator) = names[0], case .string(let denominator) = names[1]
    else { throw options.wrong("inputs", expected: "two names", found: .null) }
    self.init(numerator, denominator)
    if case .number(let number)? = options.value("largest") { largest = number }
  }
}

@Suite struct OwnTransformTests {
  @Test func `a transform of one's own works beside the others, and comes back from JSON`() throws {
    let table = try Table([
      Column("mass", numbers: [70, 80, 90] as [Double]), Column("height", numbers: [2, 1, 0] as [Double]),
    ])
    let trainingRows = [0, 1]

    var features = try FeatureSpace([.floatNormalized("mass"), Ratio("mass", "height")])
    try features.adapt(to: table, rows: trainingRows)
    let x = try features.matrix(of: table)

    let again = try FeatureSpace(json: features.json, transforms: [Ratio.self])
    #expect(features.featureNames == ["mass", "mass / height"])
    let expected: [Float] = [-1, 0.4375, 1, 1, 3, 0]
    #expect(x.scalars == expected)
    #expect(try again.matrix(of: table) == x)
    #expect(throws: LogitError.self) { try FeatureSpace(json: features.json) }
    var texts = try FeatureSpace([Ratio("mass", "name")])
    #expect(throws: DataError.self) {
      try texts.adapt(to: Table(table.columns + [Column("name", strings: ["a", "b", "c"])]))
    }
  }

  @Test func `the article's example is this one, line by line`() throws {
    func lines(_ text: some StringProtocol) -> String {
      text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: "\n")
    }
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let article = folder.appendingPathComponent(
      "../../../Sources/LogitData/LogitData.docc/LearningFeatures.md")
    let source = lines(try String(contentsOfFile: #filePath, encoding: .utf8))
    let examples = try String(contentsOf: article, encoding: .utf8).components(separatedBy: "```swift\n")
      .dropFirst()
    #expect(examples.count == 6)
    for example in examples {
      #expect(source.contains(lines(example.components(separatedBy: "```")[0])))
    }
  }
}
