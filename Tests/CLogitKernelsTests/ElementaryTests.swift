import CLogitKernels
import Foundation
import Testing

/// exp, log1p, sigmoid and tanh against `Double`, over the whole range of `Float`.
@Suite struct ElementaryTests {
  struct Function: Sendable, CustomStringConvertible {
    var description: String
    var kernel:
      @Sendable (logit_kernels) ->
        @convention(c) (UnsafePointer<Float>?, UnsafeMutablePointer<Float>?, Int64) -> Void
    var exact: @Sendable (Double) -> Double
  }

  static let functions: [Function] = [
    Function(description: "exp", kernel: { $0.exponential }, exact: { exp($0) }),
    Function(description: "log1p", kernel: { $0.log1p }, exact: { log1p($0) }),
    Function(
      description: "sigmoid", kernel: { $0.sigmoid },
      exact: { $0 < 0 ? exp($0) / (1 + exp($0)) : 1 / (1 + exp(-$0)) }),
    Function(description: "tanh", kernel: { $0.hyperbolic_tangent }, exact: { tanh($0) }),
  ]

  /// Every 40,009th of all bit patterns (a prime, so that no bit is left out), and the neighbourhood of
  /// special places.
  static let inputs: [Float] = {
    var inputs = stride(from: UInt32(0), to: .max - 50_000, by: 40_009).map { Float(bitPattern: $0) }
    for place: Float in [
      0, -0.0, 1, -1, 0.625, -0.625, 0.5, 88.72284, -87.33654, -103.97208, 89, -104, 0.41421357, -0.29289323,
    ] {
      for offset in -20...20 {
        inputs.append(Float(bitPattern: UInt32(truncatingIfNeeded: Int64(place.bitPattern) + Int64(offset))))
      }
    }
    inputs += [
      .infinity, -.infinity, .nan, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, .greatestFiniteMagnitude,
    ]
    return inputs
  }()

  @Test(
    "Elementary functions are at most 2 units in the last place off", arguments: functions, availableLevels)
  func accuracy(_ function: Function, level: logit_level) {
    var results = [Float](repeating: 0, count: Self.inputs.count)
    function.kernel(kernels(level))(Self.inputs, &results, Int64(results.count))
    var (worst, place): (Double, Float) = (0, 0)
    for (input, result) in zip(Self.inputs, results) {
      let error = unitsInLastPlace(result, function.exact(Double(input)))
      if error > worst { (worst, place) = (error, input) }
    }
    #expect(worst <= 2, "\(function) is \(worst) units off at \(place)")
  }

  @Test(
    "Short arrays give what long ones give, and nothing beyond them is touched", arguments: availableLevels)
  func tails(_ level: logit_level) {
    var data = TestData(seed: 3)
    let input = data.floats(40, scale: 10)
    var all = [Float](repeating: 0, count: 40)
    kernels(level).sigmoid(input, &all, 40)
    for count in 0...40 {
      var part = [Float](repeating: -7, count: 41)
      kernels(level).sigmoid(input, &part, Int64(count))
      #expect(part.prefix(count).elementsEqual(all.prefix(count)))
      #expect(part.suffix(41 - count).allSatisfy { $0 == -7 })
    }
  }

  @Test("relu keeps NaN, and its derivative is 0 at 0", arguments: availableLevels)
  func relu(_ level: logit_level) {
    var y = [Float](repeating: 0, count: 4)
    kernels(level).relu([-1, 0, 2, .nan], &y, 4)
    #expect(y[0] == 0 && y[1] == 0 && y[2] == 2 && y[3].isNaN)
    var gradient: [Float] = [5, 5, 5, 5]
    kernels(level).relu_gradient([0, 0, 2, 3], &gradient, 4)
    #expect(gradient == [0, 0, 5, 5])
  }

  @Test(
    "Softmax is exact to 2 units, for any width and for scores far apart",
    arguments: [1, 2, 3, 10, 16, 17, 33], availableLevels)
  func softmax(_ columns: Int, level: logit_level) {
    var data = TestData(seed: UInt32(columns))
    for scale: Float in [1, 30, 1000, 1e30] {
      let x = data.floats(5 * columns, scale: scale)
      var y = [Float](repeating: 0, count: x.count)
      kernels(level).softmax(x, &y, 5, Int64(columns))
      for row in 0..<5 {
        let scores = x[row * columns..<(row + 1) * columns].map(Double.init)
        let largest = scores.max() ?? 0
        let exponentials = scores.map { exp($0 - largest) }
        let sum = exponentials.reduce(0, +)
        for (column, e) in exponentials.enumerated() where e / sum > 1e-30 {
          // The difference of two Floats is rounded before the exponential, which shows as its size times
          // half a unit.
          let room = 3 + abs(scores[column] - largest)
          #expect(unitsInLastPlace(y[row * columns + column], e / sum) <= room)
        }
      }
    }
  }
}
