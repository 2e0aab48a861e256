import CLogitKernels
import LogitFiles

/// The sums over rows in memory, worked out by threads.
///
/// The leaves of the tree are cut into runs, each a subtree; a thread takes a run, sums up one leaf after the
/// other and merges as soon as two neighbours are there. The runs merge at the end. How long a run is depends
/// on the number of threads and on the size of the sums; since each is a subtree, it never shows in the
/// result.
///
/// Memory is taken at the first call, and again only when more is wanted than ever before.
package final class MemoryFold: RowFold {
  package let model: LinearModel
  private let pool: ThreadPool
  private let work: Locked<FoldWork>

  /// - Parameter rows: The rows.
  /// - Throws: ``LogitError/invalidEnvironment(variable:value:expected:)`` if `LOGIT_NUM_THREADS` or
  ///   `LOGIT_SIMD` has a value that cannot be used.
  package convenience init(_ rows: any LeafRows) throws(LogitError) {
    try Kernels.validateEnvironment()
    self.init(rows, leafLength: RowCut.leafLength, pool: try .shared(), kernels: Kernels.current)
  }

  init(_ rows: any LeafRows, leafLength: Int, pool: ThreadPool, kernels: logit_kernels) {
    model = rows.model
    self.pool = pool
    work = Locked(FoldWork(rows, leafLength: leafLength, threadCount: pool.count, kernels: kernels))
  }

  package func sum(_ wanted: WantedSums, at point: LinearPoint, into sums: inout PartialSums) {
    guard sums.shape == SumsShape(model, wanted) else {
      programmingError("The sums have another shape than what is wanted")
    }
    work.withLock { work in
      work.prepare(wanted, at: point, sumCount: sums.values.count)
      pool.forEach(blocksOf: 1, count: work.runCount, work)
      work.total(into: &sums.values)
    }
  }
}

/// How many leaves a thread takes at a time: 2 to the `level`.
struct RunLength {
  /// The doubles that the sums of a fold may take together: 2 GiB. A single run may take more, since it
  /// cannot do with less.
  static let affordableCount = 1 << 28

  let level: Int
  let runCount: Int

  /// Small sums: many runs, so that no thread waits long for the others. Large sums: few, since each has one
  /// in memory; and so few that all of them can be afforded, though threads may then have nothing to do.
  init(leafCount: Int, sumCount: Int, threadCount: Int) {
    let isLarge = sumCount > 1 << 15
    let target = threadCount == 1 ? 1 : threadCount * (isLarge ? 4 : 16)
    let affordable = Self.affordableCount / max(sumCount, 1)
    var level = 0
    func runCount(_ level: Int) -> Int { (leafCount + (1 << level) - 1) >> level }
    // Of each run one, and of each thread at work one for every level.
    func heldCount(_ level: Int) -> Int { runCount(level) + min(threadCount, runCount(level)) * level }
    while runCount(level) > target || (runCount(level) > 1 && heldCount(level) > affordable) { level += 1 }
    self.level = level
    self.runCount = runCount(level)
  }
}
