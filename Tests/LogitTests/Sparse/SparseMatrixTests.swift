import LogitTestSupport
import Testing

@testable import Logit

@Suite struct SparseMatrixTests {
  @Test("What is no matrix is refused, and the place is named")
  func wrong() throws {
    func make(_ starts: [Int], _ columns: [Int32], _ values: [Float], _ count: Int) throws -> SparseMatrix {
      try SparseMatrix(rowStarts: starts, columns: columns, values: .float(values), columnCount: count)
    }
    _ = try make([0, 2], [0, 2], [1, 1], 3)
    for (starts, columns, values, count) in [
      ([0, 1], [0, 2], [1, 1], 3), ([1, 2], [0, 2], [1, 1], 3), ([], [], [], 3),
      ([0, 2], [0, 2], [1], 3), ([0, 2, 1, 2], [0, 2], [1, 1], 3), ([0, 2], [2, 0], [1, 1], 3),
      ([0, 2], [1, 1], [1, 1], 3), ([0, 2], [0, 3], [1, 1], 3), ([0, 2], [-1, 2], [1, 1], 3),
      ([0, 2], [0, 2], [1, 1], -1),
    ] as [([Int], [Int32], [Float], Int)] {
      #expect(throws: LogitError.self) { try make(starts, columns, values, count) }
    }
    #expect {
      try make([0, 1, 3], [1, 0, 2], [1, 1, .nan], 3)
    } throws: { error in
      guard case LogitError.nonFiniteInput("x", 1, 2, _)? = error as? LogitError else { return false }
      return true
    }
  }

  @Test("Rows and columns that are taken are those of the whole matrix")
  func parts() throws {
    let dense = try Tensor<Double>(rows: [[0, 1, 2, 0], [0, 0, 0, 0], [3, 0, 0, 4], [0, 5, 0, 6]])
    let x = try SparseMatrix(dense)
    #expect(x.entryCount == 6 && x.rowCount == 4 && x.columnCount == 4)
    #expect(try x.dense() == dense)
    #expect(try x.rows([3, 1, 3]).dense() == Tensor(rows: [[0, 5, 0, 6], [0, 0, 0, 0], [0, 5, 0, 6]]))
    #expect(try x.keeping([1, 3]).dense() == Tensor(rows: [[1, 0], [0, 0], [0, 4], [5, 6]]))
    #expect(x.usedColumns == [0, 1, 2, 3])
    let transposed = TransposedMatrix(x, pool: ThreadPool(count: 2))
    #expect(transposed.starts == [0, 1, 3, 4, 6])
    #expect(transposed.rows == [2, 0, 3, 0, 2, 3])
    #expect(transposed.values == .double([3, 1, 5, 2, 4, 6]))
    #expect(throws: LogitError.self) {
      try SparseMatrix(
        rowStarts: [0, 0], columns: [], values: .float([]), columnCount: 1 << 29
      ).dense()
    }
  }

  @Test("A column with a number in the billions takes no room for those before it")
  func largeNumbers() throws {
    let last = Int32(SparseMatrix.largestCount - 1)
    let x = try SparseMatrix(
      rowStarts: [0, 2, 4, 5], columns: [5, last, 0, 70, last], values: .float([1, 2, 3, 4, 5]),
      columnCount: SparseMatrix.largestCount)
    #expect(x.usedColumns == [0, 5, 70, last])
    #expect(try x.keeping([5, 70, last]).dense() == Tensor(rows: [[1, 0, 2], [0, 4, 0], [0, 0, 5]]))
    let places = ColumnPlaces([5, 70, last])
    #expect([0, 5, 6, 70, 71, last - 1, last].map { places[$0] } == [-1, 0, -1, 1, -1, -1, 2])
    let near = ColumnPlaces([5, 70])
    #expect([0, 5, 6, 70, 71, last].map { near[$0] } == [-1, 0, -1, 1, -1, -1])
  }
}
