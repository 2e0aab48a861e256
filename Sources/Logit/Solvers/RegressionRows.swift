/// Rows of a regression that are nowhere in memory as one matrix: they come from a file, block by block, or
/// only their sums come, from other processes.
///
/// A fit asks for what it needs of all rows, and for nothing else. What is given has the same bits as what is
/// worked out of the same rows in memory, since rows are cut and merged alike; see <doc:SumsOverRows>.
package protocol RegressionRows: AnyObject, Sendable {
  /// The number of rows, those of weight 0 among them.
  var rowCount: Int { get }
  /// The number of columns.
  var columnCount: Int { get }
  /// The sum of the weights of each class.
  var classWeights: [Double] { get }
  /// The least weight of a row above 0.
  var leastWeight: Double { get }

  /// The mean and the deviation of each column.
  ///
  /// - Throws: What reading the rows throws, and as ``ColumnMoments``.
  func moments() throws -> ColumnMoments

  /// The sums over all rows.
  ///
  /// - Parameters:
  ///   - model: What is summed up.
  ///   - shift: What is subtracted from each column.
  ///   - scale: What the difference is multiplied with.
  ///   - hasClasses: Whether rows have their classes; if not, all are of class 0, where columns alone matter.
  func fold(
    _ model: LinearModel, shift: [Double], scale: [Double], hasClasses: Bool
  ) throws -> any RowFold

  /// The first of every `step` rows.
  ///
  /// - Throws: What reading the rows throws.
  func sample(every step: Int, _ model: LinearModel, shift: [Double], scale: [Double]) throws -> DenseRows

  /// Where a search begins; whoever goes through a fit again, with more and more known of the rows, has it
  /// from before.
  ///
  /// - Parameter search: Works it out.
  func start(_ search: () throws -> NewtonStart) throws -> NewtonStart
}

extension LogisticRegression {
  /// Finds the optimum of rows that are nowhere in memory: the same, to the last bit, as of the same rows in
  /// memory.
  ///
  /// - Parameters:
  ///   - rows: The rows, of two classes or more, none without weight.
  ///   - start: Where to begin; at 0, with the classes' shares as intercepts, by default.
  ///   - isCancelled: Asked between steps; where it says yes, the search ends `interrupted`.
  /// - Returns: As `fit`.
  /// - Throws: As `fit`; ``LogitError/invalidOption(name:value:expected:)`` for an L1 penalty, bounds, or a
  ///   problem with fewer rows than columns, whose rows must be in memory; and what the rows throw.
  package func fit(
    _ rows: any RegressionRows, from start: LogisticModel? = nil, isCancelled: () -> Bool = { false }
  ) throws -> LogisticModel {
    try LogisticFit(self, rows).solve(from: start, isCancelled: isCancelled)
  }
}
