import Logit
import LogitData
import LogitFiles

// What is known of rows as numbers of a file, and back, checked against the plan that they must be of.

extension SealedTensors {
  /// Whole numbers that must be there, each in a range.
  func integers<Number: FixedWidthInteger>(
    _ name: String, in range: ClosedRange<Int>, of path: String
  ) throws -> [Number] {
    try values(name, in: path).map { value in
      guard let number = Int(exactly: value), range.contains(number) else {
        throw Self.misfit(
          name, "whole numbers from \(range.lowerBound) to \(range.upperBound)", "\(value)", path)
      }
      return Number(number)
    }
  }

  /// Makes sure that there is a weight for each row, and that it may be one.
  static func requireWeights(_ weights: [Double], _ count: Int, _ name: String, in path: String) throws {
    guard weights.count == count, weights.allSatisfy({ $0 > 0 && $0 < .infinity }) else {
      throw misfit("\(name)/weights", "\(count) numbers above 0", "others", path)
    }
  }

  /// An error about numbers that do not fit what they are for.
  static func misfit(
    _ name: String, _ expected: String, _ found: String, _ path: String
  ) -> FileError {
    .damaged(
      source: path, item: "the tensor \(name)", expected: expected, found: found, remedy: "make it again")
  }
}

extension ColumnMoments.Part {
  func add(to file: inout SealedTensors, _ rows: CountedRows) {
    file.add("moments/\(rows.name)/runs", runs)
    file.add("moments/\(rows.name)/varies", varies)
  }

  init(_ file: SealedTensors, _ rows: CountedRows, of plan: ShardPlan, in path: String) throws {
    let (name, width) = ("moments/\(rows.name)", plan.featureCount(of: rows))
    self.init(
      runs: try file.values("\(name)/runs", in: path), varies: try file.values("\(name)/varies", in: path))
    guard varies.count == width, runs.count % (1 + 2 * width) == 0 else {
      throw SealedTensors.misfit(
        name, "numbers of \(width) columns", "\(varies.count) and \(runs.count)", path)
    }
  }
}

extension SampledRows {
  func add(to file: inout SealedTensors, _ sample: SampleOfRows) {
    let name = "sample/\(sample.name)"
    file.add("\(name)/features", isPrecise ? double : single.map { Double($0) })
    file.add("\(name)/precise", [isPrecise ? 1 : 0])
    file.add("\(name)/classes", classes.map { Double($0) })
    file.add("\(name)/folds", folds.map { Double($0) })
    file.add("\(name)/weights", weights)
  }

  init(_ file: SealedTensors, _ sample: SampleOfRows, of plan: ShardPlan, in path: String) throws {
    let (name, width) = ("sample/\(sample.name)", plan.featureCount(of: sample.rows))
    self.init(isPrecise: try file.values("\(name)/precise", in: path) == [1])
    let features = try file.values("\(name)/features", in: path)
    if isPrecise { double = features } else { single = features.map { Float($0) } }
    let largest = plan.description.classes.count - 1
    classes = try file.integers("\(name)/classes", in: 0...largest, of: path)
    folds = try file.integers("\(name)/folds", in: -1...Int(Int8.max), of: path)
    weights = try file.values("\(name)/weights", in: path)
    try SealedTensors.requireWeights(weights, plan.hasWeights ? classes.count : 0, name, in: path)
    guard features.count == classes.count * width, folds.count == classes.count else {
      throw SealedTensors.misfit(
        name, "\(width) features and a fold for each of \(classes.count) rows",
        "\(features.count) and \(folds.count)", path)
    }
  }
}

extension HeldOutOutputs {
  func add(to file: inout SealedTensors) {
    file.add("outputs/rows", rows.map { Double($0) })
    file.add("outputs/classes", classes.map { Double($0) })
    file.add("outputs/folds", folds.map { Double($0) })
    file.add("outputs/values", outputs.map { Double($0) })
    file.add("outputs/weights", weights)
  }

  /// - Returns: `nil` if the file has none.
  init?(_ file: SealedTensors, of plan: ShardPlan, in path: String) throws {
    guard file["outputs/rows"] != nil else { return nil }
    let largest = plan.description.classes.count - 1
    self.init(
      rows: try file.integers("outputs/rows", in: 0...plan.rowCount - 1, of: path),
      classes: try file.integers("outputs/classes", in: 0...largest, of: path),
      folds: try file.integers("outputs/folds", in: 0...max(plan.foldCount - 1, 0), of: path),
      outputs: try file.values("outputs/values", in: path).map { Float($0) },
      weights: try file.values("outputs/weights", in: path))
    try SealedTensors.requireWeights(weights, plan.hasWeights ? rows.count : 0, "outputs", in: path)
    let count = plan.description.classes.head.outputCount
    guard classes.count == rows.count, folds.count == rows.count, outputs.count == rows.count * count else {
      throw SealedTensors.misfit(
        "outputs", "a class, a fold and \(count) numbers for each of \(rows.count) rows",
        "\(classes.count), \(folds.count) and \(outputs.count)", path)
    }
  }

  /// Adds those of rows that follow.
  mutating func append(_ other: HeldOutOutputs) {
    rows += other.rows
    classes += other.classes
    folds += other.folds
    outputs += other.outputs
    weights += other.weights
  }
}
