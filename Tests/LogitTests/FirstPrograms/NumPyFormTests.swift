import Logit
import Testing

/// What someone who knows NumPy types first.
@Suite struct NumPyFormTests {
  @Test("Arrays are written as lists, and as lists of lists")
  func creation() throws {
    let vector: Tensor<Float> = [1, 2.5, 3]
    #expect(vector == Tensor([1, 2.5, 3]) && vector.shape == [3])
    let whole: Tensor<Int> = [1, 2]
    #expect(whole == Tensor([1, 2]))
    let matrix = try Tensor([[1, 2, 3], [4, 5, 6]])
    #expect(matrix.shape == [2, 3] && matrix.scalars == [1, 2, 3, 4, 5, 6])
    #expect(try Tensor<Float>([[1, 2], [3, 4]]) == Tensor(rows: [[1, 2], [3, 4]]))
    #expect(try Tensor<Float>([[[1, 2]], [[3, 4]]]).shape == [2, 1, 2])
    let numbers = [0.1, 0.2]
    #expect(try Tensor<Float>(numbers) == Tensor<Float>(Tensor(numbers)))
    #expect(try Tensor<Float>(numbers.map { [$0] }).shape == [2, 1])
    let empty: Tensor<Float> = []
    #expect(empty.shape == [0])
  }

  @Test("A list of literals is a tensor of the very numbers, not of rounded ones")
  func exactLiterals() {
    // Rounding to Double first would give another Float.
    let number: Float = 0.500000089406967163085937500000000001
    #expect(Tensor<Float>([0.500000089406967163085937500000000001])[0] == number)
    let literal: Tensor<Float> = [0.500000089406967163085937500000000001]
    #expect(literal[0] == number)
  }

  @Test("reshape, ravel, transpose and stack are NumPy's")
  func shapes() throws {
    let x = Tensor<Float>([1, 2, 3, 4, 5, 6])
    #expect(try x.reshape(2, 3) == x.reshape([2, -1]))
    #expect(try x.reshape(-1, 1).shape == [6, 1])
    #expect(try x.reshape(2, 3).ravel() == x)
    #expect(try x.reshape(2, 3).transpose() == x.reshape(2, 3).transposed())
    #expect(throws: LogitError.self) { try x.reshape(4, 2) }
    let (a, b) = (Tensor([1, 2, 3]), Tensor([4, 5, 6]))
    #expect(try Tensor.stack([a, b]) == Tensor([[1, 2, 3], [4, 5, 6]]))
    #expect(try Tensor.stack([a, b], axis: 1) == Tensor([[1, 4], [2, 5], [3, 6]]))
    #expect(try Tensor.stack([a, b], axis: -1) == Tensor.stack([a, b], axis: 1))
    let matrix = try Tensor([[1, 2], [3, 4]])
    #expect(try Tensor.stack([matrix, matrix, matrix], axis: 1).shape == [2, 3, 2])
    let single = Tensor(repeating: 7, shape: [])
    #expect(try Tensor.stack([single, single]) == Tensor([7, 7]))
  }

