import Logit
import Testing

@Suite("Reshaping and stacking tensors")
struct TensorShapeTests {
  @Test(
    "One length of a shape may be left to compute",
    arguments: [
      ([-1, 1], [6, 1]), ([2, -1], [2, 3]), ([-1], [6]), ([3, 2], [3, 2]), ([1, -1, 6], [1, 1, 6]),
    ])
  func reshaped(shape: [Int], result: [Int]) throws {
    let x = try Tensor.arange(6).reshaped(shape)
    #expect(x.shape == result)
    #expect(x.scalars == [0, 1, 2, 3, 4, 5])
  }

  @Test(
    "A shape of another count is refused",
    arguments: [[4], [-1, 4], [-1, -1], [-2, -3], [-1, 0], [Int.max, Int.max], []])
  func wrongShape(shape: [Int]) {
    let error = #expect(throws: LogitError.self) { try Tensor.arange(6).reshaped(shape) }
    #expect(
      error?.description
        == "reshaped(\(shape)) expects a tensor whose elements fill that shape, but found shape [6]; "
        + "choose lengths whose product is 6, at most one of them -1.")
  }

  @Test("An empty tensor can be reshaped as long as the shape is clear")
  func emptyReshape() throws {
    let empty = Tensor<Float>.zeros([0])
    #expect(try empty.reshaped([-1, 3]).shape == [0, 3])
    #expect(throws: LogitError.self) { try empty.reshaped([-1, 0]) }
  }

  @Test("Transposing swaps rows and columns")
  func transposed() throws {
    let x = try Tensor.arange(6).reshaped([2, 3])
    #expect(try x.transposed() == Tensor(rows: [[0, 3], [1, 4], [2, 5]]))
    #expect(Tensor.arange(3).transposed() == Tensor.arange(3))
  }

  @Test(
    "Transposing twice is the identity",
    arguments: [[1, 40], [37, 53], [16, 32], [3, 0], [2, 3, 4], [5, 1, 2, 3]])
  func transposedTwice(shape: [Int]) throws {
    let x = try Tensor.arange(shape.reduce(1, *)).reshaped(shape)
    #expect(x.transposed().shape == shape.reversed())
    #expect(x.transposed().transposed() == x)
  }

  @Test("Transposing a tensor of three dimensions reverses its indices")
  func transposedThreeDimensions() throws {
    let x = try Tensor.arange(24).reshaped([2, 3, 4])
    let y = x.transposed()
    for i in 0..<2 {
      for j in 0..<3 {
        for k in 0..<4 { #expect(y[(k * 3 + j) * 2 + i] == x[(i * 3 + j) * 4 + k]) }
      }
    }
  }

  @Test("Concatenation joins along any axis")
  func concatenate() throws {
    let a = try Tensor(rows: [[1, 2], [3, 4]])
    let b = try Tensor(rows: [[5, 6]])
    #expect(try Tensor.concatenate([a, b]) == Tensor(rows: [[1, 2], [3, 4], [5, 6]]))
    #expect(
      try Tensor.concatenate([a, b.transposed(), a], axis: -1)
        == Tensor(rows: [[1, 2, 5, 1, 2], [3, 4, 6, 3, 4]]))
    let cube = try Tensor.arange(8).reshaped([2, 2, 2])
    #expect(
      try Tensor.concatenate([cube, cube], axis: 1).scalars
        == [0, 1, 2, 3, 0, 1, 2, 3, 4, 5, 6, 7, 4, 5, 6, 7])
    #expect(
      try Tensor.concatenate([Tensor<Float>.zeros([0, 3]), Tensor<Float>.ones([2, 3])]).shape == [2, 3])
  }

  @Test("Tensors that do not fit together are refused")
  func concatenateMismatch() throws {
    let a = Tensor<Float>.zeros([2, 3])
    let b = Tensor<Float>.zeros([2, 4])
    let error = #expect(throws: LogitError.self) { try Tensor.concatenate([a, b]) }
    #expect(
      error?.description
        == "concatenate expects tensor 1 to have the shape of tensor 0, [2, 3], except along axis 0, "
        + "but found shape [2, 4]; make the other lengths equal.")
    #expect(throws: LogitError.self) { try Tensor.concatenate([a, Tensor<Float>.zeros([3])]) }
    #expect(throws: LogitError.self) { try Tensor.concatenate([a, a], axis: 2) }
    #expect(throws: LogitError.self) { try Tensor<Float>.concatenate([]) }
    let huge = Tensor<Float>.zeros([Int.max, 0])
    #expect(throws: LogitError.self) { try Tensor.concatenate([huge, huge]) }
  }

  @Test("Appending flattens")
  func appending() throws {
    let a = try Tensor(rows: [[1, 2], [3, 4]])
    #expect(a.appending(Tensor([5])).scalars == [1, 2, 3, 4, 5])
    #expect(Tensor<Int>([]).appending(Tensor([5])).shape == [1])
  }

  @Test("hstack, vstack and columnStack treat vectors as NumPy does")
  func stacks() throws {
    let (x, y) = (Tensor([1, 2]), Tensor([3, 4]))
    #expect(try Tensor.hstack([x, y]).scalars == [1, 2, 3, 4])
    #expect(try Tensor.vstack([x, y]) == Tensor(rows: [[1, 2], [3, 4]]))
    #expect(try Tensor.columnStack([x, y]) == Tensor(rows: [[1, 3], [2, 4]]))
    let column = try x.reshaped([2, 1])
    #expect(try Tensor.hstack([column, column]) == Tensor(rows: [[1, 1], [2, 2]]))
    #expect(try Tensor.vstack([column, column]).shape == [4, 1])
    #expect(try Tensor.columnStack([column, y]) == Tensor(rows: [[1, 3], [2, 4]]))
    #expect(throws: LogitError.self) { try Tensor.columnStack([x, Tensor([1])]) }
    #expect(throws: LogitError.self) { try Tensor<Int>.hstack([]) }
  }

  @Test("A mesh grid repeats x along rows and y along columns")
  func meshgrid() throws {
    let grid = Tensor.meshgrid(Tensor([1, 2, 3]), Tensor([10, 20]))
    #expect(try grid.x == Tensor(rows: [[1, 2, 3], [1, 2, 3]]))
    #expect(try grid.y == Tensor(rows: [[10, 10, 10], [20, 20, 20]]))
    let points = try Tensor.columnStack([grid.x.flattened(), grid.y.flattened()])
    #expect(points.shape == [6, 2])
    #expect(points.row(4).scalars == [2, 20])
  }
}
