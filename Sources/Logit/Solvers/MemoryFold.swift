import CLogitKernels

/// The sums over rows in memory, worked out by threads.
///
/// The leaves of the tree are cut into runs, each a subtree; a thread takes a run, sums up one leaf after the other and
/// merges as soon as two neighbours are there. The runs merge at the end. How long a run is depends on the number of
/// threads and on the size of the sums; since each is a subtree, it never shows in the result.
///
/// Memory is taken at the first call, and again only when more is wanted than ever before.
package final class MemoryFold: RowFold {
  package let model: LinearModel
  private let rows: any LeafRows
  private let leafLength: Int
  private let pool: ThreadPool
  private let kernels: logit_kernels
  private let workspace: Locked<FoldWorkspace>

  /// - Parameter rows: The rows.
  /// - Throws: ``LogitError/invalidEnvironment(variable:value:expected:)``; see ``Threads``.
  package convenience init(_ rows: any LeafRows) throws(LogitError) {
    self.init(rows, leafLength: RowCut.leafLength, pool: try .shared(), kernels: Kernels.current)
  }

  init(_ rows: any LeafRows, leafLength: Int, pool: ThreadPool, kernels: logit_kernels) {
    self.rows = rows
    self.leafLength = leafLength
    self.pool = pool
    self.kernels = kernels
    model = rows.model
    workspace = Locked(FoldWorkspace(scratchCount: rows.scratchCount))
  }

  package func sum(_ wanted: WantedSums, at point: LinearPoint, into sums: inout PartialSums) {
    precondition(sums.shape == SumsShape(model, wanted), "The sums have another shape than what is wanted")
    let leafCount = (rows.rowCount + leafLength - 1) / leafLength
    workspace.withLock { workspace in
      let run = RunLength(leafCount: leafCount, sumCount: sums.values.count, threadCount: pool.count)
      workspace.reserve(sumCount: sums.values.count, run: run, threadCount: pool.count)
      let task = workspace.task(sumCount: sums.values.count)
      pool.forEach(blocksOf: 1, count: run.runCount) { runs in
        let seat = task.seats.withLock { $0.popLast() }
        guard let seat else { fatalError("More threads work on a fold than its pool has") }
        for index in runs {
          let leaves = index << run.level..<min((index + 1) << run.level, leafCount)
          sumRun(wanted, leaves: leaves, at: point, task: task, seat: seat, into: task.slot(index))
        }
        task.seats.withLock { $0.append(seat) }
      }
      mergeNeighbours(task, runCount: run.runCount)
      sums.values.withUnsafeMutableBufferPointer { values in
        values.baseAddress?.update(from: task.slot(0), count: values.count)
      }
    }
  }

  /// Sums up the leaves of a run in their order. After leaf i (counted within the run) as many pairs of neighbours are
  /// complete as i has ones at its end, written in binary.
  private func sumRun(
    _ wanted: WantedSums, leaves: Range<Int>, at point: LinearPoint, task: FoldTask, seat: Int,
    into slot: UnsafeMutablePointer<Double>
  ) {
    let count = Int64(task.sumCount)
    var depth = 0
    func place(_ depth: Int) -> UnsafeMutablePointer<Double> {
      depth == 0 ? slot : task.stackEntry(seat, depth - 1)
    }
    for leaf in leaves {
      let first = leaf * leafLength
      rows.sum(
        wanted, rows: first..<min(first + leafLength, rows.rowCount), at: point, scratch: task.scratch(seat),
        into: place(depth))
      depth += 1
      for _ in 0..<(~(leaf - leaves.lowerBound)).trailingZeroBitCount {
        depth -= 1
        kernels.add_doubles(place(depth - 1), place(depth), count)
      }
    }
    while depth > 1 {
      depth -= 1
      kernels.add_doubles(place(depth - 1), place(depth), count)
    }
  }

  /// Merges the runs' sums into the first slot, level by level.
  private func mergeNeighbours(_ task: FoldTask, runCount: Int) {
    var distance = 1
    while distance < runCount {
      for left in stride(from: 0, to: runCount - distance, by: 2 * distance) {
        kernels.add_doubles(task.slot(left), task.slot(left + distance), Int64(task.sumCount))
      }
      distance *= 2
    }
  }
}

/// How many leaves a thread takes at a time: 2 to the `level`.
struct RunLength {
  let level: Int
  let runCount: Int

  /// Small sums: many runs, so that no thread waits long for the others. Large sums: few, since each has one in memory.
  init(leafCount: Int, sumCount: Int, threadCount: Int) {
    let isLarge = sumCount > 1 << 15
    let target = threadCount == 1 ? 1 : threadCount * (isLarge ? 4 : 16)
    var level = 0
    while (leafCount + (1 << level) - 1) >> level > target { level += 1 }
    self.level = level
    runCount = (leafCount + (1 << level) - 1) >> level
  }
}
