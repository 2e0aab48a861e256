import Logit
import Testing

@Suite("Creating tensors")
struct TensorCreationTests {
  @Test("zeros, ones and repeating fill a shape")
  func filled() {
    #expect(Tensor<Float>.zeros([2, 3]).scalars == [0, 0, 0, 0, 0, 0])
    #expect(Tensor<Int>.ones([2]).scalars == [1, 1])
    #expect(Tensor(repeating: true, shape: [1, 2]).scalars == [true, true])
    #expect(Tensor<Double>.zeros([0, 5]).shape == [0, 5])
  }

  @Test("Rows become a matrix")
  func rows() throws {
    let x = try Tensor<Float>(rows: [[1, 2, 3], [4, 5, 6]])
    #expect(x.shape == [2, 3])
    #expect(x[1, 0] == 4)
    #expect(try Tensor<Float>(rows: []).shape == [0, 0])
  }

  @Test("A ragged row is named")
  func raggedRows() {
    let error = #expect(throws: LogitError.self) {
      try Tensor<Float>(rows: [[1, 2], [3, 4], [5]])
    }
    #expect(
      error?.description
        == "Tensor(rows:) expects 2 elements in row 2, as in row 0, but found shape [1]; "
        + "give every row the same number of elements.")
  }

  struct Linspace: Decodable {
    let start, end: HexadecimalNumbers<Double>
    let count: Int
    let doubles: HexadecimalNumbers<Double>
    let floats: HexadecimalNumbers<Float>
  }

  @Test("linspace agrees with NumPy's to the last bit")
  func linspace() throws {
    for expected in try Fixture.load("NumPy/linspace", as: [Linspace].self) {
      let (start, end) = (expected.start.values[0], expected.end.values[0])
      let doubles = Tensor.linspace(start, end, count: expected.count)
      let floats = Tensor<Float>.linspace(start, end, count: expected.count)
      #expect(doubles.hasBits(of: expected.doubles), "\(start) to \(end)")
      #expect(floats.hasBits(of: expected.floats), "\(start) to \(end)")
    }
  }

  struct Arange: Decodable {
    let start, end, step, doubles: HexadecimalNumbers<Double>
    let floats: HexadecimalNumbers<Float>
  }

  @Test("arange agrees with NumPy's to the last bit")
  func arange() throws {
    for expected in try Fixture.load("NumPy/arange", as: [Arange].self) {
      let (start, end, step) = (expected.start.values[0], expected.end.values[0], expected.step.values[0])
      #expect(Tensor<Double>.arange(start, end, step: step).hasBits(of: expected.doubles))
      #expect(Tensor<Float>.arange(start, end, step: step).hasBits(of: expected.floats))
    }
  }

  @Test("arange of integers counts like a Python range")
  func integerArange() {
    #expect(Tensor.arange(4).scalars == [0, 1, 2, 3])
    #expect(Tensor.arange(-1).shape == [0])
    #expect(Tensor.arange(5, -3, step: -3).scalars == [5, 2, -1])
    #expect(Tensor<Int>.arange(2, 4).scalars == [2, 3])
  }

  @Test("Numbers are rounded when converted to a smaller type")
  func floatingConversion() {
    let x = Tensor<Double>([0.1, 1e300, -.infinity, 16_777_217])
    #expect(Tensor<Float>(x).scalars == [0.1, .infinity, -.infinity, 16_777_216])
    #expect(Tensor<Double>(Tensor<Float>([0.5])).scalars == [0.5])
    #expect(Tensor<Float>(Tensor<Int32>([3, -4])).scalars == [3, -4])
    #expect(Tensor<Float>(Tensor([true, false])).scalars == [1, 0])
  }

  @Test("Numbers lose their fractions when converted to integers")
  func integerConversion() throws {
    #expect(try Tensor<Int>(Tensor<Float>([1.9, -1.9, 0])).scalars == [1, -1, 0])
    #expect(try Tensor<Int32>(Tensor<Int>([7])).scalars == [7])
  }

  @Test("A number without an integer counterpart is named", arguments: [Double.nan, .infinity, 3e10])
  func notRepresentable(value: Double) {
    let error = #expect(throws: LogitError.self) { try Tensor<Int32>(Tensor([0, value])) }
    #expect(error == .valueNotRepresentable(value: "\(value)", position: 1, type: "Int32"))
  }

  @Test("One-hot rows have their 1 in the label's column")
  func oneHot() throws {
    let x = try Tensor<Float>.oneHot([0, 2, 1], classCount: 3)
    #expect(try x == Tensor(rows: [[1, 0, 0], [0, 0, 1], [0, 1, 0]]))
    let column = try Tensor<Int32>([1, 0], shape: [2, 1])
    #expect(try Tensor<Double>.oneHot(column, classCount: 2).scalars == [0, 1, 1, 0])
  }

  @Test("A label that is no class is named with its row", arguments: [3, -1])
  func unknownClass(label: Int) {
    let error = #expect(throws: LogitError.self) {
      try Tensor<Float>.oneHot([0, label], classCount: 3)
    }
    #expect(error == .unknownClass(label: label, row: 1, classCount: 3))
    #expect(
      error?.description
        == "Label \(label) in row 1 is not one of the 3 classes 0..<3; number the classes from 0, or raise the "
        + "class count.")
  }

  @Test("Labels that are no vector are refused")
  func labelsOfWrongShape() throws {
    let labels = Tensor<Int>.zeros([2, 2])
    #expect(throws: LogitError.self) { try Tensor<Float>.oneHot(labels, classCount: 3) }
  }
}
