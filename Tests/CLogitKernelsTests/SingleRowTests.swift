import CLogitKernels
import Testing

/// A row alone, against the same row among others.
@Suite struct SingleRowTests {
  private static func padded(_ features: Int) -> Int { (features + 15) / 16 * 16 }

  /// The kernel as single rows take it.
  private static func transposed(_ kernel: [Float], features: Int, units: Int) -> [Float] {
    var result = [Float](repeating: 0, count: units * padded(features))
    for feature in 0..<features {
      for unit in 0..<units { result[unit * padded(features) + feature] = kernel[feature * units + unit] }
    }
    return result
  }

  private static func single(
    _ k: logit_kernels, _ x: [Float], _ kernel: [Float], _ bias: [Float], features: Int,
    output: logit_row_output
  ) -> (output: [Float], failure: Int) {
    var result = [Float](repeating: .nan, count: bias.count)
    let failure = kernel.withUnsafeBufferPointer { kernel in
      bias.withUnsafeBufferPointer { bias in
        var layer = logit_dense_row(
          kernel: kernel.baseAddress, bias: bias.baseAddress, features: Int64(features),
          units: Int64(bias.count), stride: Int64(padded(features)), output: output)
        return Int(k.dense_row(&layer, x, &result))
      }
    }
    return (result, failure)
  }

  @Test(
    "A row has the bits it has among others", arguments: availableLevels,
    [1, 2, 7, 15, 16, 17, 28, 48, 100, 1023, 1024, 1025, 2500])
  func same(_ level: logit_level, _ features: Int) {
    let k = kernels(level)
    for units in 1...16 {
      var data = TestData(seed: UInt32(100 * features + units))
      let rows = 3
      let x = data.floats(rows * features, scale: 3)
      let (w, b) = (data.floats(features * units), data.floats(units))
      let kernel = Self.transposed(w, features: features, units: units)
      var sums = [Float](repeating: .nan, count: rows * units)
      k.dense_forward(x, w, b, Int64(rows), Int64(features), Int64(units), &sums)
      var probabilities = sums
      k.sigmoid(sums, &probabilities, Int64(rows * units))
      var shares = sums
      k.softmax(sums, &shares, Int64(rows), Int64(units))
      for row in 0..<rows {
        let own = Array(x[row * features..<(row + 1) * features])
        for (output, expected) in [
          (LOGIT_ROW_SUMS, sums), (LOGIT_ROW_SIGMOID, probabilities), (LOGIT_ROW_SOFTMAX, shares),
        ] {
          let found = Self.single(k, own, kernel, b, features: features, output: output)
          #expect(found.failure == -1)
          #expect(found.output == Array(expected[row * units..<(row + 1) * units]))
        }
      }
    }
  }

  @Test("A number that is not finite is found wherever it stands", arguments: availableLevels)
  func notFinite(_ level: logit_level) {
    let k = kernels(level)
    for (features, units) in [(1, 1), (28, 1), (28, 3), (1030, 1), (1030, 16)] {
      let kernel = [Float](repeating: 0, count: units * Self.padded(features))
      for place in Set([0, features / 2, features - 1]) {
        for value in [Float.infinity, -.infinity, .nan] {
          var x = [Float](repeating: 1, count: features)
          x[place] = value
          let bias = [Float](repeating: 0, count: units)
          let found = Self.single(k, x, kernel, bias, features: features, output: LOGIT_ROW_SIGMOID)
          #expect(found.failure == place)
        }
      }
      // Sums that overflow are none of the row's faults.
      let large = [Float](repeating: 3e38, count: features)
      let steep = Self.transposed(
        [Float](repeating: 3e38, count: features * units), features: features, units: units)
      let bias = [Float](repeating: 0, count: units)
      let found = Self.single(k, large, steep, bias, features: features, output: LOGIT_ROW_SIGMOID)
      #expect(found.failure == -1 && found.output == [Float](repeating: 1, count: units))
    }
  }
}
