import Logit
import Testing

/// What the tutorial Logit starts from does with NumPy before and after training.
@Suite("Preparing data as with NumPy")
struct DataPreparationTests {
  @Test("Two classes on a line")
  func oneDimension() throws {
    var generator = RandomGenerator(seed: 0)
    let below = generator.normal(mean: -4, standardDeviation: 2, count: 1000)
    let above = generator.normal(mean: 4, standardDeviation: 2, count: 1000)
    let xs = Tensor<Float>(below.appending(above))
    let labels = Tensor<Float>.zeros([below.count]).appending(.ones([above.count]))
    #expect(xs.shape == [2000])
    #expect(labels.sum() == 1000)
    #expect(xs.rows(1000...).mean() > 3)
    #expect(try Tensor<Float>.linspace(-10, 10, count: 100).reshaped([-1, 1]).shape == [100, 1])
  }

  @Test("Two classes in a plane, and the grid to color it")
  func twoDimensions() throws {
    var generator = RandomGenerator(seed: 1)
    let x1 = generator.normal(mean: 3, standardDeviation: 1, count: 10)
    let x2 = generator.normal(mean: 2, standardDeviation: 1, count: 10)
    let x = try Tensor.columnStack([x1, x2])
    #expect(x.shape == [10, 2])
    #expect(x.column(1) == x2)

    let range = Tensor.linspace(-2, 10, count: 200)
    let mesh = Tensor.meshgrid(range, range)
    let points = try Tensor.columnStack([mesh.x.flattened(), mesh.y.flattened()])
    #expect(points.shape == [40_000, 2])
    #expect(points.row(201).scalars == [range[1], range[1]])
    #expect(try points.column(0).reshaped(mesh.x.shape) == mesh.x)
  }

  @Test("Three classes, shuffled together with their one-hot labels")
  func threeClasses() throws {
    var generator = RandomGenerator(seed: 2)
    let classes = try [(1.0, 1.0), (5, 4), (8, 0)].map { mean in
      try Tensor.hstack([
        generator.normal(mean: mean.0, standardDeviation: 1, shape: [100, 1]),
        generator.normal(mean: mean.1, standardDeviation: 1, shape: [100, 1]),
      ])
    }
    let xs = try Tensor.vstack(classes)
    let classIndices = (0..<3).flatMap { [Int](repeating: $0, count: 100) }
    let labels = try Tensor<Float>.oneHot(classIndices, classCount: 3)

    let order = generator.permutation(xs.shape[0]).scalars
    let shuffled = try Tensor<Float>(xs.rows(at: order))
    let shuffledLabels = try labels.rows(at: order)
    #expect(shuffled.shape == [300, 2])
    #expect(try shuffledLabels.argmax(axis: 1).scalars == order.map { $0 / 100 })

    let isThird = try shuffledLabels.argmax(axis: 1).mask { $0 == 2 }
    #expect(try shuffled.rows(where: isThird).column(0).mean() > 7)
  }
}
