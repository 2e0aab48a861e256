/// A matrix of which only the entries that are not 0 are kept, row by row: words of texts, categories,
/// clicks.
///
///     // Two rows of five columns: [0, 1.5, 0, 0, 2] and [3, 0, 0, 0, 0].
///     let x = try SparseMatrix(
///       rowStarts: [0, 2, 3], columns: [1, 4, 0], values: .float([1.5, 2, 3]), columnCount: 5)
///     let model = try LogisticRegression().fit(x, classes)
///
/// These are the compressed sparse rows of SciPy's `csr_matrix`, whose `indptr`, `indices` and `data` are
/// `rowStarts`, `columns` and `values`. The entries of a row stand in the order of their columns, and no
/// column comes twice. An entry takes eight bytes in single precision, and a row eight more, however many
/// columns there are.
public struct SparseMatrix: Sendable, Equatable {
  /// The numbers that are kept.
  public enum Values: Sendable, Equatable {
    /// In single precision.
    case float([Float])
    /// In double precision.
    case double([Double])

    /// How many there are.
    public var count: Int {
      switch self {
      case .float(let values): values.count
      case .double(let values): values.count
      }
    }

    /// One of the numbers, in double precision.
    ///
    /// - Parameter index: Its place, from 0 up to ``count``.
    public subscript(index: Int) -> Double {
      switch self {
      case .float(let values): Double(values[index])
      case .double(let values): values[index]
      }
    }
  }

  /// Where the entries of each row begin among all, and at the end their number: `[rows + 1]`.
  public let rowStarts: [Int]
  /// The column of each entry, counted from 0 and ascending within a row: `[entries]`.
  public let columns: [Int32]
  /// Each entry: `[entries]`.
  public let values: Values
  /// The number of columns, of which many may have no entry.
  public let columnCount: Int

  /// The most columns and the most rows.
  public static let largestCount = Int(Int32.max) - 1

  /// A matrix of entries that stand row by row.
  ///
  /// - Parameters:
  ///   - rowStarts: Where the entries of each row begin, from 0 on and ascending, and at the end their
  ///     number: `[rows + 1]`.
  ///   - columns: The column of each entry, ascending within a row.
  ///   - values: The entries, finite. Zeros may be among them.
  ///   - columnCount: The number of columns, at least one more than the largest in `columns`.
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` if the arrays do not fit each
  ///   other, ``LogitError/invalidOption(name:value:expected:)`` for a start or a column out of its order or
  ///   its range, or ``LogitError/nonFiniteInput(name:row:column:value:)`` for NaN or infinity.
  public init(rowStarts: [Int], columns: [Int32], values: Values, columnCount: Int) throws(LogitError) {
    self.init(checked: rowStarts, columns, values, columnCount)
    try checkShape()
    try checkEntries()
  }

  /// A matrix whose parts are known to fit.
  package init(checked rowStarts: [Int], _ columns: [Int32], _ values: Values, _ columnCount: Int) {
    (self.rowStarts, self.columns, self.values) = (rowStarts, columns, values)
    self.columnCount = columnCount
  }

  /// The entries of a matrix that are not 0.
  ///
  /// - Parameter dense: `[rows, columns]`.
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` if it is no matrix, or
  ///   ``LogitError/nonFiniteInput(name:row:column:value:)`` for NaN or infinity.
  public init(_ dense: Tensor<Float>) throws(LogitError) {
    let found = try Self.entries(dense)
    try self.init(
      rowStarts: found.starts, columns: found.columns, values: .float(found.values),
      columnCount: dense.shape[1])
  }

  /// The entries of a matrix in double precision that are not 0.
  ///
  /// - Parameter dense: `[rows, columns]`.
  /// - Throws: As for a matrix in single precision.
  public init(_ dense: Tensor<Double>) throws(LogitError) {
    let found = try Self.entries(dense)
    try self.init(
      rowStarts: found.starts, columns: found.columns, values: .double(found.values),
      columnCount: dense.shape[1])
  }

