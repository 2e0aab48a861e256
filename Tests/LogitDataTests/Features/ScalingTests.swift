import Logit
import Testing

@testable import LogitData

@Suite struct ScalingTests {
  @Test(arguments: try KerasCase.load("normalization"))
  func `normalization gives Keras's numbers to the last bit`(_ example: KerasCase) throws {
    let layer = ColumnNormalization(mean: example["mean"].float, variance: example["variance"].float)
    for (input, output) in zip(example["inputs"].floats, example["outputs"].floats) {
      #expect((example["invert"].bool ? layer.inverse(input) : layer(input)) == output)
      if !example["invert"].bool { #expect(layer(Double(input)) == output) }
    }
    if example["adapted"].isThere {
      let adapted = ColumnNormalization(adaptedTo: example["adapted"].items.map(\.double))
      // NumPy's mean of equal numbers is off by a rounding, and its variance by the square of it: far below
      // the floor.
      #expect(adapted.mean == layer.mean && adapted.scale == layer.scale)
      #expect(adapted.variance == layer.variance || adapted.variance == 0 && layer.variance < 1e-30)
    }
  }

  @Test(arguments: try KerasCase.load("rescaling"))
  func `rescaling gives Keras's numbers to the last bit`(_ example: KerasCase) {
    let layer = ColumnRescaling(scale: example["scale"].float, offset: example["offset"].float)
    #expect(example["inputs"].floats.map { layer($0) } == example["outputs"].floats)
  }

  @Test func `a small spread around a large mean is not lost in double precision`() {
    let numbers = (0..<1000).map { 1e9 + Double($0 % 2) }
    let layer = ColumnNormalization(adaptedTo: numbers)
    #expect(layer(numbers[1]) - layer(numbers[0]) == 2)
  }

  @Test func `moments do not depend on how many numbers come at once, and pass over what is no number`() {
    var moments = RunningMoments()
    for number in 0..<10_000 { moments.add(Double(number)) }
    let (mean, variance) = moments.finish()
    #expect(mean == 4999.5)
    // (n² − 1)/12, which double precision holds; three blocks are joined with one rounding each.
    #expect(abs(variance - 8_333_333.25) < 1e-8)
    #expect(
      ColumnNormalization(adaptedTo: [.nan, 1, .infinity, 3, 1e300])
        == ColumnNormalization(mean: 2, variance: 1))
    #expect(ColumnNormalization(adaptedTo: []) == ColumnNormalization(mean: 0, variance: 1))
  }
}
