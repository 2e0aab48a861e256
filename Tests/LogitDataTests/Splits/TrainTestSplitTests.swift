import Logit
import LogitData
import Testing

/// `trainTestSplit`, scikit-learn's function.
@Suite struct TrainTestSplitTests {
  private static let xs = Tensor<Float>.linspace(0, 99, count: 100)
  private static let labels = (0..<100).map { $0 < 80 ? 0 : 1 }

  @Test("Rows and labels stay together, each row once")
  func rows() throws {
    let (xTrain, xTest, yTrain, yTest) = try trainTestSplit(
      Self.xs.reshaped([-1, 1]), Tensor(Self.labels), testSize: 0.2, seed: 42)
    #expect(xTrain.shape == [80, 1] && xTest.shape == [20, 1])
    #expect(yTrain.count == 80 && yTest.count == 20)
    #expect((xTrain.scalars + xTest.scalars).sorted() == Self.xs.scalars)
    for (x, y) in zip(xTrain.scalars + xTest.scalars, yTrain.scalars + yTest.scalars) {
      #expect(y == (x < 80 ? 0 : 1))
    }
  }

  @Test("The test rows are the first of NumPy's permutation, and both sides are shuffled")
  func order() throws {
    var generator = RandomGenerator(seed: 7)
    let order = generator.permutation(100).scalars
    let (xTrain, xTest, _, _) = try trainTestSplit(Array(0..<100), Self.labels, seed: 7)
    #expect(xTest == Array(order[..<25]) && xTrain == Array(order[25...]))
    let held = try ShuffleSplit(validation: 0.25, seed: 7).splits(rowCount: 100)[0].validation
    #expect(xTest.sorted() == held)
  }

  @Test("Stratified, each class has its share on both sides", arguments: [0, 1, 2])
  func stratified(form: Int) throws {
    let classes: any TensorConvertible =
      switch form {
      case 0: Self.labels
      case 1: Tensor(Self.labels.map { Float($0) + 0.5 })
      default: try Tensor<Float>.oneHot(Self.labels)
      }
    let (xTrain, xTest, yTrain, yTest) = try trainTestSplit(
      Self.xs, Tensor(Self.labels), testSize: 20, seed: 3, stratify: classes)
    #expect(yTest.scalars.reduce(0, +) == 4 && yTrain.scalars.reduce(0, +) == 16)
    #expect((xTrain.scalars + xTest.scalars).sorted() == Self.xs.scalars)
    #expect(xTrain.scalars != xTrain.scalars.sorted())
    let rows = try StratifiedShuffleSplit(by: "", validation: 20, seed: 3).splits(classes: Self.labels)[0]
    #expect(xTest.scalars.sorted() == rows.validation.map { Float($0) })
  }

  @Test("What cannot be divided is an error")
  func errors() {
    #expect(throws: LogitError.rowCountMismatch(name: "y", expected: 100, found: 99)) {
      try trainTestSplit(Self.xs, Tensor(Array(Self.labels.dropLast())))
    }
    #expect(throws: LogitError.rowCountMismatch(name: "stratify", expected: 100, found: 2)) {
      try trainTestSplit(Self.xs, Tensor(Self.labels), stratify: [0, 1])
    }
    #expect(throws: LogitError.self) { try trainTestSplit(Self.xs, Tensor(Self.labels), testSize: 1.5) }
    #expect(throws: DataError.self) { try trainTestSplit([1], [1]) }
    #expect(throws: DataError.self) { try trainTestSplit([Int](), [Int]()) }
    #expect(throws: DataError.self) {
      try trainTestSplit([1, 2, 3], [0, 0, 1], stratify: [0, 0, Float.nan])
    }
    #expect(throws: DataError.self) { try trainTestSplit(Tensor(repeating: 1, shape: []), Tensor([Int]())) }
  }
}