  private static func entries<Scalar: FloatingPoint>(
    _ dense: Tensor<Scalar>
  ) throws(LogitError) -> (starts: [Int], columns: [Int32], values: [Scalar]) {
    let shape = dense.shape
    guard shape.count == 2, shape[1] <= largestCount else {
      throw .shapeMismatch(
        operation: "A sparse matrix", expected: "[rows, columns]", found: shape,
        remedy: "reshape the array to a matrix")
    }
    var (starts, columns, values): ([Int], [Int32], [Scalar]) = ([0], [], [])
    dense.withUnsafeBufferPointer { dense in
      for row in 0..<shape[0] {
        for column in 0..<shape[1] where dense[row * shape[1] + column] != 0 {
          columns.append(Int32(column))
          values.append(dense[row * shape[1] + column])
        }
        starts.append(columns.count)
      }
    }
    return (starts, columns, values)
  }
}

// MARK: - What it holds

extension SparseMatrix {
  /// The number of rows.
  public var rowCount: Int { rowStarts.count - 1 }

  /// The number of entries that are kept.
  public var entryCount: Int { columns.count }

  /// The places of a row's entries among all.
  ///
  /// - Parameter row: From 0 up to ``rowCount``.
  public func entries(ofRow row: Int) -> Range<Int> { rowStarts[row]..<rowStarts[row + 1] }

  /// The columns that have an entry, ascending.
  public var usedColumns: [Int32] {
    guard ColumnPlaces.isWorthTable(columnCount, for: entryCount) else { return sortedColumns }
    var isUsed = [Bool](repeating: false, count: columnCount)
    columns.withUnsafeBufferPointer { columns in
      isUsed.withUnsafeMutableBufferPointer { isUsed in
        for column in columns { isUsed[Int(column)] = true }
      }
    }
    var used: [Int32] = []
    isUsed.withUnsafeBufferPointer { isUsed in
      for column in isUsed.indices where isUsed[column] { used.append(Int32(column)) }
    }
    return used
  }

  /// The columns that have an entry, found without room for the others.
  private var sortedColumns: [Int32] {
    var used: [Int32] = []
    for column in columns.sorted() where column != used.last { used.append(column) }
    return used
  }

  /// Some of the rows, in the order in which they are named.
  ///
  /// - Parameter rows: Numbers of rows, from 0.
  public func rows(_ rows: [Int]) -> SparseMatrix {
    var starts = [0]
    starts.reserveCapacity(rows.count + 1)
    for row in rows { starts.append(starts[starts.count - 1] + entries(ofRow: row).count) }
    func gathered<Element>(_ all: [Element]) -> [Element] {
      [Element](unsafeUninitializedCapacity: starts[starts.count - 1]) { buffer, count in
        for row in rows {
          let range = entries(ofRow: row)
          for index in range {
            buffer.initializeElement(at: count + index - range.lowerBound, to: all[index])
          }
          count += range.count
        }
      }
    }
    let values: Values =
      switch self.values {
      case .float(let values): .float(gathered(values))
      case .double(let values): .double(gathered(values))
      }
    return SparseMatrix(checked: starts, gathered(columns), values, columnCount)
  }

  /// The same rows with some of the columns only, which are counted from 0 anew.
  ///
  /// - Parameter kept: Ascending numbers of columns.
  package func keeping(_ kept: [Int32]) -> SparseMatrix {
    let places = ColumnPlaces(kept)
    switch values {
    case .float(let values):
      let found = keeping(places, values)
      return SparseMatrix(checked: found.starts, found.columns, .float(found.values), kept.count)
    case .double(let values):
      let found = keeping(places, values)
      return SparseMatrix(checked: found.starts, found.columns, .double(found.values), kept.count)
    }
  }

