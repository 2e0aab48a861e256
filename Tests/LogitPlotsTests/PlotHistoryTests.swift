import Logit
import Testing

@testable import LogitPlots

@Suite struct PlotHistoryTests {
  private func history(
    epochs: Int = 6, validated: Bool = true, validationFreq: ValidationFrequency = 1
  ) throws -> History {
    var generator = RandomGenerator(seed: 3)
    let x = Tensor<Float>(
      try Tensor.vstack([
        generator.normal(mean: -1, standardDeviation: 1, shape: [80, 2]),
        generator.normal(mean: 1, standardDeviation: 1, shape: [80, 2]),
      ]))
    let y = try Tensor<Float>.concatenate([.zeros([80]), .ones([80])])
    var model = try Sequential(seed: 3) { Dense(1, inputShape: [2], activation: .sigmoid) }
    try model.compile(optimizer: .adam(learningRate: 0.05), loss: .binaryCrossentropy, metrics: [.accuracy])
    return try model.fit(
      x, y, epochs: epochs, verbose: .silent, validationData: validated ? ValidationData(x, y) : nil,
      validationFreq: validationFreq)
  }

  private func paths(_ figure: Figure) -> [Path] {
    figure.axes.artists.compactMap { if case .path(let path) = $0 { path } else { nil } }
  }

  @Test("There is a figure for the loss and one for each metric")
  func figures() throws {
    let history = try history()
    let figures = try plotHistory(history)
    #expect(figures.map(\.axes.title) == ["loss", "accuracy"])
    for figure in figures {
      let curves = paths(figure)
      #expect(curves.map(\.label) == ["Training", "Validation"])
      #expect(curves.map(\.style) == [.solid, .dashed])
      #expect(curves[0].points.map(\.y) == history[figure.axes.title])
      #expect(curves[1].points.map(\.y) == history["val_" + figure.axes.title])
      #expect(curves[0].points.map(\.x) == [1, 2, 3, 4, 5, 6])
      #expect(figure.axes.showsLegend)
    }
  }

  @Test("Only what is asked for is drawn, and what was not recorded is named")
  func choice() throws {
    let history = try history(validated: false)
    let figures = try plotHistory(history, metrics: ["accuracy"])
    #expect(figures.map(\.axes.title) == ["accuracy"])
    #expect(paths(figures[0]).map(\.label) == ["Training"] && !figures[0].axes.showsLegend)
    #expect(throws: PlotError.unknownMetric(name: "auc", recorded: ["loss", "accuracy"])) {
      try plotHistory(history, metrics: ["loss", "auc"])
    }
  }

  @Test("Validation stands at the epochs it followed")
  func everySecondEpoch() throws {
    let curves = paths(try Figure(history: history(validationFreq: 2)))
    #expect(curves[1].points.map(\.x) == [2, 4, 6])
    let listed = paths(try Figure(history: history(validationFreq: [1, 5])))
    #expect(listed[1].points.map(\.x) == [1, 5])
  }

  @Test("A single epoch is marked")
  func singleEpoch() throws {
    let figure = try Figure(history: history(epochs: 1))
    #expect(paths(figure).isEmpty && figure.axes.artists.count == 2)
  }
}
