import CLogitKernels
import Testing

@testable import Logit

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Who sums up which rows, and when, never shows in the sums.
@Suite struct FoldTests {
  /// A division of a tree over blocks into subtrees, at random, in a random order.
  static func parts(of blockCount: Int, _ generator: inout RandomGenerator) -> [Range<Int>] {
    func divide(_ lower: Int, _ level: Int) -> [Range<Int>] {
      guard lower < blockCount else { return [] }
      let isWhole = level == 0 || generator.integer(in: 0..<3) == 0
      if isWhole { return [lower..<min(lower + 1 << level, blockCount)] }
      return divide(lower, level - 1) + divide(lower + 1 << (level - 1), level - 1)
    }
    var level = 0
    while 1 << level < blockCount { level += 1 }
    let parts = divide(0, level)
    let keys = generator.standardNormal(count: parts.count).scalars
    return parts.indices.sorted { keys[$0] < keys[$1] }.map { parts[$0] }
  }

  @Test(
    "Any division at the borders of blocks, in any order of arrival, gives the same bytes",
    arguments: LinearProblemTests.outcomes, [1, 7, 8, 50, 167])
  func divisions(_ outcome: LinearModel.Outcome, rowCount: Int) throws {
    let (leafLength, leavesPerBlock) = (3, 2)
    let blockLength = leafLength * leavesPerBlock
    var data = try RandomRows(outcome, rows: rowCount, columns: 4)
    let at = data.coefficients()
    let whole = try data.sums(.everything, at: at, leafLength: leafLength)
    let blockCount = (rowCount + blockLength - 1) / blockLength
    var generator = RandomGenerator(seed: UInt64(rowCount))
    for _ in 0..<8 {
      var tree = BlockTree<PartialSums> { try $0.merge($1) }
      for blocks in Self.parts(of: blockCount, &generator) {
        let rows = blocks.lowerBound * blockLength..<min(blocks.upperBound * blockLength, rowCount)
        let part = try data.sums(.everything, rows, at: at, leafLength: leafLength)
        try tree.insert(PartialSums(encoded: part.encoded), blocks: blocks)
      }
      #expect(try tree.finish(blockCount: blockCount).encoded == whole.encoded)
    }
  }

  @Test("Blocks of 65,536 rows merge to the bytes of all rows at once, for any number of threads")
  func realBlocks() throws {
    let rowCount = 2 * RowCut.blockLength + 12_345
    var data = try RandomRows(.binary, rows: rowCount, columns: 3)
    let at = data.coefficients()
    let leafLength = RowCut.leafLength
    let whole = try data.sums(.everything, at: at, leafLength: leafLength)
    for threads in [2, 3, 7] {
      #expect(try data.sums(.everything, at: at, leafLength: leafLength, threads: threads) == whole)
    }
    var tree = BlockTree<PartialSums> { try $0.merge($1) }
    for block in [2, 0, 1] {
      let rows = block * RowCut.blockLength..<min((block + 1) * RowCut.blockLength, rowCount)
      try tree.insert(
        data.sums(.everything, rows, at: at, leafLength: leafLength, threads: 2), blocks: block..<block + 1)
    }
    #expect(try tree.finish(blockCount: 3) == whole)
  }

  @Test("The number of threads never shows", arguments: LinearProblemTests.outcomes)
  func threads(_ outcome: LinearModel.Outcome) throws {
    var data = try RandomRows(outcome, rows: 1000, columns: 9)
    let at = data.coefficients()
    let one = try data.sums(.everything, at: at, leafLength: 4)
    for threads in [2, 3, 7] {
      #expect(try data.sums(.everything, at: at, leafLength: 4, threads: threads) == one)
    }
  }