  @Test("What cannot be stacked is named")
  func stackErrors() {
    #expect(
      throws: LogitError.shapeMismatch(
        operation: "stack", expected: "tensor 1 to have the shape of tensor 0, [3]", found: [2],
        remedy: "make the shapes equal")
    ) { try Tensor.stack([Tensor([1, 2, 3]), Tensor([1, 2])]) }
    #expect(throws: LogitError.self) { try Tensor<Int>.stack([]) }
    #expect(throws: LogitError.self) { try Tensor.stack([Tensor([1])], axis: 2) }
    #expect(throws: LogitError.self) { try Tensor.stack([Tensor([1])], axis: -3) }
  }

  @Test("Comparisons give masks, which select")
  func masks() throws {
    let x: Tensor<Float> = [-1, 0, 2, .nan]
    #expect((x .> 0).scalars == [false, false, true, false])
    #expect((x .>= 0).scalars == [false, true, true, false])
    #expect((x .< 0).scalars == [true, false, false, false])
    #expect((x .<= 0).scalars == [true, true, false, false])
    #expect((x .== 2).scalars == [false, false, true, false])
    #expect((x .!= 2).scalars == [true, true, false, true])
    #expect(try x[x .> 0] == [2])
    #expect(try (x .>= 0 .& (x .< 2)).scalars == [false, true, false, false])
    #expect(try (x .< 0 .| (x .> 1)).scalars == [true, false, true, false])
    #expect((.!(x .> 0)).scalars == [true, true, false, true])
    let y: Tensor<Float> = [0, 0, 0, 0]
    #expect(try (x .> y) == (x .> 0) && (x .>= y) == (x .>= 0) && (x .< y) == (x .< 0))
    #expect(try (x .<= y) == (x .<= 0) && (x .== y) == (x .== 0) && (x .!= y) == (x .!= 0))
    let (predicted, labels) = (Tensor([0, 1, 2, 2]), Tensor([0, 1, 1, 2]))
    #expect(try Tensor<Float>(predicted .== labels).mean() == 0.75)
  }

  @Test("A mask of the tensor's shape selects elements, one of its rows selects rows")
  func maskShapes() throws {
    let x = try Tensor([[1, 2], [3, 4], [5, 6]])
    #expect(try x[x .> 2] == [3, 4, 5, 6])
    #expect(try x[x.column(0) .> 2] == Tensor([[3, 4], [5, 6]]))
    #expect(try x.rows(where: x.column(0) .== 3) == Tensor([[3, 4]]))
    #expect(
      throws: LogitError.shapeMismatch(
        operation: "A mask", expected: "the shape of the tensor, [3, 2], or one truth value for each row",
        found: [2], remedy: "make the mask by comparing the tensor, or one with as many rows")
    ) { try x[Tensor([true, false])] }
    #expect(throws: LogitError.self) { try x .> Tensor([1, 2]) }
    #expect(throws: LogitError.self) { try (x .> 1) .& Tensor([true]) }
  }

  @Test("Rows and columns are taken by ranges")
  func ranges() throws {
    let x = try Tensor([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
    #expect(try x[..., 0..<2] == Tensor([[1, 2], [4, 5], [7, 8]]))
    #expect(try x[..., 1...] == Tensor([[2, 3], [5, 6], [8, 9]]))
    #expect(x[..., 1] == [2, 5, 8])
    #expect(x[..<2] == x.rows(0..<2))
    #expect(try x[1..., ..<2] == Tensor([[4, 5], [7, 8]]))
    #expect(x.columns(1..<1).shape == [3, 0] && x[3...].shape == [0, 3])
  }

  @Test("Labels that are numbers with a fraction part of 0 become one-hot rows")
  func oneHot() throws {
    let expected = try Tensor<Float>([[1, 0, 0], [0, 0, 1], [0, 1, 0]])
    #expect(try Tensor<Float>.oneHot([0, 2, 1], classCount: 3) == expected)
    #expect(try Tensor<Float>.oneHot([0, 2, 1]) == expected)
    #expect(try Tensor<Float>.oneHot([0.0, 2, 1] as [Float]) == expected)
    #expect(try Tensor<Float>.oneHot(Tensor<Double>([0, 2, 1])) == expected)
    #expect(try Tensor<Float>.oneHot(Tensor<Float>([0, 2, 1]).reshape(-1, 1), classCount: 3) == expected)
    #expect(try Tensor<Float>.oneHot([0, 2, 1] as [UInt8]) == expected)
    #expect(try Tensor<Float>.oneHot([Int]()).shape == [0, 0])
  }

  @Test("Labels that are no classes are named")
  func oneHotErrors() {
    #expect(throws: LogitError.valueNotRepresentable(value: "1.5", position: 1, type: "Int")) {
      try Tensor<Float>.oneHot([0, 1.5])
    }
    #expect(throws: LogitError.self) { try Tensor<Float>.oneHot([0, Float.nan]) }
    #expect(throws: LogitError.unknownClass(label: -1, row: 1, classCount: 1)) {
      try Tensor<Float>.oneHot([0, -1])
    }
    #expect(throws: LogitError.unknownClass(label: -3, row: 0, classCount: 0)) {
      try Tensor<Float>.oneHot([-3])
    }
    for label in [1 << 62, Int.max] {
      #expect(throws: LogitError.self) { try Tensor<Float>.oneHot([0, label]) }
    }
    #expect(throws: LogitError.self) { try Tensor<Float>.oneHot([0], classCount: -1) }
    #expect(throws: LogitError.self) { try Tensor<Float>.oneHot([0, 1e300]) }
  }
}
