import Logit
import Testing

@testable import LogitData

/// A user's own transform: the ratio of two columns.
private struct Ratio: FeatureTransform {
  static let typeName = "ratio"
  let inputs: [String]
  private var largest: Float = 1

  init(_ first: String, _ second: String) { inputs = [first, second] }

  var outputNames: [String] { ["\(inputs[0]) / \(inputs[1])"] }
  var summary: String { "a ratio" }
  var inputKinds: [ColumnKind] { [.numeric, .numeric] }
  var members: [KerasMember] {
    [
      KerasMember("inputs", .array(inputs.map { .string($0) })),
      KerasMember("largest", .number(Double(largest))),
    ]
  }

  init(_ options: inout KerasOptions) throws {
    guard case .array(let names)? = options.value("inputs") else {
      throw options.wrong("inputs", expected: "names", found: .null)
    }
    inputs = names.compactMap { if case .string(let name) = $0 { name } else { nil } }
    largest = Float(try options.double("largest", default: 1))
  }

  mutating func adapt(to columns: [Column], rows: RowSelection) throws {
    let (a, b) = (try columns[0].numbers(), try columns[1].numbers())
    var start = 0
    for (chunk, values) in columns[0].chunks.enumerated() {
      for row in rows.rows(ofChunk: chunk) { largest = max(largest, Float(a[start + row] / b[start + row])) }
      start += values.count
    }
  }

  func encoder(for columns: [Column]) throws -> any FeatureEncoder { RatioEncoder(largest: largest) }
}

private struct RatioEncoder: FeatureEncoder {
  let largest: Float

  func encode(
    _ chunks: [ColumnChunk], rows: Range<Int>, into features: FeatureRows, tally: inout FeatureTally
  ) {
    guard case .numeric(let a) = chunks[0], case .numeric(let b) = chunks[1] else { return }
    for row in 0..<features.count {
      features.set(Float(a[rows.lowerBound + row] / b[rows.lowerBound + row]) / largest, row: row, feature: 0)
    }
  }
}

@Suite struct OwnTransformTests {
  @Test func `a transform of one's own works beside the others, and comes back from JSON`() throws {
    let table = try Table([
      Column("mass", numbers: [70, 80, 90] as [Double]), Column("height", numbers: [2, 1, 1] as [Double]),
    ])
    var space = try FeatureSpace([.float("mass"), Ratio("mass", "height")])
    try space.adapt(to: table, rows: [0, 1])
    #expect(space.featureNames == ["mass", "mass / height"])
    let x = try space.matrix(of: table)
    let expected: [Float] = [70, 0.4375, 80, 1, 90, 1.125]
    #expect(x.scalars == expected)
    let json = try KerasValue(json: space.json.description)
    #expect(throws: LogitError.self) { try FeatureSpace(json: json) }
    #expect(try FeatureSpace(json: json, transforms: [Ratio.self]).matrix(of: table) == x)
  }
}
