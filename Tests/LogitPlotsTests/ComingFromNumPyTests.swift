import Foundation
import Logit
import LogitPlots
import Testing

/// The code of "Coming from NumPy and matplotlib".
@Suite struct ComingFromNumPyTests {
  @Test("Arrays are made, cut and compared as in the article")
  func arrays() throws {
    var generator = RandomGenerator(seed: 42)  // numpy.random.default_rng(42), bit for bit
    let a = generator.normal(mean: -4, standardDeviation: 2, count: 1000)
    let b = generator.normal(mean: 4, standardDeviation: 2, count: 1000)
    let x = try Tensor.concatenate([a, b]).reshape(-1, 1)
    let y = try Tensor<Float>.concatenate([.zeros([1000]), .ones([1000])])
    let matrix = try Tensor<Float>([[1, 2, 3], [4, 5, 6]])
    let right = matrix[..., 1..<3]
    let large = try x[x.column(0) .> 2]
    #expect(x.shape == [2000, 1] && y.shape == [2000])
    #expect(right.scalars == [2, 3, 5, 6])
    #expect(large.shape[1] == 1 && large.min() ?? 0 > 2 && large.count == x.scalars.count { $0 > 2 })
    // The table.
    #expect(
      Tensor<Float>.zeros([2, 3]).shape == [2, 3]
        && Tensor<Float>(repeating: 7, shape: [2]).scalars == [7, 7])
    #expect(Tensor<Double>.arange(0, 1, step: 0.25).scalars == [0, 0.25, 0.5, 0.75])
    #expect((matrix.shape, matrix.count, matrix.rank) == ([2, 3], 6, 2))
    #expect(matrix.ravel().shape == [6] && matrix.transpose().shape == [3, 2])
    #expect(matrix.row(1).scalars == [4, 5, 6] && matrix[1, 1] == 5 && matrix[..., 1].scalars == [2, 5])
    #expect(matrix[0..<1].scalars == [1, 2, 3])
    #expect(
      try matrix.rows(at: [1, 0]).row(0).scalars == [4, 5, 6] && matrix[matrix .> 4].scalars == [5, 6])
    let mask = try (matrix .> 1) .& (matrix .< 4)
    #expect(Tensor<Float>(mask).scalars == [0, 1, 1, 0, 0, 0] && (.!mask).scalars.count { $0 } == 4)
    #expect(try (matrix .== matrix).scalars.allSatisfy { $0 })
    #expect(try (2 * matrix).mean(axis: 0).scalars == [5, 7, 9] && matrix.argmax(axis: 1).scalars == [2, 2])
    #expect(try Tensor<Float>.oneHot([0, 2]).scalars == [1, 0, 0, 0, 0, 1])
    #expect(generator.permutation(5).scalars.sorted() == [0, 1, 2, 3, 4])
  }

  @Test("A figure is drawn under matplotlib's names as under Logit's own")
  func figures() throws {
    let line = Tensor<Double>.linspace(0, 4, count: 9)
    let (xx, yy) = Tensor.meshgrid(line, line)
    let z = try xx * yy * (1 / 16)
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("logit-\(UUID()).svg").path
    defer { try? FileManager.default.removeItem(atPath: path) }

    var figure = try Figure(width: 8, height: 6)
    try figure.axes.contourf(xx, yy, z, levels: [0, 0.5, 1], colorMap: .coolwarm, opacity: 0.4)
    try figure.axes.scatter(line, line, color: .red, marker: .x, size: 20, label: "Class 0")
    try figure.axes.plot(line, line, color: .blue, style: .dashed, label: "Boundary")
    figure.axes.set(title: "Decision boundary", xLabel: "x1", yLabel: "x2", showsLegend: true)
    figure.axes.grid = GridLines(style: .dashed, opacity: 0.6)
    try figure.savefig(path)

    var own = try Figure(width: 8, height: 6)
    try own.axes.filledContour(xx, yy, z, levels: [0, 0.5, 1], colorMap: .coolwarm, opacity: 0.4)
    try own.axes.scatter(line, line, color: .red, marker: .x, size: 20, label: "Class 0")
    try own.axes.line(line, line, color: .blue, style: .dashed, label: "Boundary")
    own.axes.title = "Decision boundary"
    (own.axes.xLabel, own.axes.yLabel, own.axes.showsLegend) = ("x1", "x2", true)
    own.axes.grid = GridLines(style: .dashed, opacity: 0.6)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == own.svg())
  }

  @Test("Properties that are not set stay as they are")
  func set() {
    var axes = Axes()
    axes.set(title: "a", xLimits: 0...1, showsLegend: true)
    axes.set(xLabel: "b", yLabel: "c", yLimits: 2...3, grid: GridLines(opacity: 0.5))
    axes.set()
    #expect((axes.title, axes.xLabel, axes.yLabel) == ("a", "b", "c"))
    #expect((axes.xLimits, axes.yLimits) == (0...1, 2...3))
    #expect(axes.showsLegend && axes.grid == GridLines(opacity: 0.5))
    axes.set(showsLegend: false)
    #expect(!axes.showsLegend && axes.title == "a")
  }
}
