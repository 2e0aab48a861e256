import Logit
import Testing

@Suite("Arithmetic and reductions")
struct TensorArithmeticTests {
  @Test("Operators work element by element")
  func elementwise() throws {
    let (a, b) = (Tensor<Float>([1, 2]), Tensor<Float>([4, 8]))
    #expect(try (a + b).scalars == [5, 10])
    #expect(try (a - b).scalars == [-3, -6])
    #expect(try (a * b).scalars == [4, 16])
    #expect(try (b / a).scalars == [4, 4])
    #expect((a + 1).scalars == [2, 3])
    #expect((1 + a).scalars == [2, 3])
    #expect((a - 1).scalars == [0, 1])
    #expect((1 - a).scalars == [0, -1])
    #expect((2 * a).scalars == [2, 4])
    #expect((a * 2).scalars == [2, 4])
    #expect((a / 2).scalars == [0.5, 1])
    #expect((2 / a).scalars == [2, 1])
    #expect((-a).scalars == [-1, -2])
  }

  @Test("Shapes are never broadcast")
  func differentShapes() {
    let error = #expect(throws: LogitError.self) {
      try Tensor<Float>.ones([2, 3]) + Tensor<Float>.ones([3])
    }
    #expect(
      error?.description
        == "+ expects two tensors of one shape, here [2, 3], but found shape [3]; "
        + "reshape or slice one of them."
    )
  }

  struct Sums: Decodable {
    let shape: [Int]
    let doubleSum, doubleMean: HexadecimalNumbers<Double>
    let floatSum, floatMean: HexadecimalNumbers<Float>
    let doubleSums: [HexadecimalNumbers<Double>]
    let floatSums, floatMeans: [HexadecimalNumbers<Float>]
  }

  @Test("Sums and means agree with NumPy's to the last bit")
  func sums() throws {
    for expected in try Fixture.load("NumPy/sums", as: [Sums].self) {
      let count = expected.shape.reduce(1, *)
      let values = (0..<count).map { (place: Int) -> Double in Double(place * 7919 % 10007) / 97 - 51 }
      let doubles = try Tensor(values, shape: expected.shape)
      let floats = Tensor<Float>(doubles)
      #expect(doubles.sum() == expected.doubleSum.values[0])
      #expect(doubles.mean() == expected.doubleMean.values[0])
      #expect(floats.sum() == expected.floatSum.values[0])
      #expect(floats.mean() == expected.floatMean.values[0])
      for axis in expected.shape.indices {
        #expect(try doubles.sum(axis: axis).hasBits(of: expected.doubleSums[axis]))
        #expect(try floats.sum(axis: axis).hasBits(of: expected.floatSums[axis]))
        #expect(try floats.mean(axis: axis - doubles.rank).hasBits(of: expected.floatMeans[axis]))
      }
    }
  }

  @Test("Nothing sums to 0 and has no mean")
  func emptySum() throws {
    #expect(Tensor<Float>([]).sum() == 0)
    #expect(Tensor<Float>([]).mean().isNaN)
    #expect(try Tensor<Float>.zeros([0, 2]).sum(axis: 0).scalars == [0, 0])
    #expect(try Tensor<Float>.zeros([2, 0]).sum(axis: 1).scalars == [0, 0])
    #expect(throws: LogitError.self) { try Tensor<Float>.ones([2]).sum(axis: 1) }
  }

  @Test("min and max work overall and along an axis")
  func extrema() throws {
    let x = try Tensor<Double>(rows: [[3, -1, 2], [0, 5, 2]])
    #expect(x.min() == -1)
    #expect(x.max() == 5)
    #expect(try x.min(axis: 0).scalars == [0, -1, 2])
    #expect(try x.max(axis: 0).scalars == [3, 5, 2])
    #expect(try x.min(axis: 1).scalars == [-1, 0])
    #expect(try x.max(axis: 1).scalars == [3, 5])
    #expect(Tensor<Int>([]).max() == nil)
    #expect(Tensor<Float>([1, .nan, 3]).max()?.isNaN == true)
    #expect(try Tensor<Int>.zeros([0, 3]).transposed().max(axis: 0).shape == [0])
    #expect(throws: LogitError.self) { try Tensor<Int>.zeros([0, 3]).min(axis: 0) }
  }
}
