import Logit
import Testing

@Suite("Selecting from tensors")
struct TensorSelectionTests {
  let x: Tensor<Int>

  init() throws {
    x = try Tensor.arange(12).reshaped([4, 3])
  }

  @Test("Rows and columns are vectors")
  func rowsAndColumns() {
    #expect(x.row(2).scalars == [6, 7, 8])
    #expect(x.row(2).shape == [3])
    #expect(x.column(1).scalars == [1, 4, 7, 10])
    #expect(Tensor([4, 5]).row(1).shape == [])
  }

  @Test("A range of rows keeps the other dimensions")
  func rowRange() {
    #expect(x.rows(1..<3).scalars == [3, 4, 5, 6, 7, 8])
    #expect(x.rows(..<1).shape == [1, 3])
    #expect(x.rows(2...).shape == [2, 3])
    #expect(x.rows(4..<4).shape == [0, 3])
    #expect(Tensor([4, 5, 6]).rows(1...2).scalars == [5, 6])
  }

  @Test("Rows can be gathered in any order")
  func gather() throws {
    #expect(try x.rows(at: [3, 0, 3]) == Tensor(rows: [[9, 10, 11], [0, 1, 2], [9, 10, 11]]))
    #expect(try Tensor([4, 5, 6]).rows(at: [2, 2]).scalars == [6, 6])
    #expect(try x.rows(at: []).shape == [0, 3])
  }

  @Test("A row that does not exist is named", arguments: [4, -1])
  func gatherOutOfRange(index: Int) {
    let error = #expect(throws: LogitError.self) { try x.rows(at: [0, index]) }
    #expect(error == .indexOutOfRange(operation: "rows(at:)", index: index, position: 1, count: 4))
    #expect(
      error?.description
        == "rows(at:) expects indices in 0..<4, but found \(index) at position 1; drop or correct it.")
  }

  @Test("A mask selects rows")
  func mask() throws {
    let labels = Tensor<Float>([0, 1, 1, 0])
    #expect(try x.rows(where: labels.mask { $0 == 1 }).scalars == [3, 4, 5, 6, 7, 8])
    #expect(throws: LogitError.self) { try x.rows(where: [true]) }
  }

  @Test("map changes the elements and keeps the shape")
  func map() {
    let isEven = x.map { $0 % 2 == 0 }
    #expect(isEven.shape == [4, 3])
    #expect(isEven[0, 2])
  }

  @Test("argmax takes the first maximum, and the first NaN before it")
  func argmax() throws {
    let p = try Tensor<Float>(rows: [[0.1, 0.7, 0.2], [0.5, 0.5, 0], [0, .nan, .nan]])
    #expect(try p.argmax(axis: 1).scalars == [1, 0, 1])
    #expect(try p.argmax(axis: -1) == p.argmax(axis: 1))
    #expect(try p.argmax(axis: 0).scalars == [1, 2, 2])
    #expect(p.argmax() == 7)
    #expect(Tensor<Float>([]).argmax() == nil)
  }

  @Test("argmax needs an axis that exists and has elements")
  func argmaxErrors() {
    #expect(throws: LogitError.self) { try x.argmax(axis: 2) }
    #expect(throws: LogitError.self) { try x.argmax(axis: -3) }
    #expect(throws: LogitError.self) { try Tensor<Float>.zeros([2, 0]).argmax(axis: 1) }
    #expect(throws: LogitError.self) { try Tensor<Float>.zeros([Int.max, 2, 0]).argmax(axis: 2) }
  }
}
