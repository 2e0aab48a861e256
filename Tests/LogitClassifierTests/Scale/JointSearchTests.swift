import Logit
import LogitData
import LogitFiles
import Testing

@testable import LogitClassifier

/// Searches that go through the same rows together.
@Suite struct JointSearchTests {
  private struct Failure: Error, Equatable { let number: Int }

  /// Some rows of two columns.
  private static func cache() throws -> RowCache {
    let layout = RowCacheLayout(rowCount: 20_000, width: 2, isPrecise: false, hasWeights: false, key: 1)
    let writer = try RowCacheWriter(FileSystem.temporaryPath(".rows"), layout)
    let values = (0..<40_000).map { Float($0 * 7919 % 1009) }
    try writer.append(
      FeatureMatrix(single: Tensor(values, shape: [20_000, 2]), double: nil),
      RowMarks(
        classes: (0..<20_000).map { Int32($0 * 31 % 7 % 2) }, folds: (0..<20_000).map { Int8($0 % 3) }))
    return try writer.finishUnnamed(classWeights: nil)
  }

  private static func rows(_ fold: Int?) -> CountedRows { CountedRows(fold: fold, isPrecise: false) }

  /// A model that is known by its first coefficient.
  private static func model(_ number: Double) throws -> LogisticModel {
    LinearEstimates(kernel: try Tensor([number, 0], shape: [2, 1]), bias: [0]).start
  }

  @Test("Each is told what it would find alone, however many questions the others have")
  func answers() throws {
    let cache = try Self.cache()
    let pivot: [Double] = [0, 0]
    let alone = try (0..<3).map { try cache.moments(Self.rows($0), pivot: pivot) }
    var ended: [Int] = []
    let models = try JointSearches.run(3, over: cache, isCancelled: { false }, onEnd: { ended.append($0) }) {
      number, ask in
      // Another number of questions for each.
      for _ in 0...number {
        guard case .moments(let part) = try ask(.moments(Self.rows(number), pivot: pivot)) else {
          throw Failure(number: number)
        }
        guard part.runs == alone[number].runs else { throw Failure(number: -1) }
      }
      return try Self.model(Double(number))
    }
    #expect(models?.map { $0.coefficients[0, 0] } == [0, 1, 2])
    #expect(ended == [1, 2, 3])
  }

  @Test("The first that fails says why, and ends the others")
  func failure() throws {
    let cache = try Self.cache()
    #expect(throws: Failure(number: 1)) {
      try JointSearches.run(3, over: cache, isCancelled: { false }) { number, ask in
        while true {
          _ = try ask(.moments(Self.rows(number), pivot: [0, 0]))
          if number == 1 { throw Failure(number: 1) }
        }
      }
    }
  }

  @Test("Where it is cancelled no more passes are made")
  func cancelled() throws {
    let cache = try Self.cache()
    let passCount = Locked(0)
    let models = try JointSearches.run(
      2, over: cache,
      isCancelled: {
        passCount.withLock {
          $0 += 1; return $0 > 3
        }
      }
    ) { number, ask in
      while true { _ = try ask(.moments(Self.rows(number), pivot: [0, 0])) }
    }
    #expect(models == nil)
    #expect(passCount.withLock { $0 } == 4)
  }
}
