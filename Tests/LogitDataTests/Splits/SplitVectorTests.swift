import Foundation
import LogitData
import Testing

/// What scikit-learn's splitters make of small sets of rows, drawing from NumPy's `default_rng`.
@Suite struct SplitVectorTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    struct Options: Decodable, Sendable {
      var rows: Int?
      var k: Int
      var share: Double?
      var seed: UInt64?
      var classes: [Int]?
      var groups: [Int]?
      var gap: Int?
      var maxTrainSize: Int?
      var testSize: Int?
    }
    struct Sides: Decodable, Sendable {
      var training: [Int]
      var validation: [Int]
    }
    var kind: String
    var options: Options
    var splits: [Sides]

    var testDescription: String {
      "\(kind), \(options.k) splits of \(splits[0].training.count + splits[0].validation.count) rows, seed "
        + "\(options.seed.map { "\($0)" } ?? "none")"
    }
  }

  static let cases: [Case] = {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Fixtures/Splits/splits.json")
    do {
      return try JSONDecoder().decode([Case].self, from: Data(contentsOf: url))
    } catch {
      fatalError("splits.json cannot be read: \(error)")
    }
  }()

  @Test(arguments: cases) func `splits are scikit-learn's to the last row`(_ expected: Case) throws {
    let o = expected.options
    let size = HoldoutSize.share(o.share ?? 0.2)
    let splits =
      switch expected.kind {
      case "KFold": try KFold(o.k, shuffleSeed: o.seed).splits(rowCount: o.rows ?? 0)
      case "ShuffleSplit":
        try ShuffleSplit(o.k, validation: size, seed: o.seed ?? 0).splits(rowCount: o.rows ?? 0)
      case "StratifiedKFold":
        try StratifiedKFold(o.k, by: "class", shuffleSeed: o.seed).splits(classes: o.classes ?? [])
      case "StratifiedShuffleSplit":
        try StratifiedShuffleSplit(o.k, by: "class", validation: size, seed: o.seed ?? 0)
          .splits(classes: o.classes ?? [])
      case "GroupKFold": try GroupKFold(o.k, by: "group", shuffleSeed: o.seed).splits(groups: o.groups ?? [])
      case "GroupShuffleSplit":
        try GroupShuffleSplit(o.k, by: "group", validation: size, seed: o.seed ?? 0)
          .splits(groups: o.groups ?? [])
      default:
        try TimeSeriesSplit(
          o.k, gap: o.gap ?? 0, maximumTrainingCount: o.maxTrainSize, validationCount: o.testSize
        ).splits(rowCount: o.rows ?? 0)
      }
    #expect(splits.map(\.training) == expected.splits.map(\.training))
    #expect(splits.map(\.validation) == expected.splits.map(\.validation))
  }
}