  @Test(
    "Nor does the instruction set, where there is fused multiply-add", arguments: LinearProblemTests.outcomes)
  func levels(_ outcome: LinearModel.Outcome) throws {
    var data = try RandomRows(outcome, rows: 333, columns: 21)
    let at = data.coefficients()
    let sums = try LinearProblemTests.levels.filter { $0 != LOGIT_LEVEL_BASELINE }.map { level in
      try data.sums(
        .everything, at: at, leafLength: 100, kernels: #require(logit_kernels_for_level(level)).pointee)
    }
    for other in sums.dropFirst() { #expect(other.values == sums[0].values) }
  }

  @Test("A problem that was used for more still gives the same")
  func reuse() throws {
    var data = try RandomRows(.multinomial(classCount: 3), rows: 500, columns: 4)
    let at = data.coefficients()
    let fold = MemoryFold(
      try data.rows(), leafLength: 16, pool: ThreadPool(count: 3), kernels: Kernels.current)
    let problem = try LinearProblem(fold)
    var evaluation = LinearEvaluation()
    for wanted: WantedSums in [.value, .everything, .gradient, .hessian, .value] {
      try problem.evaluate(wanted, at: at, direction: at, into: &evaluation)
      var fresh = LinearEvaluation()
      let other = MemoryFold(
        try data.rows(), leafLength: 16, pool: ThreadPool(count: 1), kernels: Kernels.current)
      try LinearProblem(other).evaluate(wanted, at: at, direction: at, into: &fresh)
      #expect(evaluation.sums == fresh.sums)
      #expect(evaluation.gradient == fresh.gradient)
      #expect(evaluation.hessian == fresh.hessian)
    }
  }

  @Test("An evaluation that was used with another model gives the same as a new one")
  func otherModels() throws {
    let outcomes: [LinearModel.Outcome] = [
      .multinomial(classCount: 3), .multinomial(classCount: 3, reference: 0),
      .multinomial(classCount: 3, reference: 2),
    ]
    // 7 columns and 8, with or without an intercept, are padded to the same length.
    let shapes = [(7, true), (8, false), (5, true)]
    let problems = try outcomes.flatMap { outcome in
      try shapes.map { columns, hasIntercept in
        let data = try RandomRows(outcome, rows: 60, columns: columns)
        let model = try LinearModel(outcome, columnCount: columns, hasIntercept: hasIntercept)
        let rows = try DenseRows(.float(data.matrix), labels: .classes(data.labels), model: model)
        return try LinearProblem(
          MemoryFold(rows, leafLength: 16, pool: ThreadPool(count: 1), kernels: Kernels.current))
      }
    }
    func evaluate(_ problem: LinearProblem, into evaluation: inout LinearEvaluation) throws {
      let at = (0..<problem.coefficientCount).map { Double($0 % 5) - 1.5 }
      try problem.evaluate(.everything, at: at, direction: at.reversed(), into: &evaluation)
    }
    for first in problems {
      for second in problems {
        var (used, fresh) = (LinearEvaluation(), LinearEvaluation())
        try evaluate(first, into: &used)
        try evaluate(second, into: &used)
        try evaluate(second, into: &fresh)
        #expect(used.sums == fresh.sums)
        #expect(used.value == fresh.value)
        #expect(used.gradient == fresh.gradient)
        #expect(used.product == fresh.product)
        #expect(used.hessian == fresh.hessian)
      }
    }
  }

  @Test("What an evaluation has room for, it keeps while less is wanted")
  func keepsMemory() throws {
    var data = try RandomRows(.multinomial(classCount: 3), rows: 100, columns: 9)
    let at = data.coefficients()
    let problem = try LinearProblem(MemoryFold(try data.rows()))
    var evaluation = LinearEvaluation()
    func places() -> [UnsafePointer<Double>?] {
      let arrays = [
        evaluation.gradient, evaluation.product, evaluation.hessian, evaluation.sums?.values ?? [],
      ]
      return arrays.map { $0.withUnsafeBufferPointer(\.baseAddress) }
    }
    try problem.evaluate(.everything, at: at, direction: at, into: &evaluation)
    let before = places()
    for wanted: WantedSums in [.value, .gradient, .value] {
      try problem.evaluate(wanted, at: at, direction: at, into: &evaluation)
      #expect(evaluation.hessian.isEmpty)
      #expect(evaluation.sums?.values.count == SumsShape(problem.model, wanted).count)
    }
    // Other memory for all that is taken here cannot be where that one is, which is still held.
    try problem.evaluate(.everything, at: at, direction: at, into: &evaluation)
    #expect(places() == before)
  }

  @Test("A fold holds no more sums than can be afforded, unless a single run does")
  func runLengths() {
    for leafCount in [1, 2, 59, 977, 100_000] {
      // From two classes and a few columns to 10 classes and 784 columns, and beyond.
      for sumCount in [80, 1 << 15, 1 << 20, 14_256_000, 1 << 28] {
        for threadCount in [1, 2, 16, 64] {
          let runs = RunLength(leafCount: leafCount, sumCount: sumCount, threadCount: threadCount)
          let held = runs.runCount + min(threadCount, runs.runCount) * runs.level
          #expect(runs.runCount == 1 || held * sumCount <= RunLength.affordableCount)
          #expect(runs.runCount << runs.level >= leafCount)
        }
      }
    }
    // Where memory is no matter there is work for every thread.
    #expect(RunLength(leafCount: 977, sumCount: 80, threadCount: 16).runCount == 245)
  }

  @Test("A fold refuses a LOGIT_SIMD that cannot be used, and so does a predictor")
  func environment() async {
    await #expect(processExitsWith: .success) {
      setenv("LOGIT_SIMD", "avx9", 1)
      let data = try RandomRows(.binary, rows: 4, columns: 2)
      #expect(throws: LogitError.self) { try MemoryFold(data.rows()) }
      let model = try Sequential([Dense(1, inputShape: [2], activation: .sigmoid)], seed: 1)
      #expect(throws: LogitError.self) { try Predictor(model) }
    }
  }
}