  /// The entries in columns that have a place.
  private func keeping<Value>(
    _ places: ColumnPlaces, _ all: [Value]
  ) -> (starts: [Int], columns: [Int32], values: [Value]) {
    var (starts, values): ([Int], [Value]) = ([0], [])
    starts.reserveCapacity(rowStarts.count)
    let columns = [Int32](unsafeUninitializedCapacity: entryCount) { columns, count in
      values = [Value](unsafeUninitializedCapacity: entryCount) { values, valueCount in
        for row in 0..<rowCount {
          for index in entries(ofRow: row) {
            let place = places[self.columns[index]]
            guard place >= 0 else { continue }
            columns.initializeElement(at: count, to: Int32(place))
            values.initializeElement(at: count, to: all[index])
            count += 1
          }
          starts.append(count)
        }
        valueCount = count
      }
    }
    return (starts, columns, values)
  }

  /// The whole matrix, `[rows, columns]`.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` for more than 2²⁸ numbers, which take 2
  ///   GiB.
  public func dense() throws(LogitError) -> Tensor<Double> {
    let (count, isTooLarge) = rowCount.multipliedReportingOverflow(by: columnCount)
    try LogitError.require(
      !isTooLarge && count <= 1 << 28, "The number of elements of a dense matrix",
      isTooLarge ? "\(rowCount) rows of \(columnCount) columns" : "\(count)",
      "at most \(1 << 28); keep the matrix sparse, or take fewer rows or columns")
    return Tensor(unsafeUninitializedShape: [rowCount, columnCount]) { buffer in
      for index in 0..<count { buffer.initializeElement(at: index, to: 0) }
      for row in 0..<rowCount {
        for index in entries(ofRow: row) { buffer[row * columnCount + Int(columns[index])] = values[index] }
      }
    }
  }
}

// MARK: - Checks

extension SparseMatrix {
  private func checkShape() throws(LogitError) {
    guard rowStarts.first == 0, rowStarts.last == columns.count, values.count == columns.count else {
      throw .shapeMismatch(
        operation: "A sparse matrix",
        expected: "row starts from 0 to the number of entries, and a value and a column for each of them",
        found: [rowStarts.first ?? -1, rowStarts.last ?? -1, columns.count, values.count],
        remedy: "give arrays as a csr_matrix has them: indptr, indices and data")
    }
    try LogitError.require(
      (0...Self.largestCount).contains(columnCount), "The number of columns", columnCount,
      "in 0...\(Self.largestCount)")
    try LogitError.require(
      rowCount <= Self.largestCount, "The number of rows", rowCount, "at most \(Self.largestCount)")
    if let row = (0..<rowCount).first(where: { rowStarts[$0] > rowStarts[$0 + 1] }) {
      throw .invalidOption(
        name: "The start of row \(row + 1) (counted from 0)", value: "\(rowStarts[row + 1])",
        expected: "no less than that of the row before, \(rowStarts[row])")
    }
  }

  private func checkEntries() throws(LogitError) {
    let wrong: (row: Int, entry: Int)? = columns.withUnsafeBufferPointer { columns in
      for row in 0..<rowCount {
        var last: Int32 = -1
        for entry in entries(ofRow: row) {
          if columns[entry] <= last || Int(columns[entry]) >= columnCount { return (row, entry) }
          last = columns[entry]
        }
      }
      return nil
    }
    if let wrong {
      throw .invalidOption(
        name: "A column of row \(wrong.row) (counted from 0)", value: "\(columns[wrong.entry])",
        expected:
          "above the one before it and below \(columnCount): sort the entries of each row, and add up "
          + "those of the same column")
    }
    let place: Int? =
      switch values {
      case .float(let values): values.firstIndex { !$0.isFinite }
      case .double(let values): values.firstIndex { !$0.isFinite }
      }
    if let place {
      let row = (rowStarts.firstIndex { $0 > place } ?? 1) - 1
      throw .nonFiniteInput(name: "x", row: row, column: Int(columns[place]), value: Float(values[place]))
    }
  }
}
