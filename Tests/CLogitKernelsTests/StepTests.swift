import CLogitKernels
import Foundation
import Testing

/// Whole steps and their parts against `Double`, and levels against each other.
@Suite struct StepTests {
  enum Kind: String, CaseIterable, Sendable {
    case binary, categorical, sparse
  }

  struct Result: Equatable {
    var kernelGradient, biasGradient: [Float]
    var loss, correct: Double
  }

  struct Problem {
    let kind: Kind
    let (rows, features, units): (Int, Int, Int)
    let x, y, kernel, bias: [Float]
    let weights: [Float]?
    let smoothing: Float

    init(_ kind: Kind, rows: Int, features: Int, units: Int, weighted: Bool, smoothing: Float) {
      var data = TestData(seed: UInt32(rows * 31 + features * 7 + units))
      self.kind = kind
      (self.rows, self.features, self.units) = (rows, features, kind == .binary ? 1 : units)
      self.smoothing = kind == .sparse ? 0 : smoothing
      x = data.floats(rows * features)
      let classes = data.labels(rows, classes: max(self.units, 2))
      switch kind {
      case .binary, .sparse: y = classes
      case .categorical: y = classes.flatMap { label in (0..<units).map { Float($0) == label ? 1 : 0 } }
      }
      kernel = data.floats(features * self.units)
      bias = data.floats(self.units)
      weights = weighted ? data.floats(rows).map { abs($0) } : nil
    }

    /// Every array lies at the end of memory of its own size, so that a sanitizer sees a read beyond it.
    func run(_ level: logit_level) -> Result {
      let k = kernels(level)
      var kernelGradient = [Float](repeating: .nan, count: features * units)
      var biasGradient = [Float](repeating: .nan, count: units)
      var scratch = [Float](repeating: 0, count: rows * units)
      var totals = logit_totals()
      let scale = 1 / Float(max(rows, 1))
      let (r, f, u) = (Int64(rows), Int64(features), Int64(units))
      withOptionalPointer(weights) { w in
        switch kind {
        case .binary:
          k.binary_step(
            x, y, w, kernel, bias, r, f, smoothing, 0, scale, &kernelGradient, &biasGradient, &scratch,
            &totals)
        case .categorical:
          k.categorical_step(
            x, y, w, kernel, bias, r, f, u, smoothing, scale, &kernelGradient, &biasGradient, &scratch,
            &totals)
        case .sparse:
          k.sparse_categorical_step(
            x, y, w, kernel, bias, r, f, u, scale, &kernelGradient, &biasGradient, &scratch, &totals)
        }
      }
      return Result(
        kernelGradient: kernelGradient, biasGradient: biasGradient, loss: totals.loss, correct: totals.correct
      )
    }

    private func withOptionalPointer(_ values: [Float]?, _ body: (UnsafePointer<Float>?) -> Void) {
      guard let values else { return body(nil) }
      values.withUnsafeBufferPointer { body($0.baseAddress) }
    }

    /// The same in `Double`.
    func exact() -> (kernelGradient: [Double], biasGradient: [Double], loss: Double) {
      var kernelGradient = [Double](repeating: 0, count: features * units)
      var biasGradient = [Double](repeating: 0, count: units)
      var loss = 0.0
      for row in 0..<rows {
        let z = (0..<units).map { u in
          (0..<features).reduce(Double(bias[u])) {
            $0 + Double(x[row * features + $1]) * Double(kernel[$1 * units + u])
          }
        }
        let weight = Double(weights?[row] ?? 1)
        let s = Double(smoothing)
        var (p, t): ([Double], [Double])
        switch kind {
        case .binary:
          t = [Double(y[row]) * (1 - s) + s / 2]
          p = [1 / (1 + exp(-z[0]))]
          loss -= weight * (t[0] * log(p[0]) + (1 - t[0]) * log(1 - p[0]))
        case .categorical, .sparse:
          let exponentials = z.map { exp($0) }
          let sum = exponentials.reduce(0, +)
          p = exponentials.map { $0 / sum }
          t = (0..<units).map { u in
            kind == .sparse
              ? (Double(y[row]) == Double(u) ? 1 : 0)
              : Double(y[row * units + u]) * (1 - s) + s / Double(units)
          }
          loss -= weight * zip(t, p).reduce(0) { $0 + $1.0 * log($1.1) }
        }
        for u in 0..<units {
          let g = weight * (p[u] - t[u]) / Double(rows)
          biasGradient[u] += g
          for f in 0..<features { kernelGradient[f * units + u] += g * Double(x[row * features + f]) }
        }
      }
      return (kernelGradient, biasGradient, loss)
    }
  }

