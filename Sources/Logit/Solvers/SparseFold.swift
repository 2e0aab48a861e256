import CLogitKernels
import LogitFiles

/// The sums over sparse rows in memory.
///
/// What the losses make of each row is worked out row by row, and is kept: at the same coefficients the
/// products of the Hessian with other directions, which a step of conjugate gradients asks for one after the
/// other, need no loss anew. Sums over rows then go column by column (``TransposedMatrix``). Both are shared
/// out over threads, and no number depends on how.
///
/// Matrices over the columns are summed up over rows that are written out (``SparseLeafRows``), so only for a
/// few columns.
final class SparseFold: RowFold {
  /// The most coefficients for which a matrix over them is made: 8,192 squared take half a gigabyte.
  static let largestMatrix = 8192
  private static let matrices: WantedSums = [.hessian, .gram, .scores, .slopes]

  let model: LinearModel
  private let rows: SparseRows
  private let pool: ThreadPool
  private let work: Locked<SparseWork>
  private let writtenOut: Locked<MemoryFold?>

  init(_ rows: SparseRows, pool: ThreadPool) {
    (self.rows, self.pool) = (rows, pool)
    model = rows.model
    work = Locked(SparseWork(rows, pool: pool))
    writtenOut = Locked(nil)
  }

  var hasCheapProducts: Bool { true }

  func curvatures(at point: LinearPoint) -> [Double]? { work.withLock { $0.diagonal(at: point) } }

  func sum(_ wanted: WantedSums, at point: LinearPoint, into sums: inout PartialSums) throws {
    guard sums.shape == SumsShape(model, wanted) else {
      programmingError("The sums have another shape than what is wanted")
    }
    guard wanted.isDisjoint(with: Self.matrices) else {
      try LogitError.require(
        model.coefficientCount <= Self.largestMatrix,
        "The number of coefficients of sparse columns that are searched together", model.coefficientCount,
        "at most \(Self.largestMatrix): with a penalty on absolute values a larger lambda leaves fewer, and ridge "
          + "takes any number")
      let fold = writtenOut.withLock { fold in
        let made =
          fold
          ?? MemoryFold(
            SparseLeafRows(rows), leafLength: RowCut.leafLength, pool: pool, kernels: rows.kernels)
        fold = made
        return made
      }
      return fold.sum(wanted, at: point, into: &sums)
    }
    work.withLock { $0.sum(wanted, at: point, into: &sums) }
  }
}
