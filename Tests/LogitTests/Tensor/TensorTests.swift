import Logit
import Testing

@Suite("Tensor")
struct TensorTests {
  @Test("A tensor with NaN is not equal to itself")
  func nanIsUnequal() {
    let x = Tensor<Float>([1, .nan])
    let copy = x
    #expect(x != copy)
    #expect(Tensor<Float>([1, 2]) == Tensor<Float>([1, 2]))
    #expect(Tensor<Float>([0]) == Tensor<Float>([-0.0]))
  }

  @Test("Tensors of different shapes are unequal")
  func shapesMatter() throws {
    let x = Tensor([1, 2, 3, 4])
    #expect(try x != x.reshaped([2, 2]))
  }

  @Test("Writing to a copy leaves the original alone")
  func copiesAreIndependent() throws {
    let x = Tensor<Float>.zeros([2, 2])
    var y = try x.reshaped([4])
    y[3] = 7
    #expect(x.scalars == [0, 0, 0, 0])
    #expect(y.scalars == [0, 0, 0, 7])
  }

  @Test(
    "A shape that does not hold the elements is refused",
    arguments: [[2, 2], [-1, -3], [3, Int.max], [Int.max, Int.max, 3]])
  func wrongShape(shape: [Int]) {
    #expect {
      try Tensor([1, 2, 3], shape: shape)
    } throws: { error in
      error as? LogitError
        == .shapeMismatch(
          operation: "Tensor(_:shape:)", expected: "a shape that holds 3 elements", found: shape,
          remedy: "choose lengths whose product is 3")
    }
  }

  @Test("An empty shape is one number")
  func scalarShape() throws {
    let x = try Tensor([5], shape: [])
    #expect(x.rank == 0)
    #expect(x.count == 1)
  }

  @Test("The buffer is aligned to 64 bytes")
  func alignment() {
    for count in [1, 3, 100] {
      Tensor<Float>.ones([count]).withUnsafeBufferPointer { buffer in
        #expect(UInt(bitPattern: buffer.baseAddress) % 64 == 0)
      }
    }
  }
}