  static let shapes: [(rows: Int, features: Int, units: Int)] = [
    (1, 1, 2), (15, 1, 3), (16, 1, 2), (32, 1, 2), (100, 2, 3), (33, 3, 4), (17, 4, 3), (31, 5, 8),
    (32, 8, 2),
    (20, 9, 3), (48, 28, 2), (7, 16, 16), (40, 17, 10), (64, 33, 31), (9, 100, 33), (130, 20, 70),
  ]

  @Test("Steps agree with Double", arguments: Kind.allCases, availableLevels)
  func exactness(_ kind: Kind, level: logit_level) {
    for shape in Self.shapes {
      for weighted in [false, true] {
        let problem = Problem(
          kind, rows: shape.rows, features: shape.features, units: shape.units, weighted: weighted,
          smoothing: weighted ? 0.1 : 0)
        let (found, exact) = (problem.run(level), problem.exact())
        #expect(abs(found.loss - exact.loss) <= 2e-6 * max(exact.loss, 1), "\(shape)")
        for (a, b) in zip(
          found.kernelGradient + found.biasGradient, exact.kernelGradient + exact.biasGradient)
        {
          #expect(abs(Double(a) - b) <= 2e-6, "\(shape)")
        }
      }
    }
  }

  @Test("Levels with fused multiply-add give the same bits", arguments: Kind.allCases)
  func sameBytes(_ kind: Kind) {
    for shape in Self.shapes {
      let problem = Problem(
        kind, rows: shape.rows, features: shape.features, units: shape.units, weighted: true, smoothing: 0.1)
      let results = fusedLevels.map(problem.run)
      for result in results.dropFirst() { #expect(result == results[0], "\(shape)") }
    }
  }

  @Test("The number predicted right is counted", arguments: availableLevels)
  func correct(_ level: logit_level) {
    let binary = Problem(.binary, rows: 100, features: 2, units: 1, weighted: false, smoothing: 0)
    let expected = (0..<100).count { row in
      let z = binary.x[row * 2] * binary.kernel[0] + binary.x[row * 2 + 1] * binary.kernel[1] + binary.bias[0]
      return binary.y[row] == (z > 0 ? 1 : 0)
    }
    #expect(binary.run(level).correct == Double(expected))
  }

  @Test(
    "Logits that are not finite give a loss that is not finite", arguments: availableLevels,
    [Float.infinity, -.infinity, .nan])
  func nonFinite(_ level: logit_level, value: Float) {
    for features in [1, 20] {
      var x = [Float](repeating: 0.5, count: 20 * features)
      x[7 * features] = value
      for kind in Kind.allCases {
        let units = kind == .binary ? 1 : 3
        var kg = [Float](repeating: 0, count: features * units)
        var scratch = [Float](repeating: 0, count: 20 * units)
        var totals = logit_totals()
        let kernel = (0..<features * units).map { Float($0 % 3) - 1.25 }
        let labels = [Float](
          repeating: kind == .categorical ? 1 / 3 : 1, count: 20 * (kind == .categorical ? 3 : 1))
        let k = kernels(level)
        switch kind {
        case .binary:
          // The label for which an infinite logit is wrong; for the other one the loss is 0 and harmless.
          let wrong = [Float](repeating: value * kernel[0] > 0 ? 0 : 1, count: 20)
          k.binary_step(x, wrong, nil, kernel, nil, 20, Int64(features), 0, 0, 1, &kg, nil, &scratch, &totals)
        case .categorical:
          k.categorical_step(
            x, labels, nil, kernel, nil, 20, Int64(features), 3, 0, 1, &kg, nil, &scratch, &totals)
        case .sparse:
          k.sparse_categorical_step(
            x, labels, nil, kernel, nil, 20, Int64(features), 3, 1, &kg, nil, &scratch, &totals)
        }
        #expect(!totals.loss.isFinite, "\(kind), \(features) features")
      }
    }
  }

  @Test("Zero rows give zero loss and zero gradients", arguments: Kind.allCases, availableLevels)
  func empty(_ kind: Kind, level: logit_level) {
    let result = Problem(kind, rows: 0, features: 3, units: 3, weighted: false, smoothing: 0).run(level)
    #expect(result.loss == 0 && result.correct == 0)
    #expect((result.kernelGradient + result.biasGradient).allSatisfy { $0 == 0 })
  }
}
