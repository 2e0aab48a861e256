import Logit
import LogitData
import LogitFiles
import Testing

@testable import LogitClassifier

/// Parts and states whose check sums are right, but whose numbers are not those of the plan's rows: sums over
/// rows take them without further checks, so they must be refused where they are read.
@Suite final class ShardPartTests {
  private let rows = FileSystem.temporaryPath(".csv")
  private let written = FileSystem.temporaryPath(".safetensors")

  deinit { for path in [rows, written] { FileSystem.removeFile(path) } }

  private func plan() throws -> ShardPlan {
    let lines = (0..<300).map { "\($0 * 7919 % 101),\($0 * 31 % 17),\($0 * 7919 % 101 + $0 % 50 > 70)" }
    try StagedFile.write(Array(("a,b,y\n" + lines.joined(separator: "\n") + "\n").utf8), to: rows)
    return try ShardPlan(
      [rows], csv: CSVOptions(), target: "y", source: "rows.csv", options: ClassifierOptions(),
      shardByteCount: 1 << 20)
  }

  @Test func `numbers that are no whole numbers of their range are refused, not converted`() throws {
    for value in [Double.nan, .infinity, 1e300, -1e300, 0.5, 3, -1] {
      var file = SealedTensors(format: "numbers")
      file.add("a", [0, value])
      #expect(throws: FileError.self, "\(value)") {
        let _: [Int32] = try file.integers("a", in: 0...2, of: "a file")
      }
    }
    var file = SealedTensors(format: "numbers")
    file.add("a", [0, 2])
    #expect(try file.integers("a", in: 0...2, of: "a file") == [Int32(0), 2])
  }

  @Test func `a part whose numbers are of other rows is refused`() throws {
    let plan = try plan()
    let part = try ShardWork(plan, shard: 0).part(nil)
    func isRead(_ change: (inout ShardPart) -> Void) throws {
      var changed = part
      change(&changed)
      try StagedFile.write(changed.encoded, to: written)
      _ = try ShardPart(contentsOf: written, of: plan, nil)
    }
    try isRead { _ in }
    let all = CountedRows(fold: nil, isPrecise: true)
    #expect(part.answers.moments[all] != nil)
    #expect(throws: FileError.self) { try isRead { $0.answers.moments[all]?.varies = [] } }
    #expect(throws: FileError.self) { try isRead { $0.answers.moments[all]?.varies += [1] } }
    #expect(throws: FileError.self) { try isRead { $0.answers.moments[all]?.runs.removeLast() } }
  }

  @Test func `a state that asks for other columns, classes or folds is refused`() throws {
    let plan = try plan()
    try StagedFile.write(try ShardWork(plan, shard: 0).part(nil).encoded, to: written)
    guard case .unfinished(let state, _) = try Combination(plan).combine(nil, parts: [written]),
      case .sums(let id, let query)? = state.requests.first
    else {
      Issue.record("A second round was expected")
      return
    }
    func isRead(fold: Int? = nil, classCount: Int = 2, columnCount: Int = 2) throws {
      let model = try LinearModel(
        classCount == 2 ? .binary : .multinomial(classCount: classCount), columnCount: columnCount,
        hasIntercept: query.model.hasIntercept)
      let numbers = [Double](repeating: 0, count: SumsShape(model, query.wanted).vectorLength)
      let ends = [Double](repeating: 1, count: columnCount)
      var changed = state
      changed.requests = [
        .sums(
          id: id,
          SumsQuery(
            rows: CountedRows(fold: fold, isPrecise: false), model: model, hasClasses: true, shift: ends,
            scale: ends, wanted: query.wanted, coefficients: numbers,
            direction: query.wanted.contains(.product) ? numbers : []))
      ]
      try changed.write(to: written)
      _ = try RoundState(contentsOf: written, of: plan)
    }
    try isRead()
    try isRead(fold: 4)
    #expect(throws: FileError.self) { try isRead(fold: 5) }
    #expect(throws: FileError.self) { try isRead(classCount: 3) }
    #expect(throws: FileError.self) { try isRead(columnCount: 3) }
  }
}
